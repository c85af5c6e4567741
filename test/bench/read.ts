import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractPost } from '../../src/extract/extract.ts';
import { type Page, pageAgain } from '../../src/model/page.ts';
import { anySite } from '../../src/reading/any-site.ts';

const PAGES = 60;
const ROUNDS = 20;
const NOW = new Date('2026-11-28T12:00:00Z');
const WORDS =
  'the council bought forty vans for its depot and let a contract of five years to a firm in town because parents asked what is left on plates'.split(
    ' ',
  );

/** Pages read a second on one core: title, author, day and text by us, the text alone by readability on linkedom. */
export async function run(print: (line: string) => void): Promise<void> {
  print(`${PAGES} pages a size, CPU time of one core, best of ${ROUNDS} rounds of each, one after the other`);
  for (const size of [20_000, 60_000, 150_000]) {
    const pages = Array.from({ length: PAGES }, (_, at) => pageOf(size, at));
    const ours = leastOf(pages, (page) => extractPost(page, { source: anySite(), now: NOW }));
    const theirs = leastOf(pages, byReadability);
    print(
      `${size / 1000} KB   ours ${(ours / PAGES).toFixed(2)} ms a page   readability on linkedom ${(theirs / PAGES).toFixed(2)}   ${(theirs / ours).toFixed(2)} ×`,
    );
  }
  await Promise.resolve();
}

/**
 * The least time that one round took, in ms. A crawl reads thousands of pages by one process: the code is compiled by the later rounds, and
 * nobody pays for what another left in memory.
 */
function leastOf(pages: readonly Page[], read: (page: Page) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => cpuOf(() => pages.forEach(read)));
  return Math.min(...rounds);
}

/** The article of a page as Firefox's reader mode finds it. */
function byReadability({ body }: Page): void {
  new Readability(parseHTML(body).document).parse();
}

/** In ms. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A page as publishers' systems write them: two thirds of it menus, scripts, teasers and comments. */
function pageOf(size: number, at: number) {
  const text = (words: number, from: number): string =>
    Array.from({ length: words }, (_, n) => WORDS[(from + n * 7 + (n % 5)) % WORDS.length]).join(' ');
  const menu = Array.from(
    { length: Math.round(size / 900) },
    (_, n) => `<li class="menu-item"><a href="/m/${n}">${text(2, n)}</a></li>`,
  );
  const paragraphs = Array.from(
    { length: Math.round(size / 1800) },
    (_, n) => `<p class="par">${text(110, n + at)}.</p>`,
  );
  const teasers = Array.from(
    { length: Math.round(size / 3000) },
    (_, n) =>
      `<div class="card"><a href="/p/${n}"><h3>${text(7, n)}</h3></a><time>3 May 2021</time><p>${text(20, n)}.</p></div>`,
  );
  const comments = Array.from(
    { length: Math.round(size / 4000) },
    (_, n) => `<li class="c"><div><b>Jo Poe</b> <span>3 May 2021</span></div><p>${text(40, n)}.</p></li>`,
  );
  const script = `<script>var data = {${Array.from({ length: Math.round(size / 150) }, (_, n) => `"k${n}": "${text(3, n)}"`).join(',')}};</script>`;
  const url = `https://example.org/news/${at}/`;
  const body = `<html lang="en"><head><title>${text(8, at)} | Site</title>${script}</head><body><header><ul>${menu.join('')}</ul></header><main><article><h1>${text(8, at)}</h1><p class="byline">By Jo Poe, 4 June 2021</p>${paragraphs.join('')}</article><section><h2>More</h2>${teasers.join('')}</section><ol>${comments.join('')}</ol></main><footer><ul>${menu.join('')}</ul></footer></body></html>`;
  return pageAgain({ url, finalUrl: url, contentType: 'text/html', body, fetchedAt: NOW.getTime() });
}
