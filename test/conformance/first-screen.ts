import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { extractPost } from '../../src/extract/extract.ts';
import type { Block } from '../../src/model/post.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { joined, lay, openDesk, SOURCES } from '../desk/desk-fixture.ts';
import { pageOf } from '../extract/pages.ts';
import { type SuiteResult, tally } from './suite-result.ts';

const HOW_MANY = 50;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 740 };
const VERDICT =
  '.desk-accept, .desk-reason, .desk-verdict__yes button, .desk-decide > .desk-more > summary, .desk-verdict summary';

type Line = {
  readonly title: string;
  readonly body_html: string;
  readonly date: string;
  readonly id: string;
};
/** Where the lowest of each thing ends (px from the top of the window), and what of it is not in sight. */
type Seen = { readonly bottom: number; readonly hidden: readonly string[] };
type Screen = Readonly<Record<'title' | 'answers' | 'sentences' | 'verdict' | 'text', Seen>>;

/** Whole real posts on the desk: is what a decision needs on the first screen, and is one key enough? */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const file = join(suitesDir, '../sites/posts.jsonl');
  if (NO_CHROMIUM || !existsSync(file)) return [];
  const desk = await openDesk();
  const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  try {
    const ids = realPosts(file).map((post) => lay(desk.store, { ...post, origin: 'hand' }));
    const [name = '', value = ''] = (await joined(desk, 'Fifty', 'editor')).cookie().split('=');
    const context = await browser.newContext({ viewport: DESKTOP });
    await context.addCookies([{ name, value, url: origin }]);
    const page = await context.newPage();
    const screens = { '1280 × 800': [] as Screen[], '375 × 740': [] as Screen[] };
    await page.goto(`${origin}/desk/next?view=newest`);
    let keys = 0;
    let scrolls = 0;
    for (const _id of ids) {
      await page.setViewportSize(PHONE);
      screens['375 × 740'].push(await screenOf(page));
      await page.setViewportSize(DESKTOP);
      screens['1280 × 800'].push(await screenOf(page));
      const at = page.url();
      const key = await keyByWhatIsSeen(page);
      scrolls += Number(await page.evaluate('scrollY > 0 ? 1 : 0'));
      await page.keyboard.press(key);
      keys += 1;
      await page.waitForURL((url) => url.href !== at);
    }
    const decided = tally('desk: real whole posts decided by one key', ids, (id) => ({
      ok: candidateRow(desk.store, id)?.state !== 'new',
      name: `post ${id}`,
    }));
    const note = `${(keys / ids.length).toFixed(1)} keys and ${(scrolls / ids.length).toFixed(1)} scrolls a decision`;
    return [
      ...Object.entries(screens).map(([size, all]) => judged(size, all)),
      { ...decided, notes: [note, ...decided.notes] },
    ];
  } finally {
    await browser.close();
    await desk.close();
  }
}

/** Every so-many-th post of at least 200 words, as a crawl would read its page. */
function realPosts(
  file: string,
): { title: string; published: string; url: string; blocks: readonly Block[] }[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const step = Math.floor(lines.length / (HOW_MANY * 2));
  const [source] = SOURCES;
  if (source === undefined) throw new Error('no source');
  return lines
    .filter((_line, index) => index % step === 0)
    .flatMap((line) => {
      const { title, body_html: body, date, id }: Line = JSON.parse(line);
      const html = `<!doctype html><html lang="en"><title>${title}</title><main><article><h1>${title}</h1>${body}</article></main>`;
      const read = extractPost(pageOf(html), { source, now: new Date() });
      if ('kind' in read) return [];
      const length = read.blocks.reduce((sum, { text }) => sum + text.length, 0);
      return length > 1200
        ? [{ title, published: date, url: `https://ashden.org/news/${id}`, blocks: read.blocks }]
        : [];
    })
    .slice(0, HOW_MANY);
}

