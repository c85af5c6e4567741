import { lastPartOf } from '../../base/addresses/address-words.ts';
import { onceEach } from '../../base/once-each.ts';
import { lowerCaseWords } from '../../base/text.ts';
import type { Page } from '../../model/page.ts';
import { saidIn, shownMarkup } from '../shown.ts';

/** Fewer words than these stand in links and elsewhere by chance. */
const LEAST_WORDS = 3;
const LINK = /<a\s[^<>]{0,2000}>/gi;
/** No link that is a title has more markup in it. */
const LONGEST_LINK = 3000;
/** Where a tag that stands directly before a link is looked for. */
const BEFORE = 300;
const LAST_TAG = /<([a-z][\w-]*)\b([^<>]{0,280})>\s*$/i;
const FIRST_TAG = /^\s*<([a-z][\w-]*)\b/i;
const CLASS = /\bclass\s*=\s*["']?([^"'<>]{0,120})/i;
const HREF = /\bhref\s*=\s*["']?([^"'<>\s]{1,500})/i;

/** A link's tag, what is in it, and what stands before it, as markup: what they say and how they are dressed is asked of few. */
type Link = { readonly tag: string; readonly inner: string; readonly before: string };

/**
 * Whether a page says a title in links alone, and each time among others in the same dress (below the same tags and classes): so a listing shows
 * its posts, while a post is headed by its own title, unlinked or linked alone. Undecided, and so false, for titles of one or two words.
 */
export function isOnlyLinked(page: Pick<Page, 'body'>, title: string): boolean {
  const words = lowerCaseWords(title);
  if (words.length < LEAST_WORDS) return false;
  if (isSaidByItself(shownMarkup(page), title.trim())) return false;
  const wanted = words.join(' ');
  const { links, rest } = linksApart(page);
  const longest = words.reduce((long, word) => (word.length > long.length ? word : long));
  const saying = links.filter(
    ({ inner }) => inner.toLowerCase().includes(longest) && holds(wordsOf(inner), wanted),
  );
  if (saying.length === 0 || holds(wordsOf(rest), wanted)) return false;
  const dresses = new Set(links.filter((link) => isOther(link, wanted)).map(dressOf));
  return saying.every((link) => dresses.has(dressOf(link)));
}

/** What a page calls another in its links that lead to an address with the given last part (`warmer-homes`), in lower case; each once. */
export function calledInLinks(page: Pick<Page, 'body'>, last: string): readonly string[] {
  if (!page.body.includes(last)) return [];
  const { links } = linksApart(page);
  const leading = links.filter(({ tag }) => {
    const href = HREF.exec(tag)?.[1] ?? '';
    return href.includes(last) && lastPartOf(hrefAt(href)) === last;
  });
  return [...new Set(leading.map(({ inner }) => wordsOf(inner)))];
}

function hrefAt(href: string): string {
  return URL.parse(href, 'https://nowhere.invalid/')?.href ?? '';
}

/** Places of a title that are looked at: each may be as far from the last link as the page is long. */
const MOST_PLACES = 4;

/**
 * Whether a title stands letter by letter between two tags and in no link, which most headings do: it is said outside of links then, and a
 * page's hundreds of links need not be taken apart to know it.
 */
function isSaidByItself(html: string, title: string): boolean {
  if (/[<>&]/.test(title)) return false;
  let at = -1;
  for (let place = 0; place < MOST_PLACES; place += 1) {
    at = html.indexOf(title, at + 1);
    if (at === -1) return false;
    const end = at + title.length;
    const isApart =
      html
        .slice(Math.max(0, at - BEFORE), at)
        .trimEnd()
        .endsWith('>') &&
      html
        .slice(end, end + BEFORE)
        .trimStart()
        .startsWith('<');
    // A link that begins before an end tag ends there.
    if (isApart && !/<a\s/i.test(html.slice(Math.max(0, html.lastIndexOf('</a', at)), at))) return true;
  }
  return false;
}

function isOther({ inner }: Link, wanted: string): boolean {
  const words = wordsOf(inner);
  return !holds(words, wanted) && words.split(' ', LEAST_WORDS).length === LEAST_WORDS;
}

function holds(words: string, wanted: string): boolean {
  return ` ${words} `.includes(` ${wanted} `);
}

function wordsOf(html: string): string {
  return lowerCaseWords(saidIn(html)).join(' ');
}

/** Asked for once for the title, and again for each name that the page's links give it. */
const linksApart = onceEach((page: Pick<Page, 'body'>) => apart(shownMarkup(page)));

/** A page's links, and what it says outside of them. */
function apart(html: string): { readonly links: readonly Link[]; readonly rest: string } {
  const links: Link[] = [];
  const rest: string[] = [];
  let from = 0;
  let close = 0;
  for (const { 0: tag, index } of html.matchAll(LINK)) {
    if (index < from) continue;
    const start = index + tag.length;
    if (close < start) close = html.indexOf('</a', start);
    if (close === -1) break;
    if (close - start > LONGEST_LINK) continue;
    links.push({
      tag,
      inner: html.slice(start, close),
      before: html.slice(Math.max(from, index - BEFORE), index),
    });
    rest.push(html.slice(from, index));
    from = close;
  }
  return { links, rest: `${rest.join(' ')} ${html.slice(from)}` };
}

/** The tag before a link, its own classes and the first tag in it, as siblings of one list share them. */
function dressOf({ before, tag, inner }: Link): string {
  const [, name = '', attributes = ''] = LAST_TAG.exec(before) ?? [];
  const classes = [attributes, tag].map((text) => CLASS.exec(text)?.[1]?.replaceAll(/\d+/g, '') ?? '');
  return [name, ...classes, FIRST_TAG.exec(inner)?.[1] ?? ''].join(' ').toLowerCase();
}
