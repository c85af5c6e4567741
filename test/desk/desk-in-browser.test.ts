import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { invite } from '../../src/accounts/invite.ts';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import type { Role } from '../../src/model/role.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { barriers, ONE_LOOK } from '../web/axe.ts';
import { deskPaths, joined, lay, openDesk, PASSWORD } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
let browser: Browser;
let origin: string;
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  if (NO_CHROMIUM) return;
  desk = await openDesk({ runNow: () => undefined });
  origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  if (complaints.length > 0) throw new Error(complaints.splice(0).join('; '));
});

let people = 0;

/** Somebody who has joined, at a browser of their own. */
async function at(options: Surroundings & { readonly role?: Role } = {}): Promise<Page> {
  const page = await openPage(options);
  people += 1;
  const cookie = (await joined(desk, `P${people}`, options.role)).cookie();
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: origin }]);
  return page;
}

type Surroundings = { readonly js?: boolean; readonly width?: number };

/** A page of a browser that keeps nothing, and tells of whatever may happen on no page. */
async function openPage(options: Surroundings = {}): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: options.js ?? true,
    viewport: { width: options.width ?? 1280, height: 800 },
  });
  contexts.push(context);
  const page = await context.newPage();
  // A broken policy, a script error, an alert: none of them may happen on any page.
  page.on('console', (message) => {
    if (/Content Security Policy|Refused|TypeError/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  return page;
}
const state = (id: number) => candidateRow(desk.store, id)?.state;
const open = (page: Page, id: number) => page.goto(`${origin}/desk/${id}`);

describe.skipIf(NO_CHROMIUM)('by keyboard alone', () => {
  test('somebody joins by an invitation', async () => {
    const page = await openPage();
    await page.goto(
      origin + invite(desk.store, { email: null, role: 'reviewer', madeBy: null, now: Date.now() }),
    );
    await page.fill('#email', 'ada@example.org');
    await page.fill('#name', 'Ada');
    await page.fill('#password', PASSWORD);
    await page.press('#password', 'Enter');
    await page.waitForURL('**/desk');
  });

  test('a reviewer starts, accepts, rejects with a reason, asks for a second opinion and undoes', async () => {
    const ids = [lay(desk.store), lay(desk.store), lay(desk.store), lay(desk.store)];
    const page = await at();
    await open(page, ids[0] ?? 0);
    await page.keyboard.press('a');
    await page.waitForURL(/done=/);
    expect(await page.evaluate(`document.activeElement.id`)).toBe('top');
    await expect.poll(() => page.textContent('#spoken')).toContain('Accepted');
    await open(page, ids[1] ?? 0);
    await page.keyboard.press('5');
    await page.waitForURL(/done=/);
    await open(page, ids[2] ?? 0);
    await page.keyboard.press('m');
    await page.waitForURL(/done=/);
    expect(ids.map(state)).toEqual(['accepted', 'rejected', 'second', 'new']);
    expect(decisionsOf(desk.store, ids[1] ?? 0)[0]?.reason).toBe('no-buying');
    await page.keyboard.press('u');
    await page.waitForURL(/undone=/);
    const before = page.url();
    await page.keyboard.press('u');
    await page.waitForURL((url) => url.href !== before && url.href.includes('undone='));
    expect(ids.map(state)).toEqual(['accepted', 'new', 'new', 'new']);
  });

  test('snoozes, marks a duplicate, writes a note, corrects, searches and finds help', async () => {
    const [id, other] = [lay(desk.store), lay(desk.store)];
    const page = await at();
    await open(page, id);
    await page.keyboard.press('n');
    // Keys are ignored in a field: an "a" in a note accepts nothing.
    await page.keyboard.type('a note, and more');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/say=noted/);
    expect(decisionsOf(desk.store, id)).toMatchObject([{ kind: 'note', note: 'a note, and more' }]);
    await page.keyboard.press('s');
    // Enter in the date once accepted the post: now it can do no other act than its own.
    await page.fill('#day', '2031-05-06');
    await page.focus('#day');
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=/);
    expect(state(id)).toBe('snoozed');
    expect(candidateRow(desk.store, id)?.until).toBe(Date.parse('2031-05-06T06:00:00Z'));
    await open(page, other);
    await page.keyboard.press('d');
    await page.keyboard.type(String(id));
    await page.keyboard.press('Enter');
    expect(state(other)).toBe('new');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=/);
    expect(state(other)).toBe('duplicate');
    await open(page, id);
    await page.keyboard.press('e');
    await page.waitForURL(/edit$/);
    await page.keyboard.press('/');
    await page.waitForURL(/search$/);
    expect(await page.evaluate(`document.activeElement.id`)).toBe('q');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog');
  });

  test('help is shown over a post, decides on nothing, and goes back to what was typed', async () => {
    const id = lay(desk.store);
    const page = await at();
    await open(page, id);
    await page.keyboard.press('n');
    await page.keyboard.type('half a note');
    await page.keyboard.press('Escape');
    const dialog = page.getByRole('dialog', { name: 'Help' });
    for (const back of ['Escape', '?', 'Enter']) {
      await page.keyboard.press('?');
      await dialog.waitFor();
      await page.keyboard.press('a');
      await page.keyboard.press(back);
      await dialog.waitFor({ state: 'detached' });
    }
    expect(new URL(page.url()).pathname).toBe(`/desk/${id}`);
    expect(await page.inputValue('#note')).toBe('half a note');
    expect(state(id)).toBe('new');
  });

  test('what was refused has the focus and the title, and each field its reason', async () => {
    const id = lay(desk.store);
    const page = await at({ role: 'editor' });
    await open(page, id);
    await page.keyboard.press('a');
    await page.waitForURL(/done=/);
    await page.goto(`${origin}/desk/candidates/${id}/publish`);
    for (const field of await page.locator('[name=topics]').all()) await field.fill('');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.title()).toMatch(/^Error: Publish/);
    expect(await page.evaluate(`document.activeElement.textContent`)).toContain('Before it can be published');
    const topic = page.locator('[name=topics]').first();
    expect(await topic.getAttribute('aria-invalid')).toBe('true');
    expect(await topic.getAttribute('aria-describedby')).toContain('topics-error');
    expect(await page.textContent('#topics-error')).toContain('topic');
  });

  test('keys can be changed and switched off', async () => {
    const id = lay(desk.store);
    const page = await at();
    await page.goto(`${origin}/desk/me`);
    await page.click('main summary');
    await page.fill('#key-accept', 'y');
    await page.click('text=Save keys');
    await open(page, id);
    await page.keyboard.press('a');
    await page.keyboard.press('y');
    await page.waitForURL(/done=/);
    expect(state(id)).toBe('accepted');
    await page.goto(`${origin}/desk/me`);
    await page.uncheck('#on');
    await page.click('text=Save keys');
    await open(page, id);
    expect(await page.locator('[data-key]').count()).toBe(0);
  });
});

