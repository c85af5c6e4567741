import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidateRow } from '../../src/store/desk.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { barriers, ONE_LOOK } from '../web/axe.ts';
import { joined, lay, openDesk, press } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  if (NO_CHROMIUM) return;
  desk = await openDesk();
  origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

const PHONE = { width: 375, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

async function pageFor(name: string, viewport = DESKTOP): Promise<Page> {
  const person = await joined(desk, name, 'editor');
  const context = await browser.newContext({ viewport });
  const [key = '', value = ''] = person.cookie().split('=');
  await context.addCookies([{ name: key, value, url: origin }]);
  return context.newPage();
}
const state = (id: number) => candidateRow(desk.store, id)?.state;

/** Fifty real posts, in our own words, as a crawl would lay them. */
/** The soak decides fifty. */
const REAL_POSTS = process.env['SOAK'] === undefined ? 12 : 50;

function realPosts(): { readonly id: number; readonly label: string }[] {
  const lines = readFileSync(new URL('../labelled/posts-3.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.slice(0, REAL_POSTS).map((line) => {
    const { url, title, summary, label } = JSON.parse(line) as Record<string, string>;
    const blocks = (summary ?? '')
      .split(/(?<=\.) (?=[A-Z])/)
      .map((text) => ({ kind: 'body' as const, text }));
    return { id: lay(desk.store, { url: url ?? '', title: title ?? '', blocks }), label: label ?? '' };
  });
}

// What a person can see without scrolling: where each thing ends, and whether anything covers it.
const SEEN = `(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const { top, bottom, left, right, height } = element.getBoundingClientRect();
  const over = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 1));
  return { bottom: Math.round(bottom), isSeen: height > 0 && bottom <= innerHeight && element.contains(over), text: element.textContent };
})`;
type Seen = { readonly bottom: number; readonly isSeen: boolean; readonly text: string };
const seen = (page: Page, selector: string): Promise<Seen[]> =>
  page.evaluate(`(${SEEN})(${JSON.stringify(selector)})`);

describe.skipIf(NO_CHROMIUM)('a post', () => {
  test.each([
    ['1280 × 800', DESKTOP],
    ['375 × 740', PHONE],
  ])(
    'has title, answers, best sentences, first text and every button of the verdict on the first screen at %s',
    async (_say, size) => {
      const id = lay(desk.store);
      const page = await pageFor(`See${size.width}`, size);
      await page.goto(`${origin}/desk/${id}`);
      const table: Record<string, number> = {};
      for (const [what, selector] of Object.entries({
        title: 'h1',
        answers: '.desk-answer h3',
        sentences: '.desk-answer p',
        verdict: '.desk-accept, .desk-reason, .desk-verdict__yes button, .desk-more summary',
      })) {
        const found = await seen(page, selector);
        expect(
          found.filter(({ isSeen }) => !isSeen),
          what,
        ).toEqual([]);
        table[what] = Math.max(...found.map(({ bottom }) => bottom));
      }
      const top = await page.evaluate(`document.querySelector('.desk-text p').getBoundingClientRect().top`);
      expect(Number(top)).toBeLessThan(size.height - 230);
      console.info(
        `${size.width} × ${size.height}: ${JSON.stringify({ ...table, text: Math.round(Number(top)) })}`,
      );
      await page.context().close();
    },
  );

  test('that is being left is not decided by a key that was meant for the next', async () => {
    const ids = [lay(desk.store), lay(desk.store)];
    const page = await pageFor('Hasty');
    await page.goto(`${origin}/desk/${ids[0]}`);
    const slow = Promise.withResolvers<void>();
    await page.route('**/desk/next?*', (route) => slow.promise.then(() => route.continue()));
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    slow.resolve();
    await page.waitForURL((url) => url.pathname !== `/desk/${ids[0]}`);
    expect(state(ids[0] ?? 0)).toBe('new');
    await page.context().close();
  });

  test('is decided by one key and no scroll, real ones in a row, by what the first screen says', async () => {
    const posts = realPosts();
    const page = await pageFor('Row');
    let keys = 0;
    await page.goto(`${origin}/desk/next?view=newest`);
    for (const _post of posts) {
      const at = page.url();
      // Only what is in sight is read: the marks of the answers, and what speaks against the post.
      const marks = (await seen(page, '.desk-answer__mark'))
        .filter(({ isSeen }) => isSeen)
        .map(({ text }) => text);
      expect(marks.length).toBeGreaterThanOrEqual(3);
      const key =
        marks.length > 3
          ? '3'
          : ({ missing: '7' }[marks[2] ?? ''] ?? { missing: '5' }[marks[1] ?? ''] ?? 'a');
      await page.keyboard.press(key);
      keys += 1;
      await page.waitForURL((url) => url.href !== at);
      expect(await page.evaluate('scrollY')).toBe(0);
    }
    expect(keys / posts.length).toBe(1);
    expect(posts.filter(({ id }) => state(id) === 'new')).toEqual([]);
    await page.context().close();
  });
});

describe.skipIf(NO_CHROMIUM)('the list', () => {
  test('is triaged by keys and by shift-click, and shows what somebody else decides', async () => {
    desk.store.sql(`update candidate set held = 'another test' where state = 'new'`).run();
    const ids = Array.from({ length: 6 }, () => lay(desk.store));
    const page = await pageFor('Keys');
    await page.goto(`${origin}/desk`);
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    expect(await page.textContent('[data-ticked]')).toBe('With the 2 selected:');
    await page.keyboard.press('2');
    await page.waitForURL(/done=/);
    expect(ids.filter((id) => state(id) === 'rejected')).toHaveLength(2);
    const left = ids.filter((id) => state(id) === 'new');
    const labels = page.locator('.desk-row__tick label');
    await labels.nth(0).click();
    await labels.nth(2).click({ modifiers: ['Shift'] });
    expect(await page.textContent('[data-ticked]')).toBe('With the 3 selected:');
    const other = await joined(desk, 'Other');
    const first = await page.getAttribute('.desk-row', 'data-row');
    await press(other, await other.get(`/desk/${first}`), 'reject:advert');
    await expect.poll(() => page.textContent('.desk-row__now')).toBe('Other: rejected: supplier advert');
    expect(await page.textContent('#meanwhile')).toContain('1 was decided meanwhile.');
    expect(await page.textContent('[data-ticked]')).toBe('With the 2 selected:');
    // A browser that is closed in the middle of its way to the next page may hang.
    await Promise.all([page.waitForNavigation(), page.keyboard.press('a')]);
    expect(left.filter((id) => state(id) === 'accepted')).toHaveLength(2);
    await page.context().close();
  });
});

describe.skipIf(NO_CHROMIUM)('after accepting', () => {
  test('p opens the form beside the text, whose card and count follow what is typed', async () => {
    desk.store.sql(`update candidate set held = 'another test' where state = 'new'`).run();
    const id = lay(desk.store);
    const page = await pageFor('Pen');
    await page.goto(`${origin}/desk/${id}`);
    await page.keyboard.press('a');
    await page.waitForURL(/done=/);
    await page.keyboard.press('p');
    await page.waitForURL(/publish/);
    await page.fill('#blurb', 'How one county bought furniture that lasts.');
    expect(await page.textContent('[data-preview="blurb"]')).toBe(
      'How one county bought furniture that lasts.',
    );
    expect(await page.textContent('[data-count]')).toContain('characters left');
    // Told to those who listen once the hands rest, and not at each letter.
    expect(await page.getAttribute('[data-count]', 'aria-live')).toBeNull();
    await expect.poll(() => page.textContent('#count-said')).toContain('characters left');
    await page.locator('[name="topics"]').first().fill('Goods, office and furniture');
    // To go on without it is asked about, since it was not saved.
    const asked = page.waitForEvent('dialog').then((dialog) => dialog.dismiss());
    await Promise.all([asked, page.click('text=Later: next post').catch(() => undefined)]);
    // Enter in a field keeps it, and makes nothing public.
    await page.press('#title', 'Enter');
    await page.waitForURL(/say=handed/);
    await page.goto(`${origin}/desk/candidates/${id}/publish`);
    expect(await page.inputValue('#blurb')).toBe('How one county bought furniture that lasts.');
    await page.click('button:has-text("Publish")');
    await page.waitForLoadState();
    expect(page.url()).toMatch(/\/case\/|\/publish$/);
    await page.context().close();
  });

  test('no barrier and no sideways scrolling on the new pages', async () => {
    const id = lay(desk.store);
    const person = await joined(desk, 'Axe', 'admin');
    await press(person, await person.get(`/desk/${id}`), 'accept');
    const paths = ['/desk?missing=outcome', '/desk/why?url=nobody.example', `/desk/candidates/${id}/publish`];
    expect(await barriers(browser, { origin, cookie: person.cookie(), paths }, ONE_LOOK)).toEqual([]);
  });
});
