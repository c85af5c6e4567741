import { defined } from '../../base/defined.ts';
import type { HtmlElement } from '../../base/html.ts';
import { isElement, isText } from '../../base/html.ts';
import { foldSpace } from '../../base/text.ts';
import { resolveUrl } from '../../base/url.ts';
import { brittle } from '../lint-source.ts';
import { type CardGuess, dayIn, elementsIn, looseDayIn } from './find-cards.ts';
import { ancestors, stableClasses, textOf, type View } from '../view.ts';

/** How the parts of a card are read: selectors within it. */
export type CardFields = {
  readonly link: string;
  readonly title?: string;
  readonly date?: string;
  readonly teaser?: string;
};

/** Finds how link, title, date and teaser are read in all of these cards; undefined where no selector finds the links. */
export function findCardFields(view: View, cards: readonly CardGuess[]): CardFields | undefined {
  const link = linkSelector(view, cards);
  if (link === undefined) return undefined;
  const title = titleSelector(view, cards, link);
  const date = dateSelector(view, cards);
  const teaser = teaserSelector(view, cards);
  return {
    link,
    ...defined({ title, date, teaser }),
  };
}

function linkSelector({ $, base, anchors }: View, cards: readonly CardGuess[]): string | undefined {
  if (cards.every(({ element, link }) => element === link)) return '.';
  const leads = (selector: string): number =>
    share(cards, ({ element, url }) => {
      const first = $(element)
        .find(selector)
        .toArray()
        .filter(isElement)
        .find((one) => (one.attribs['href'] ?? '') !== '');
      return (
        first !== undefined && resolveUrl(first.attribs['href'] ?? '', base, defined({ anchors })) === url
      );
    });
  return best(
    cards.flatMap(({ element, link }) => namesWithin(link, element)),
    leads,
    0.9,
  );
}

/** A heading names a card better than its link does: the link may be the whole card, or a picture. */
function titleSelector({ $ }: View, cards: readonly CardGuess[], link: string): string | undefined {
  const headings = ['h2', 'h3', 'h4', 'h1', 'h5'];
  const shows = (selector: string): number =>
    share(cards, ({ element }) => {
      const found = $(element).find(selector).toArray().filter(isElement);
      return found.length === 1 && found[0] !== undefined && textOf(found[0]).length > 3;
    });
  const heading = best(headings, shows, 0.95);
  if (heading !== undefined || link !== '.') return heading;
  // A link that is the whole card says all of it: the title is the longest text in it that has an element of its own.
  const named = cards.flatMap(({ element }) =>
    longestWithin(element)
      .slice(0, 1)
      .flatMap((one) => namesWithin(one, element)),
  );
  return best(named, shows, 0.95) ?? '.';
}

/** Elements with nothing but text in them, of three words and more, the longest first; a day is none. */
function longestWithin(card: HtmlElement): HtmlElement[] {
  return elementsIn(card)
    .filter((one) => one !== card && one.children.every((child) => !isElement(child)))
    .filter((one) => dayIn(one) === undefined && textOf(one).split(' ').length >= 3)
    .filter((one) => one.name !== 'p')
    .sort((a, b) => textOf(b).length - textOf(a).length);
}

function dateSelector({ $ }: View, cards: readonly CardGuess[]): string | undefined {
  const dated = cards.flatMap(({ element }) =>
    elementsIn(element)
      .filter((one) => one !== element && dayIn(one) !== undefined)
      .slice(0, 3)
      .flatMap((one) => namesWithin(one, element)),
  );
  const loose = cards.flatMap(({ element }) =>
    elementsIn(element)
      .filter((one) => looseDayIn(one) !== undefined)
      .slice(0, 2)
      .flatMap((one) => (one === element ? ['.'] : namesWithin(one, element)))
      .map((name) => `${name}@text`),
  );
  const says = (selector: string): number =>
    share(cards, ({ element }) => {
      const [name = '', isLoose] = selector.split('@');
      const found = name === '.' ? [element] : $(element).find(name).toArray().filter(isElement);
      if (isLoose !== undefined) return saysLoose(found);
      const first = found.find((one) => textOf(one) !== '');
      return first !== undefined && dayIn(first) !== undefined;
    });
  return best(['time', ...dated, ...loose], says, 0.3);
}

/** Whether the first of some elements that has loose text, which is the one that is read, has a day in it. */
function saysLoose(elements: readonly HtmlElement[]): boolean {
  const first = elements.find(({ children }) => children.some((one) => isText(one) && /\w/.test(one.data)));
  return first !== undefined && looseDayIn(first) !== undefined;
}

