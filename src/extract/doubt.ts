import { lastPartOf, spelt, withoutEcho } from '../base/addresses/address-words.ts';
import { onceEach } from '../base/once-each.ts';
import { madeAs } from '../base/markup/made-as.ts';
import type { DateOrigin } from '../base/dates/dates.ts';
import { countWords, lowerCaseWords } from '../base/text.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import type { Post } from '../model/post.ts';
import { saidIn, shownMarkup } from './shown.ts';
import { calledInLinks, isOnlyLinked } from './titles/only-linked.ts';

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
/** A page that its system shares as an article. */
const OF_AN_ARTICLE = /\bog:type["'][^>]{0,40}\bcontent\s*=\s*["']article\b/i;
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
  const called = lowerCaseWords(title);
  if (isOfTheSystem(post, page, called))
    return `doubtful: the system of the site calls the page, titled "${post.title}", one of its own (a listing, a search, a lost page) and no post; it is read again later`;
  const listed = listedAs(post, title, page);
  if (listed !== undefined)
    return `doubtful: the page, titled "${post.title}", says "${listed}" only in a link among others of its kind, as a listing does; it is read again later`;
  const promised = [...new Set(called.filter((word) => word.length > 3))];
  if (promised.length < LEAST_PROMISED)
    return saysShort(post, page, called) ? undefined : doubtByAddress(post, page);
  if (hasMoreWords(post, ENOUGH_WORDS)) return undefined;
  const shown = shownWords(page);
  const kept = promised.filter((word) => shown.has(word)).length;
  if (kept >= LEAST_SHARE * promised.length) return undefined;
  return `doubtful: its listing calls it "${title}", and the page says hardly any of these words; it is read again later`;
}

/**
 * The title, of the card or read, that a page names in its list and is not called by: then it is a listing that stands in the place of the post.
 * Its title element and its canonical speak for a page, as in `isOfTheSystem`.
 */
function listedAs(post: Post, title: string, page: Pick<Page, 'url' | 'body'>): string | undefined {
  const { url } = page;
  const own = titleElementOf(page.body);
  if (own === undefined || isAtHome(post, url)) return undefined;
  const isListed = (one: string): boolean =>
    !isTitled(own, lowerCaseWords(one), url) && isOnlyLinked(page, one);
  return [...new Set([title, post.title])].find(isListed) ?? calledByAddress(own, page).find(isListed);
}

/** What a page, not called by its address, calls that address in its links: no more is known of a post that no listing names. */
function calledByAddress(own: string, page: Pick<Page, 'url' | 'body'>): readonly string[] {
  const { url } = page;
  const words = addressWords(url);
  if (words.length < LEAST_PROMISED || isTitled(own, words, url)) return [];
  return calledInLinks(page, lastPartOf(url)).filter((called) => isTitled(called, words, url));
}

function titleElementOf(body: string): string | undefined {
  return /<title\b[^<>]{0,200}>([^<]{1,500})/i.exec(body)?.[1];
}

/** Whether a page is headed by a card's title of a few words. A page without a title was given the card's, so it must say them, too. */
function saysShort(post: Post, page: Pick<Page, 'url' | 'body'>, called: readonly string[]): boolean {
  if (!isTitled(post.title, called, page.url)) return false;
  const shown = shownWords(page);
  return called.filter((word) => shown.has(word)).length >= called.length / 2;
}

function shownWords(page: Pick<Page, 'url' | 'body'>): ReadonlySet<string> {
  return new Set(lowerCaseWords(withoutEcho(shownOn(page), page.url)));
}

/**
 * Whether a listing, a front page or a lost page stands where the post should be: neither by its title element nor by its canonical is it what
 * was asked for. What stands on the page is no witness, since a listing shows the post's own title.
 */
function isOfTheSystem(post: Post, page: Pick<Page, 'url' | 'body'>, called: readonly string[]): boolean {
  if (makingOf(page).as !== 'own' || isAtHome(post, page.url)) return false;
  const own = titleElementOf(page.body) ?? post.title;
  return !isTitled(own, called.length > 1 ? called : addressWords(page.url), page.url);
}

/** Whether a page calls the address its own: then it is the one that was asked for, in whatever language it is written. */
function isAtHome({ canonicals }: Post, url: string): boolean {
  return canonicals.some((canonical) => isAt(canonical, url));
}

/** Whether a title holds half of the words that name the page; no words name none. */
function isTitled(title: string, words: readonly string[], url: string): boolean {
  const own = withoutEcho(title, url);
  const held = new Set([...lowerCaseWords(own), ...spelt(own)]);
  const kept = words.filter((word) => held.has(word)).length;
  return kept > 0 && kept >= words.length / 2;
}

/** The words of an address's last part, as systems spell titles. */
function addressWords(url: string): string[] {
  const last = lastPartOf(url);
  if (!OF_WORDS.test(last)) return [];
  return [...new Set(spelt(last).filter((word) => word.length > 3 && !/\d/.test(word)))];
}

/**
 * Where nobody said what a page is called, its address does: a page without a day and an author that says hardly any of those words is of
 * something else, and so is one of next to no words that its address does not name. Addresses in other letters than the page's promise nothing.
 */
function doubtByAddress(post: Post, page: Pick<Page, 'url' | 'body'>): string | undefined {
  const { url, body } = page;
  if (isVouchedFor(post) || hasMoreWords(post, ENOUGH_WORDS) || isAtHome(post, url)) return undefined;
  const words = addressWords(url);
  if (words.length >= LEAST_PROMISED && /\p{Script=Latin}{3}/u.test(post.title)) {
    const held = new Set(spelt(withoutEcho(shownOn(page), url)));
    const kept = words.filter((word) => held.has(word)).length;
    if (kept < LEAST_OF_ADDRESS * words.length)
      return `doubtful: its address speaks of "${words.join(' ')}", and the page, without a day or an author, says hardly any of these words; it is read again later`;
  }
  if (hasMoreWords(post, FEW_WORDS) || OF_AN_ARTICLE.test(body) || makingOf(page).as === 'post')
    return undefined;
  const titled = spelt(post.title).join(' ');
  if (words.some((word) => titled.includes(word)) || showsSomething(body, post.title)) return undefined;
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

/** Words with a dash or a line between them, as systems spell titles; other marks make a name or a number of it. */
const OF_WORDS = /^[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*$/u;

/** Where the part of a page ends that its title heads. */
const END_OF_PART = /<\/(?:article|main)>|<(?:footer|aside)\b/i;

/** Whether a picture, a film, a sound, a quotation or a program stands behind the last place that says the title. */
function showsSomething(html: string, title: string): boolean {
  const at = html.lastIndexOf(title);
  // Said in the head alone, it heads nothing: what follows is the site's own picture.
  if (at !== -1 && at < html.search(/<\/title|<body\b/i)) return false;
  const rest = html.slice(at + 1);
  const end = rest.search(END_OF_PART);
  return /<(?:img|picture|video|audio|iframe|object|pre|blockquote)\b/i.test(
    end === -1 ? rest : rest.slice(0, end),
  );
}

/** Counted no further than that: nearly all posts have enough. */
function hasMoreWords({ blocks }: Post, most: number): boolean {
  let count = 0;
  for (const { text } of blocks) {
    count += countWords(text);
    if (count > most) return true;
  }
  return false;
}

/** Both are asked for by several of the questions above, each of which is left out of most pages. */
const shownOn = onceEach((page: Pick<Page, 'body'>): string => saidIn(shownMarkup(page)));
const makingOf = onceEach(({ body }: Pick<Page, 'body'>) => ({ as: madeAs(body) }));
