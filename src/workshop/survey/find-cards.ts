import { defined } from '../../base/defined.ts';
import { type HtmlElement, isElement, isText, outwards } from '../../base/html.ts';
import { foldSpace } from '../../base/text.ts';
import { shortText } from '../../discover/within.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';
import { readDate } from '../../base/dates/dates.ts';
import { commonShape, segments } from './address-shape.ts';
import { wrapFlat } from './flat-cards.ts';
import { ancestors, isBeside, languageAround, stableClasses, textOf, type View } from '../view.ts';

/** One of several elements that look alike: the post it leads to, and the link that names it. */
export type CardGuess = { readonly element: HtmlElement; readonly url: string; readonly link: HtmlElement };

/** Elements that look alike and each lead to a post of their own. */
export type CardGroup = {
  readonly cards: readonly CardGuess[];
  readonly score: number;
  /** Of flat siblings: the elements that cards begin with, in the page as it came; `cards` are wrapped ones, of another view of it. */
  readonly flat?: { readonly starts: readonly HtmlElement[]; readonly view: View };
};

const FEWEST = 3;
/** So much of a group's cards must lead to posts of their own. */
const OWN_POSTS = 0.8;
/** More of a group than this says no more for it: a longer list is not likelier. */
const MANY = 30;

/** What is taken off a group (a factor), by the share of its cards or where most of them are so. */
const FACTORS = {
  /** They stand in a menu, a sidebar or a footer. */
  beside: 0.1,
  /** Each is a box with several posts in it. */
  boxes: 0.2,
  /** Without any address of the commonest shape. */
  mixedShapes: 0.3,
  /** Without any address that ends in a slug. */
  noSlugs: 0.4,
  twoWords: 0.5,
  oneWord: 0.15,
} as const;

/** What a card is worth above a bare list of links (1), by the share of the cards that have it. */
const WORTH = { date: 0.8, teaser: 0.4, heading: 0.3, linkAlone: -0.2 } as const;
/** From here on so much more text than its link's is a teaser (characters). */
export const TEASER = 40;
/** A box leads to more posts than this, and a group of which more than this share are boxes holds no cards. */
const BOX = { posts: 4, share: 0.3 } as const;

/** The groups of repeated siblings on a page that may be its cards, the likeliest first. */
export function findCards(view: View): CardGroup[] {
  const links = postLinks(view);
  const alike = new Map<string, Set<HtmlElement>>();
  for (const link of links.keys())
    for (const element of outwards(link)) {
      if (/^(body|html|main)$/.test(element.name)) break;
      const key = lookOf(element);
      alike.set(key, (alike.get(key) ?? new Set()).add(element));
    }
  const groups = [...alike.values()]
    .map((elements) => [...elements])
    .filter(({ length }) => length >= FEWEST);
  const flat = groups.flatMap((elements) => flatGroup(view, elements) ?? []);
  return [...groups.map((elements) => groupOf(elements, links)), ...flat]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || depth(b) - depth(a));
}

/** The same elements with what stands between them, where they are siblings and that looks alike. */
function flatGroup(view: View, elements: readonly HtmlElement[]): CardGroup | undefined {
  const flat = wrapFlat(view, elements);
  if (flat === undefined) return undefined;
  return { ...groupOf(flat.wrapped, postLinks(flat.view)), flat };
}

/** The post that an element leads to by a heading's link, by one that is called a title, or by the longest; undefined where it leads to none. */
export function cardGuess(
  element: HtmlElement,
  links: ReadonlyMap<HtmlElement, string>,
): CardGuess | undefined {
  const inside = elementsIn(element).filter((one) => links.has(one));
  const named =
    inside.find((link) => isInHeading(link, element)) ??
    inside.find((link) => stableClasses(link).some((name) => /title|headline/i.test(name))) ??
    longest(inside);
  const url = named === undefined ? undefined : links.get(named);
  return named === undefined || url === undefined ? undefined : { element, url, link: named };
}

