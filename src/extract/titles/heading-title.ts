import { onceAsked } from '../../base/once-each.ts';
import { isElement, isText, type HtmlElement, outwards } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { sameWords } from '../plain-text.ts';
import type { Survey } from '../survey.ts';
import {
  clean,
  headingWords,
  isSite,
  MOST_HEADINGS,
  placeOf,
  usable,
  type Witnesses,
} from './title-words.ts';

/** What systems call the heading that is a post's title. */
const MARKED =
  /(?:^|[\s_-])(?:(?:entry|post|article|story|news|node|page|blog)[-_]?(?:title|headline|heading)|headline)(?:$|[\s_-])/i;
/** What a heading holds besides its words: marks for links to itself, words for screen readers, a date. */
const ASIDE =
  /(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|element-invisible|anchor|heading-?anchor|permalink|headerlink)(?:$|\s)/i;

/** An address of so many words is made of a title that has most of them. */
const LEAST_SLUG = 3;
const OF_SLUG = 0.6;
/** A kicker or a date is one of so many elements of its heading. */
const MOST_PARTS = 60;

/** The heading that is a post's title, by what else calls the post so, where it stands, and what it is named. */
export function headingTitle(seen: Survey, witnesses: Witnesses): string | undefined {
  let best: string | undefined;
  let most = 0;
  const headings = seen.headings.slice(0, MOST_HEADINGS);
  const marked = headings.filter(isMarked);
  const isOfAddress = madeIntoAddress(headings, witnesses.slug);
  for (const heading of headings) {
    const text = headingText(heading, witnesses);
    const isOnlyOne = marked.length === 1 && marked[0] === heading;
    const score =
      text === undefined
        ? 0
        : scoreOf(heading, text, { witnesses, isMarked: isOnlyOne, isOfAddress: isOfAddress(heading) });
    if (score > most) {
      most = score;
      best = text;
    }
  }
  return best;
}

/** Tells the heading whose words, and hardly others, the page's address is made of, where no heading of the first rank has half of them. */
function madeIntoAddress(
  headings: readonly HtmlElement[],
  slug: ReadonlySet<string>,
): (heading: HtmlElement) => boolean {
  if (slug.size < LEAST_SLUG) return () => false;
  const held = (words: readonly string[]): number => new Set(words.filter((word) => slug.has(word))).size;
  const isTaken = onceAsked(() =>
    headings.some(
      (heading) => heading.name === 'h1' && held(headingWords(heading).split(' ')) * 2 >= slug.size,
    ),
  );
  return (heading) => {
    const words = headingWords(heading).split(' ');
    const isMade = words.length >= LEAST_SLUG && held(words) >= slug.size * OF_SLUG;
    return isMade && words.every((word) => word.length < 3 || slug.has(word)) && !isTaken();
  };
}

type OfHeading = {
  readonly witnesses: Witnesses;
  /** The only one that is named a title, */
  readonly isMarked: boolean;
  /** or that the address is made of. */
  readonly isOfAddress: boolean;
};

/** A heading of a lower rank is a title only where the page says so; one that links to the home page is the site's; one that others contradict is none. */
function scoreOf(heading: HtmlElement, text: string, known: OfHeading): number {
  const { own, agreed, url } = known.witnesses;
  const words = sameWords(text);
  const witness = witnessTo(heading, words, known);
  const contradicting = agreed ?? (isInMain(heading) ? undefined : own[0]);
  // A mark alone is also put on what is sold beside the post.
  const isUnknown = witness === 0 || (witness === 3 && agreed !== undefined && heading.name !== 'h1');
  if (isUnknown && contradicting !== undefined && overlap(words, contradicting) < 0.5) return 0;
  if (heading.name !== 'h1') return witness === 0 ? 0 : witness + 1;
  return witness + (isWayHome(heading, url) ? 0.5 : 3) + (isInMain(heading) ? 2 : 0);
}

/** How well a heading is vouched for. */
function witnessTo(heading: HtmlElement, words: string, known: OfHeading): number {
  const { own, titles, agreed, heads } = known.witnesses;
  const isIn = (all: readonly string[]): boolean =>
    all.some((title) => title === words || (words.length > 12 && title.startsWith(`${words} `)));
  if (isIn(own) || known.isOfAddress) return 6;
  if (isWayHere(heading, known.witnesses)) return 5;
  if (agreed === words || (known.isMarked && heads.includes(words))) return 4;
  return isIn(titles) ? 1.5 : known.isMarked ? 3 : 0;
}

