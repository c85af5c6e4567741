import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { RenderOrder } from './messages.ts';

const REFUSING =
  /^(?:reject|decline|refuse|deny|disagree|no,? thanks|(?:only|use) (?:strictly )?(?:necessary|essential)|(?:strictly )?(?:necessary|essential)(?: cookies)? only|continue without)\b/i;
const AGREEING =
  /^(?:accept|allow|agree|i (?:accept|agree)|got it|ok(?:ay)?$|(?:that['’]s )?fine|continue$|understood)/i;
const LOOK_AGAIN_MS = 50;
const LONGEST_MORE_MS = 10_000;
const LONGEST_PRESS_MS = 2000;

/** Brings an open page to the state in which its adapter reads it: something is there, nothing lies above it, more was asked for. */
export async function readPage(page: Page, order: RenderOrder): Promise<string> {
  const cards = page.locator(`css=${order.waitFor.join(', ')}`);
  const isThere = await appears(cards, order.stepMs / 2);
  const closed = await press(page.getByRole('button', { name: REFUSING }));
  // Only where nothing else brings the page: what is agreed to here ends with the page, and so do its cookies.
  if (!isThere) {
    if (!closed) await press(page.getByRole('button', { name: AGREEING }));
    await appears(cards, order.stepMs / 2);
  }
  await stopsGrowing(cards, order.stepMs);
  for (let round = 0; round < order.rounds; round += 1) {
    if (!(await bringsMore(page, cards, order))) break;
  }
  return content(page);
}

/** Asks for more once, and says whether it came. */
async function bringsMore(page: Page, cards: Locator, order: RenderOrder): Promise<boolean> {
  const before = await cards.count();
  await sleep(order.pauseMs);
  if (order.more === undefined) await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  else if (!(await press(page.locator(`css=${order.more}`)))) return false;
  const until = performance.now() + Math.min(order.stepMs, LONGEST_MORE_MS);
  while ((await cards.count()) <= before) {
    if (performance.now() > until) return false;
    await sleep(LOOK_AGAIN_MS);
  }
  await stopsGrowing(cards, order.stepMs);
  return true;
}

async function appears(cards: Locator, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  while ((await cards.count()) === 0) {
    if (performance.now() > until) return false;
    await sleep(LOOK_AGAIN_MS);
  }
  return true;
}

/** Lists are often written card by card. */
async function stopsGrowing(cards: Locator, ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (let before = -1; performance.now() < until;) {
    const count = await cards.count();
    if (count === before) return;
    before = count;
    await sleep(LOOK_AGAIN_MS * 2);
  }
}

/** Presses the first of these that can be seen and used, whatever lies above it. */
async function press(buttons: Locator): Promise<boolean> {
  for (const button of await buttons.all()) {
    if (!(await button.isVisible()) || (await button.isDisabled())) continue;
    await button.dispatchEvent('click', undefined, { timeout: LONGEST_PRESS_MS });
    return true;
  }
  return false;
}

/** The document as it now stands; asked for twice where the page was just leaving for another. */
async function content(page: Page): Promise<string> {
  try {
    return await page.content();
  } catch {
    await page.waitForLoadState('domcontentloaded');
    return page.content();
  }
}