/** Links that may lead to posts: on the same site, not to the page itself or its root, and saying something. */
export function postLinks({ $, base, page, anchors }: View): ReadonlyMap<HtmlElement, string> {
  const own = new Set([page.finalUrl, page.url, new URL('/', page.finalUrl).href].map(ownAddress));
  const links = new Map<HtmlElement, string>();
  for (const link of $('a[href]').toArray().filter(isElement)) {
    const href = link.attribs['href'] ?? '';
    const url = /^\s*(?:#|javascript:|mailto:|tel:)/i.test(href)
      ? undefined
      : resolveUrl(href, base, defined({ anchors }));
    if (url === undefined || !sameSite(url, page.finalUrl)) continue;
    if (!own.has(ownAddress(url)) && textOf(link).length > 3) links.set(link, url);
  }
  return links;
}

/** The day an element says, where it is a short text: a card's date, not a sentence with a date in it. */
export function dayIn(element: HtmlElement): string | undefined {
  return daySaid(
    // As a run will read it: words of two elements that stand side by side are one there.
    element.name === 'time' ? (element.attribs['datetime'] ?? shortText(element)) : shortText(element),
    element,
  );
}

/** The day that stands in an element as loose text, in no element of its own. */
export function looseDayIn(element: HtmlElement): string | undefined {
  const loose = element.children.filter(isText).map(({ data }) => foldSpace(data));
  const days = new Set(loose.flatMap((said) => daySaid(said, element) ?? []));
  const [day] = days;
  // All of it is read at once, so the day must be the one that is found among the rest.
  const options = defined({ language: languageAround(element) });
  return days.size === 1 && readDate(foldSpace(loose.join(' ')), 'text', options).value === day
    ? day
    : undefined;
}

/** A longer text than this (characters) shows a day only where it opens with one. */
const LINE = 60;
const OPENS_BY_DAY =
  /^\d{1,2}(?:[./-]\d{1,2}[./-]\d{2,4}|(?:st|nd|rd|th)?\s+\p{L}{3,9}\.?,?\s+\d{4})(?!\p{N})/u;

function daySaid(said: string, element: HtmlElement): string | undefined {
  if (!/\d/.test(said) || (said.length > LINE && !OPENS_BY_DAY.test(said))) return undefined;
  const { value, precision } = readDate(said, 'text', defined({ language: languageAround(element) }));
  return precision === 'day' ? (value ?? undefined) : undefined;
}

/** An element and all in it, in the order of the document. */
export function elementsIn(element: HtmlElement): HtmlElement[] {
  const all: HtmlElement[] = [];
  const walk = (one: HtmlElement): void => {
    all.push(one);
    for (const child of one.children) if (isElement(child)) walk(child);
  };
  walk(element);
  return all;
}

function groupOf(elements: readonly HtmlElement[], links: ReadonlyMap<HtmlElement, string>): CardGroup {
  const cards = elements.flatMap((element) => cardGuess(element, links) ?? []);
  const urls = [...new Set(cards.map(({ url }) => url))];
  if (urls.length < FEWEST || urls.length < cards.length * OWN_POSTS) return { cards, score: 0 };
  const share = (has: (card: CardGuess) => boolean): number => cards.filter(has).length / cards.length;
  const words = cards.map(({ link }) => textOf(link).split(' ').length).sort((a, b) => a - b)[
    Math.floor(cards.length / 2)
  ];
  const slugs = share(({ url }) =>
    /-|.{16}|\?.*\d|#/.test((segments(url).at(-1) ?? '') + new URL(url).search + new URL(url).hash),
  );
  const isMostlyBeside = share(({ element }) => isBeside(element)) > 0.5;
  const holdsBoxes = share(({ element }) => postsIn(element, links) > BOX.posts) > BOX.share;
  const score =
    Math.log2(1 + Math.min(urls.length, MANY)) *
    titleWorth(words ?? 0) *
    (isMostlyBeside ? FACTORS.beside : 1) *
    atLeast(FACTORS.mixedShapes, commonShape(urls).share) *
    atLeast(FACTORS.noSlugs, slugs) *
    cardWorth(share) *
    (holdsBoxes ? FACTORS.boxes : 1);
  return { cards, score };
}

function titleWorth(words: number): number {
  return words >= 3 ? 1 : words === 2 ? FACTORS.twoWords : FACTORS.oneWord;
}

/** From `least` for a share of 0 up to 1 for all. */
function atLeast(least: number, share: number): number {
  return least + (1 - least) * share;
}

function cardWorth(share: (has: (card: CardGuess) => boolean) => number): number {
  return (
    1 +
    WORTH.date *
      share(({ element }) =>
        elementsIn(element).some((one) => (dayIn(one) ?? looseDayIn(one)) !== undefined),
      ) +
    WORTH.teaser * share(tells) +
    WORTH.heading * share(({ element, link }) => isInHeading(link, element)) +
    // A link alone is a card only where nothing around it is.
    WORTH.linkAlone * share(({ element, link }) => element === link)
  );
}

/** Whether a card says more than its title and a line with its day. */
function tells({ element, link }: CardGuess): boolean {
  const more = textOf(element).length - textOf(link).length;
  if (more <= TEASER) return false;
  const dated = elementsIn(element).find((one) => one !== element && dayIn(one) !== undefined);
  const line = dated === undefined ? 0 : textOf(dated).length;
  return more > TEASER + (line > LINE ? 0 : line);
}

/** How many posts an element leads to by links of three words or more. */
function postsIn(element: HtmlElement, links: ReadonlyMap<HtmlElement, string>): number {
  const urls = elementsIn(element).flatMap((one) => {
    const url = links.get(one);
    return url !== undefined && textOf(one).split(' ').length >= 3 ? [url] : [];
  });
  return new Set(urls).size;
}

/** Where an element stands and what it is: elements of one list have the same. */
function lookOf(element: HtmlElement): string {
  return [...outwards(element)]
    .map((one, at) => (at > 1 ? one.name : `${one.name}.${stableClasses(one).sort().join('.')}`))
    .join('<');
}

function isInHeading(link: HtmlElement, within: HtmlElement): boolean {
  const around = ancestors(link);
  const inside = around.slice(0, around.indexOf(within) + 1);
  return [...inside, ...elementsIn(link)].some(({ name }) => /^h[1-6]$/.test(name));
}

function longest(links: readonly HtmlElement[]): HtmlElement | undefined {
  return links.toSorted((a, b) => textOf(b).length - textOf(a).length)[0];
}

function depth({ cards: [first] }: CardGroup): number {
  return first === undefined ? 0 : ancestors(first.element).length;
}

/** Without a fragment, and without a query that only says where a reader came from or how a list is turned: none of its values names a post. */
function ownAddress(url: string): string {
  const [path = '', query = ''] = url.replace(/#.*/s, '').split('?');
  return /\d{2}|=(?=[^&]*\d)[^&]{4,}|[a-z]+-[a-z]+-/i.test(query) ? `${path}?${query}` : path;
}
