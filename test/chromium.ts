import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where the browser is: CHROMIUM_PATH, or where Debian and others put it; undefined where there is none. */
const CHROMIUM = [process.env['CHROMIUM_PATH'], ...PLACES].find(isProgram);

/** Whether tests in a browser are skipped; never silently where CI=true. */
export const NO_CHROMIUM = CHROMIUM === undefined;
if (NO_CHROMIUM && process.env['CI'] === 'true')
  throw new Error('no Chromium: run "bash test/set-up.sh" as root, or set CHROMIUM_PATH');
if (NO_CHROMIUM) console.error('no Chromium here: the tests in a browser are skipped');

/** A browser that asks nothing of the network but what a test opens. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

function isProgram(path: string | undefined): path is string {
  try {
    accessSync(path ?? '', constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