function teaserSelector({ $ }: View, cards: readonly CardGuess[]): string | undefined {
  const named = cards.flatMap(({ element }) =>
    elementsIn(element).flatMap((one) =>
      stableClasses(one)
        .filter((name) => /summary|teaser|excerpt|intro|standfirst|description/i.test(name))
        .map((name) => `.${name}`),
    ),
  );
  const told = (selector: string, isFit: (one: HtmlElement) => boolean): number =>
    share(cards, ({ element, link }) => {
      const [first] = $(element).find(selector).toArray().filter(isElement);
      if (first === undefined || first === link || NAMES.test(first.name)) return false;
      // Within a link a text without a name of its own is the title.
      const isNamed = selector.startsWith('.') || !isWithin(first, link, element);
      return isFit(first) && isNamed && textOf(first).length > TEASER;
    });
  const tells = (selector: string): number => told(selector, ({ name }) => name !== 'a');
  const bare = (selector: string): number =>
    told(selector, (one) => !elementsIn(one).some((inner) => inner !== one && LEADS.test(inner.name)));
  const usual = [...new Set(named), 'p'];
  // One that ends in a link to the rest says that as well.
  const plain = best(usual, bare, 0.6) ?? best(usual, tells, 0.6);
  if (plain !== undefined) return plain;
  // Where the first paragraph is another thing, the teaser is told by its own class or by what stands before it.
  const long = cards.flatMap(({ element, link }) => longTexts(element, link).slice(0, 2));
  const behind = best(
    long.flatMap(([one, card]) =>
      namesWithin(one, card).filter((name) => !/^(?:div|span|td|li)$/.test(name)),
    ),
    tells,
    0.6,
  );
  return behind ?? looseTeaser($, cards);
}

/** A teaser that stands beside its link, in no element of its own. */
function looseTeaser($: View['$'], cards: readonly CardGuess[]): string | undefined {
  const named = cards.flatMap(({ element, link }) =>
    link.parent === element
      ? ['.']
      : ancestors(link)
          .slice(0, 1)
          .flatMap((box) => namesWithin(box, element)),
  );
  const tells = (name: string): number =>
    share(cards, ({ element }) => {
      const found = name === '.' ? [element] : $(element).find(name).toArray().filter(isElement);
      const first = found.map(looseText).find((text) => text !== '');
      return (first?.length ?? 0) > TEASER;
    });
  const chosen = best(named, tells, 0.6);
  return chosen === undefined ? undefined : `${chosen}@text`;
}

function looseText({ children }: HtmlElement): string {
  return foldSpace(
    children
      .filter(isText)
      .map(({ data }) => data)
      .join(' '),
  );
}

/** Whether an element is part of a link that is not the card as a whole: what stands there names the post. */
function isWithin(one: HtmlElement, link: HtmlElement, card: HtmlElement): boolean {
  return link !== card && ancestors(one).includes(link);
}

/** Longer text than this is a teaser (characters). */
const TEASER = 40;
/** What names a post, and does not tell of it; a second link may tell. */
const NAMES = /^(?:h[1-6]|time)$/;
const LEADS = /^(?:a|h[1-6]|time)$/;

/** The elements of a card that say much and hold no link and no heading, each with its card. */
function longTexts(card: HtmlElement, link: HtmlElement): (readonly [HtmlElement, HtmlElement])[] {
  return elementsIn(card)
    .filter((one) => one !== card && !elementsIn(one).some(({ name }) => LEADS.test(name)))
    .filter((one) => textOf(one).length > TEASER && !isWithin(one, link, card))
    .map((one) => [one, card] as const);
}

/** Selectors, plainest first, that may name an element within its card. */
function namesWithin(element: HtmlElement, card: HtmlElement): string[] {
  const around = ancestors(element);
  const inside = around.slice(0, Math.max(0, around.indexOf(card)));
  const heading = inside.find(({ name }) => /^h[1-6]$/.test(name));
  const tag = element.name;
  return [
    ...(heading === undefined ? [] : [`${heading.name} ${tag}`]),
    ...(element.attribs['rel'] === 'bookmark' ? [`${tag}[rel=bookmark]`] : []),
    ...stableClasses(element).map((name) => (tag === 'a' ? `a.${name}` : `.${name}`)),
    ...inside.slice(0, 2).flatMap((box) => stableClasses(box).map((name) => `.${name} ${tag}`)),
    ...inside.slice(0, 1).map((box) => `${box.name} ${tag}`),
    tag,
    ...afterSibling(element, card),
  ];
}

/** `.date + p`, `h3 + p`: what has no class may be told by what always stands before it. */
function afterSibling(element: HtmlElement, card: HtmlElement): string[] {
  if (element === card) return [];
  const siblings = element.parent?.children.filter(isElement) ?? [];
  const before = siblings[siblings.indexOf(element) - 1];
  if (before === undefined) return [];
  const names = [...stableClasses(before).map((name) => `.${name}`), before.name];
  return names.map((name) => `${name} + ${element.name}`);
}

/** The selector that serves most cards, the earlier of two that serve as many, and none that serves fewer than `least`. */
function best(
  selectors: readonly string[],
  worth: (selector: string) => number,
  least: number,
): string | undefined {
  let chosen: { readonly selector: string; readonly worth: number } | undefined;
  for (const selector of new Set(selectors)) {
    if (brittle(selector).length > 0) continue;
    const found = worth(selector);
    if (found >= least && found > (chosen?.worth ?? 0)) chosen = { selector, worth: found };
    if (found === 1) break;
  }
  return chosen?.selector;
}

function share(cards: readonly CardGuess[], has: (card: CardGuess) => boolean): number {
  return cards.length === 0 ? 0 : cards.filter(has).length / cards.length;
}