/** Said to be the title of what the page is about. */
function isMarked({ attribs }: HtmlElement): boolean {
  return /headline/i.test(attribs['itemprop'] ?? '') || MARKED.test(attribs['class'] ?? '');
}

/** How many of the words of the shorter of two titles the other has, 0 to 1. */
export function overlap(one: string, other: string): number {
  const [a, b] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

/** Whether a heading leads to the site's home page, or to a folder that the page is in: a section's, or the site's own on a shared host. */
export function isWayHome(heading: HtmlElement, url: string): boolean {
  const href = hrefOf(heading);
  if (href === undefined) return false;
  if (/^(?:https?:\/\/[^/]+)?\/?(?:\.\/(?=\.\.))?(?:\.\.\/)*(?:index\.\w+)?$/.test(href)) return true;
  // Copies of sites lead from a page to itself by "./".
  if (!/^[/.]/.test(href) || /[?#]|^\.\/$/.test(href)) return false;
  // Most lead to other posts, which is told without taking addresses apart.
  if (href.startsWith('/') && !url.includes(href.replace(/\/(?:index\.\w+)?$/, '/'))) return false;
  const up = placeOf(href, url);
  return (href !== '.' || up === '') && placeOf(url, url).startsWith(`${up}/`);
}

/** Whether a heading leads to the page that it stands on, as systems make each title a link that write listings and posts alike. */
function isWayHere(heading: HtmlElement, { place, url }: Witnesses): boolean {
  const href = hrefOf(heading);
  if (href === undefined || !/[a-z0-9]/i.test(href)) return false;
  // Some call a folder without the slash that its links are relative to.
  return [url, `http://here${place}/`].some((base) => placeOf(href, base) === place);
}

/** The address that a heading leads to, as it is written. */
function hrefOf(heading: HtmlElement): string | undefined {
  const link = [heading.parent, ...heading.children].find(
    (node) => node !== null && isElement(node) && node.name === 'a',
  );
  return link !== undefined && link !== null && isElement(link) ? link.attribs['href'] : undefined;
}

function isInMain(element: HtmlElement): boolean {
  for (const at of outwards(element.parent)) {
    if (at.name === 'main' || at.name === 'article' || at.attribs['role'] === 'main') return true;
    if (at.name === 'nav' || at.name === 'aside' || at.name === 'footer') return false;
  }
  return false;
}

/** The text of a heading, without a kicker or a date that shares it where a witness knows the title alone. */
function headingText(heading: HtmlElement, witnesses: Witnesses): string | undefined {
  const whole = clean(wordsOf(heading));
  if (whole === undefined || isSite(whole, witnesses)) return undefined;
  const isKnown = (text: string): boolean => {
    const words = sameWords(text);
    return (
      words !== '' &&
      (witnesses.titles.includes(words) || witnesses.agreed === words || witnesses.heads.includes(words))
    );
  };
  if (isKnown(whole)) return whole;
  const children = heading.children.filter((child) => isElement(child)).slice(0, MOST_PARTS);
  const part = children
    .map((child) => clean(textOf(child)))
    .find((text) => text !== undefined && isKnown(text));
  const rest = children
    .map((child) => clean(wordsOf(heading, child)))
    .find((text) => text !== undefined && isKnown(text));
  return part ?? rest ?? usable(whole, witnesses, true);
}

/** The text of a heading without what is no word of it, and without one child if that is named. */
function wordsOf(heading: HtmlElement, without?: HtmlElement): string {
  return heading.children
    .map((child) => {
      if (!isElement(child)) return isText(child) ? child.data : '';
      if (child === without || /^(?:script|style|noscript|template|svg)$/.test(child.name)) return ' ';
      const text = child.name === 'br' ? ' ' : textOf(child);
      return ASIDE.test(child.attribs['class'] ?? '') || /^\s*[#¶§🔗]\s*$/u.test(text) ? ' ' : text;
    })
    .join('');
}
