import { defined } from '../../base/defined.ts';
import type { HtmlElement } from '../../base/html.ts';
import { isElement, isText } from '../../base/html.ts';
import { resolveUrl } from '../../base/url.ts';
import { type CardGuess, dayIn, elementsIn, looseDayIn } from './find-cards.ts';
import { textOf, type View } from '../view.ts';
import { best, namesWithin, share } from './name-within.ts';
import { teaserSelector } from './teaser-selector.ts';

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
  const teaser = teaserSelector(view, cards, title);
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
      const [only] = found;
      // A heading above each may be its day.
      return found.length === 1 && only !== undefined && textOf(only).length > 3 && dayIn(only) === undefined;
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
