import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';

const MAIN = fileURLToPath(new URL('../../src/run/main.ts', import.meta.url));
const TUTORIAL = readFileSync(new URL('../../docs/tutorial/first-round.md', import.meta.url), 'utf8');

let child: ChildProcess;
let browser: Browser;
let page: Page;
let said = '';

/** Runs a command of the tutorial, and waits until it has said something. */
async function start(args: readonly string[], until: RegExp, env: NodeJS.ProcessEnv = {}): Promise<string> {
  said = '';
  child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, PORT: '0', NODE_OPTIONS: '', LAMPLIGHTER_CONTACT: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  const found = () => until.exec(said);
  await expect.poll(found, { timeout: 300_000 }).not.toBeNull();
  return found()?.[1] ?? '';
}

async function stop(): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}

beforeAll(async () => {
  if (!NO_CHROMIUM) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  child?.kill('SIGKILL');
});

test.skipIf(NO_CHROMIUM)('the tutorial goes as it says, step by step', async () => {
  expect(TUTORIAL.match(/^\d\. /gm)).toHaveLength(5);
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('lamplighter-demo-'));
  const before = folders();
  // 1. The demonstration is crawled, and a line for each site says what went to the desk.
  const link = await start(['demo'], /(http:\/\/\S+\/join\/\S+)/);
  for (const source of ['ashden-news', 'lga-case-studies', 'apse-news'])
    expect(said).toMatch(new RegExp(`${source}: ok_new, \\d+ posts read, \\d+ on the desk`));
  // 2. The link makes the first administrator.
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(link);
  const origin = new URL(link).origin;
  await page.fill('#email', 'ada@example.org');
  await page.fill('#name', 'Ada');
  await page.fill('#password', 'three random words');
  await page.press('#password', 'Enter');
  await page.waitForURL('**/desk');
  // 3. The best is dealt: three answers above the text; a accepts, u takes it back, ? shows the keys.
  await page.click('.desk-start a, a.desk-start');
  await page.waitForURL(/\/desk\/\d+/);
  expect(await page.locator('.desk-answer h3').count()).toBeGreaterThanOrEqual(3);
  expect(await page.locator('.desk-text mark').count()).toBeGreaterThan(0);
  const path = new URL(page.url()).pathname;
  await page.keyboard.press('a');
  await page.waitForURL(/done=/);
  await page.keyboard.press('u');
  await page.waitForURL(/undone=/);
  expect(new URL(page.url()).pathname).toBe(path);
  await page.keyboard.press('?');
  expect(await page.textContent('dialog')).toContain('Ask for a second opinion');
  await page.keyboard.press('Escape');
  // 4. Look, publish, look again: what was published is there at once.
  await page.goto(`${origin}/`);
  expect(await page.textContent('main')).toContain('Nothing has been published yet');
  await page.goto(origin + path);
  await page.keyboard.press('a');
  await page.waitForURL(/done=/);
  await page.keyboard.press('p');
  await page.waitForURL(/publish$/);
  const own = 'Find out how a council bought something better, in words that nobody else has written.';
  await page.fill('#blurb', own);
  expect(await page.textContent('[data-preview="blurb"]')).toBe(own);
  for (const [name, word] of [
    ['topics', 'Street lighting'],
    ['practices', 'Social value'],
  ])
    if ((await page.locator(`[name="${name}"]`).first().inputValue()) === '')
      await page
        .locator(`[name="${name}"]`)
        .first()
        .fill(word ?? '');
  await page.click('button:has-text("Publish")');
  await page.waitForURL(/\/case\//);
  for (const where of ['/', '/embed']) {
    await page.goto(origin + where);
    expect(await page.textContent('body'), where).toContain(own);
  }
  expect(await page.textContent('h1')).not.toBe('');
  // 5. Ctrl-C ends it, and nothing is left of it.
  await page.close();
  await stop();
  expect(folders()).toEqual(before);
});

test('the first real start visits no site before somebody can be reached, and says how to go on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-first-run-'));
  await start(['serve', '--first-run'], /Open this link/, { LAMPLIGHTER_DATA: dataDir });
  expect(said).toContain('No site is visited yet');
  expect(said).toContain('LAMPLIGHTER_CONTACT=you@example.org npm start');
  expect(said).not.toContain('The first round begins');
  await stop();
  rmSync(dataDir, { recursive: true });
});