describe.skipIf(NO_CHROMIUM).each([
  { how: 'with the mouse', js: true },
  { how: 'with JavaScript off', js: false },
])('$how', ({ js }) => {
  test('every task has a form: decide, snooze, note, duplicate, undo, correct', async () => {
    const ids = [lay(desk.store), lay(desk.store), lay(desk.store), lay(desk.store), lay(desk.store)];
    const page = await at({ js });
    const press = async (
      id: number,
      text: string,
      more: () => Promise<unknown> = () => Promise.resolve(),
    ) => {
      await open(page, id);
      await more();
      await page.locator('.desk-decide button', { hasText: text }).click();
      await page.waitForURL(/done=|say=/);
    };
    await press(ids[0] ?? 0, 'Accept');
    await press(ids[1] ?? 0, 'Tender notice', async () => {
      await page.click('summary:has-text("Note")');
      await page.fill('#note', 'closes in May');
    });
    await press(ids[2] ?? 0, 'Second opinion');
    await press(ids[3] ?? 0, 'Snooze it', async () => {
      await page.click('summary:has-text("Snooze")');
      await page.selectOption('#span', 'month');
    });
    await press(ids[4] ?? 0, 'Mark as duplicate', async () => {
      await page.click('summary:has-text("Duplicate")');
      await page.fill('#of', String(ids[0]));
    });
    expect(ids.map(state)).toEqual(['accepted', 'rejected', 'second', 'snoozed', 'duplicate']);
    await page.locator('.desk-banner button', { hasText: 'Undo' }).click();
    await page.waitForURL(/undone=/);
    expect(state(ids[4] ?? 0)).toBe('new');
    await page.click('text=Correct this');
    await page.locator('[name=councils]').first().fill('Leeds City Council; Durham');
    await page.click('text=Save the correction');
    await page.waitForURL(/say=edited/);
    expect(await page.textContent('.desk-facts')).toContain('Leeds City Council');
  });

  test('lists, filters, names a view, rejects a whole view after a count, and brings it back', async () => {
    const ids = [1, 2, 3].map(() => lay(desk.store, { sourceId: 'apse-news' }));
    const page = await at({ js });
    await page.goto(`${origin}/desk`);
    await page.click('.desk-narrowing summary');
    await page.selectOption('#source', 'apse-news');
    await page.click('text=Show');
    await page.click('.desk-whole summary');
    await page.fill('#view-name', 'APSE only');
    await page.click('button:has-text("Keep")');
    expect(await page.textContent('.desk-views')).toContain('APSE only');
    await page.click('.desk-whole summary');
    await page.click('text=Reject all of them at once');
    expect(await page.textContent('h1')).toBe('Reject 3 at once');
    await page.check('#reason-event');
    await page.click('text=Reject 3 posts');
    await page.waitForURL(/done=/);
    expect(ids.map(state)).toEqual(['rejected', 'rejected', 'rejected']);
    await page.locator('.desk-banner button', { hasText: 'Undo' }).click();
    await page.waitForURL(/undone=/);
    expect(ids.map(state)).toEqual(['new', 'new', 'new']);
    for (const id of ids) desk.store.sql(`update candidate set held = 'test over' where id = ?`).run(id);
  });
});