const SEEN = `(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const { top, bottom, left, right, height } = element.getBoundingClientRect();
  const over = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 1));
  return { bottom: Math.round(bottom), isSeen: height > 0 && bottom <= innerHeight && element.contains(over), text: element.textContent.trim().slice(0, 40) };
})`;

async function seen(page: Page, selector: string, most = Infinity): Promise<Seen> {
  const found = await page.evaluate<{ bottom: number; isSeen: boolean; text: string }[]>(
    `(${SEEN})(${JSON.stringify(selector)})`,
  );
  const asked = found.slice(0, most);
  return {
    bottom: Math.max(0, ...asked.map(({ bottom }) => bottom)),
    hidden: asked.filter(({ isSeen }) => !isSeen).map(({ text }) => text),
  };
}

/** What stands where when the page opens; and of the verdict, also at the middle and at the foot of the page. */
async function screenOf(page: Page): Promise<Screen> {
  await page.evaluate('scrollTo(0, 0)');
  const atTop = {
    title: await seen(page, 'h1'),
    answers: await seen(page, '.desk-answer h3', 3),
    sentences: await seen(page, '.desk-answer p', 3),
    text: await firstSentenceOfText(page),
  };
  const verdict = await seen(page, VERDICT);
  const below: string[] = [];
  for (const part of [0.5, 1]) {
    await page.evaluate(`scrollTo(0, document.documentElement.scrollHeight * ${part})`);
    below.push(...(await seen(page, VERDICT)).hidden);
  }
  await page.evaluate('scrollTo(0, 0)');
  return { ...atTop, verdict: { ...verdict, hidden: [...verdict.hidden, ...below] } };
}

/** The first sentence of the first paragraph that is open, all of its lines: its foot, and whether the verdict's bar lies over it. */
async function firstSentenceOfText(page: Page): Promise<Seen> {
  const { bottom, isSeen } = await page.evaluate<{ bottom: number; isSeen: boolean }>(`(() => {
    const text = document.querySelector('.desk-text > p');
    const end = /[.!?]["”’)]?(?=\\s|$)/.exec(text.textContent);
    let left = end === null ? text.textContent.length : end.index + end[0].length;
    const range = document.createRange();
    range.setStart(text, 0);
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
      range.setEnd(node, Math.min(left, node.data.length));
      left -= node.data.length;
    }
    const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
    return {
      bottom: Math.round(Math.max(...lines.map(({ bottom }) => bottom))),
      isSeen: lines.every(({ left, top, bottom }) => bottom <= innerHeight && text.contains(document.elementFromPoint(left + 1, (top + bottom) / 2))),
    };
  })()`);
  return { bottom, hidden: isSeen ? [] : ['the first sentence of the text'] };
}

/** What the marks in sight say: something speaks against it, no result, no buying, or a case study. */
async function keyByWhatIsSeen(page: Page): Promise<string> {
  const marks = await page.evaluate<string[]>(
    `(${SEEN})('.desk-answer__mark').filter(({ isSeen }) => isSeen).map(({ text }) => text)`,
  );
  if (marks.length > 3) return '3';
  return { missing: '7' }[marks[2] ?? ''] ?? { missing: '5' }[marks[1] ?? ''] ?? 'a';
}

function judged(size: string, screens: readonly Screen[]): SuiteResult {
  const result = tally(`desk: all a decision needs is on the first screen at ${size}`, screens, (screen) => {
    const hidden = Object.entries(screen).flatMap(([what, { hidden: not }]) =>
      not.map((one) => `${what}: ${one}`),
    );
    return { ok: hidden.length === 0, name: hidden.join('; ') };
  });
  const lowest = (['title', 'answers', 'sentences', 'verdict', 'text'] as const)
    .map((what) => `${what} ${Math.max(...screens.map((screen) => screen[what].bottom))}`)
    .join(', ');
  return { ...result, notes: [`lowest ends, in px: ${lowest}`, ...result.notes] };
}
