import { lastPartOf, spelt, withoutEcho } from '../base/addresses/address-words.ts';
import { countLinks, FEW_LINKS, hasFurniture } from '../base/markup/site-around.ts';
import type { DateOrigin } from '../base/dates/dates.ts';
import { lowerCaseWords, withoutElements, withoutTags } from '../base/text.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import type { Post } from '../model/post.ts';

/** A post with more text than this is one, whatever it is called. */
const ENOUGH_WORDS = 300;
/** A page with no more text than this says next to nothing. */
const FEW_WORDS = 40;
/** Fewer words than this in a listing's title promise nothing ("Read more"). */
const LEAST_PROMISED = 3;
/** A page that holds less than this share of the promised words is about something else. */
const LEAST_SHARE = 0.34;
/** … and one that holds less than this of its address's: those are written in one alphabet for another, and shortened. */
const LEAST_OF_ADDRESS = 0.25;
/** A day as people write it, with its year. */
const DAY = /(?<!\d)\d{1,2}[^\d:]{1,14}(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[^\d:]{1,14}\d{1,2}(?!\d)/u;

/**
 * Why a reading is not what its card promised, or its address where there is no title, for a person; undefined where it may be. A wall in
 * words that nobody listed, in any language, is short, has no day and no author, and never says what the listing called the post. Words are sought on the whole
 * page, so that a post that is headed otherwise there is none the worse.
 */
export function doubtAbout(
  post: Post,
  { title = '' }: Pick<Card, 'title'>,
  page: Pick<Page, 'url' | 'body'>,
): string | undefined {
  const promised = [...new Set(lowerCaseWords(title).filter((word) => word.length > 3))];
  if (promised.length < LEAST_PROMISED) return doubtByAddress(post, page);
  if (hasMoreWords(post, ENOUGH_WORDS)) return undefined;
  const shown = new Set(lowerCaseWords(withoutEcho(visible(page.body), page.url)));
  const kept = promised.filter((word) => shown.has(word)).length;
  if (kept >= LEAST_SHARE * promised.length) return undefined;
  return `doubtful: its listing calls it "${title}", and the page says hardly any of these words; it is read again later`;
}

/**
 * Where nobody said what a page is called, its address does: a page without a day and an author that says hardly any of those words is of
 * something else, and so is one of next to no words that its address does not name. Addresses in other letters than the page's promise nothing.
 */
function doubtByAddress(post: Post, { url, body }: Pick<Page, 'url' | 'body'>): string | undefined {
  if (isVouchedFor(post) || hasMoreWords(post, ENOUGH_WORDS)) return undefined;
  // A page that calls the address its own is the one that was asked for, in whatever language it is written.
  if (post.canonicals.some((canonical) => isAt(canonical, url))) return undefined;
  const last = lastPartOf(url);
  const words = OF_WORDS.test(last)
    ? [...new Set(spelt(last).filter((word) => word.length > 3 && !/\d/.test(word)))]
    : [];
  const shown = spelt(post.title).join(' ');
  if (words.length >= LEAST_PROMISED && /\p{Script=Latin}{3}/u.test(post.title)) {
    const held = new Set(spelt(withoutEcho(visible(body), url)));
    const kept = words.filter((word) => held.has(word)).length;
    if (kept >= LEAST_OF_ADDRESS * words.length) return undefined;
    return `doubtful: its address speaks of "${words.join(' ')}", and the page, without a day or an author, says hardly any of these words; it is read again later`;
  }
  if (!isBare(body) || hasMoreWords(post, FEW_WORDS) || words.some((word) => shown.includes(word)))
    return undefined;
  if (showsSomething(body, post.title)) return undefined;
  return `doubtful: the page, titled "${post.title}", says next to nothing, and neither a day nor an author nor its address vouches for it; it is read again later`;
}

/** What only says what was asked for, and nothing of the page that came. */
const OF_THE_REQUEST: ReadonlySet<DateOrigin> = new Set(['none', 'path', 'sitemap']);

function isVouchedFor({ published, evidence, author, title, blocks }: Post): boolean {
  return (
    !OF_THE_REQUEST.has(published.origin) ||
    (evidence?.published.agreeing ?? []).some((origin) => !OF_THE_REQUEST.has(origin)) ||
    author !== undefined ||
    DAY.test(title) ||
    blocks.slice(0, 3).some(({ text }) => DAY.test(text.slice(0, 500)))
  );
}

function isAt(one: string, other: string): boolean {
  const [first, second] = [URL.parse(one), URL.parse(other)];
  return first !== null && first.pathname === second?.pathname && first.search === second.search;
}

function isBare(html: string): boolean {
  return !hasFurniture(html) && countLinks(html) <= FEW_LINKS;
}

/** Words with a dash or a line between them, as systems spell titles; other marks make a name or a number of it. */
const OF_WORDS = /^[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)+$/u;

/** Where the part of a page ends that its title heads. */
const END_OF_PART = /<\/(?:article|main)>|<(?:footer|aside)\b/i;

/** Whether a picture, a film or a sound stands behind the last place that says the title. */
function showsSomething(html: string, title: string): boolean {
  const rest = html.slice(html.lastIndexOf(title) + 1);
  const end = rest.search(END_OF_PART);
  return /<(?:img|picture|video|audio|iframe)\b/i.test(end === -1 ? rest : rest.slice(0, end));
}

/** Counted no further than that, and without making a list of them: nearly all posts have enough. */
function hasMoreWords({ blocks }: Post, most: number): boolean {
  let count = 0;
  for (const { text } of blocks) {
    const word = /[\p{L}\p{N}\p{M}]+/gu;
    while (word.test(text)) {
      count += 1;
      if (count > most) return true;
    }
  }
  return false;
}

const SILENT = [
  { start: /<script\b/gi, end: /<\/script/gi },
  { start: /<style\b/gi, end: /<\/style/gi },
];

function visible(html: string): string {
  const shown = withoutElements(html, SILENT);
  return withoutTags(shown).replaceAll(/&#0?39;|&rsquo;|&#8217;/g, "'");
}