describe.skipIf(NO_CHROMIUM)('two at once', () => {
  test('the slower of two browsers is told who decided what and when, and keeps the note', async () => {
    const id = lay(desk.store);
    const [first, second] = [await at(), await at()];
    await open(first, id);
    const third = await at();
    await open(second, id);
    await open(third, id);
    expect(await second.textContent('.desk-banner--claim')).toContain('is looking at this post');
    await second.keyboard.press('n');
    await second.fill('#note', 'I think it is an event');
    await first.keyboard.press('a');
    await first.waitForURL(/done=/);
    await second.locator('.desk-reason', { hasText: 'Event' }).click();
    await expect
      .poll(() => second.locator('.desk-banner--conflict').textContent())
      .toMatch(/P\d+ was faster: accepted, /);
    expect(await second.textContent('.desk-banner--conflict')).toContain('your note is kept');
    expect(await second.inputValue('#note')).toBe('I think it is an event');
    // Nothing is said of a note where there was none.
    await third.keyboard.press('5');
    await third.waitForSelector('.desk-banner--conflict');
    expect(await third.textContent('.desk-banner--conflict')).not.toContain('note');
    expect(decisionsOf(desk.store, id)).toHaveLength(1);
  });
});

test.skipIf(NO_CHROMIUM)('the words of a title show where a system gives the colours', async () => {
  const page = await at();
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page, lay(desk.store));
  const colours = await page.evaluate<string[]>(
    `[document.querySelector('.desk-title .desk-mark'), document.querySelector('.desk-title')].map((one) => getComputedStyle(one).color)`,
  );
  expect(colours[0]).toBe(colours[1]);
});

describe.skipIf(NO_CHROMIUM)('hostile posts', () => {
  test('the policy of the page stops a script that got in all the same', async () => {
    const page = await at();
    await page.route('**/desk/help', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('</h1>', '</h1><script>document.title = "taken"</script>');
      await route.fulfill({ response: answer, body });
    });
    await page.goto(`${origin}/desk/help`);
    expect(await page.title()).not.toBe('taken');
    expect(complaints.join()).toContain('Content Security Policy');
    // Asked for here; on every other page it would be a fault.
    complaints.length = 0;
  });

  test('a title of a megabyte is cut and makes no page wide or slow', async () => {
    const id = lay(desk.store, { title: 'W'.repeat(1_000_000) });
    const page = await at({ width: 320 });
    await open(page, id);
    expect((await page.textContent('h1'))?.length).toBeLessThan(400);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.goto(`${origin}/desk?view=newest`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    desk.store.sql(`update candidate set held = 'test over' where id = ?`).run(id);
  });
});

test.skipIf(NO_CHROMIUM)(
  'no page of the desk has a barrier that axe can find, or scrolls sideways',
  async () => {
    const cookie = (await joined(desk, 'Axel', 'admin')).cookie();
    const id = lay(desk.store);
    // The soak has axe look at all of them, in six ways.
    const axeOn = (path: string) => new RegExp(`/desk(?:$|/sources|/me|/rules/|/${id})`).test(path);
    expect(await barriers(browser, { origin, cookie, paths: deskPaths(id), axeOn }, ONE_LOOK)).toEqual([]);
  },
);
