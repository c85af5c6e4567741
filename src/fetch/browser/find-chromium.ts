import { existsSync } from 'node:fs';
import { missingPackages } from './missing-packages.ts';

/** Where systems put it. The shell without windows first: the same engine, which starts and shows a page for half the CPU. */
const PLACES = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium to use: the one that was set, the system's, or the one that Playwright has installed; undefined where there is none. */
export async function findChromium(set: string | undefined): Promise<string | undefined> {
  if (set !== undefined) return existsSync(set) ? set : undefined;
  const place = PLACES.find((path) => existsSync(path));
  if (place !== undefined) return place;
  if (missingPackages().length > 0) return undefined;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}
