import type { HtmlElement } from '../../base/html.ts';
import type { CardField, CardParts, ListingFields } from '../../base/strategies.ts';
import { resolveUrl } from '../../base/url.ts';
import { cardElements, leadElements, wrapFlat } from '../../discover/card-elements.ts';
import { findersIn, type FindWithin } from '../../discover/within.ts';
import type { View } from '../view.ts';

/** What is said of an element of a page that is drawn: a card's number, or the name of its field. */
export type Mark =
  | { readonly kind: 'card'; readonly number: number }
  | { readonly kind: 'field'; readonly name: string };

export type CardMarks = ReadonlyMap<HtmlElement, readonly Mark[]>;

/** Marks the cards of a listing that lead somewhere, and the element that each of their fields is read from. Flat cards are wrapped in place. */
export function markCards({ $, document, base }: Omit<View, 'page'>, strategy: ListingFields): CardMarks {
  const { elements: found } = cardElements($, strategy);
  const elements = strategy.flat === true ? wrapFlat(found) : found;
  const { find } = findersIn($, document);
  const cards = [
    ...leadElements($, strategy).map((element) => ({ element, parts: { ...strategy, ...strategy.lead } })),
    ...elements.map((element) => ({ element, parts: strategy })),
  ];
  const marks = new Map<HtmlElement, Mark[]>();
  const numbers = new Map<string, number>();
  for (const { element, parts } of cards) {
    const link = read(find, element, parts.link, 'href');
    const url = link === undefined ? undefined : resolveUrl(link.text, base);
    if (link === undefined || url === undefined) continue;
    const number = numbers.get(url) ?? numbers.size + 1;
    numbers.set(url, number);
    mark(marks, element, { kind: 'card', number });
    for (const [name, at] of fieldsOf(find, element, parts)) mark(marks, at, { kind: 'field', name });
  }
  return marks;
}

function fieldsOf(find: FindWithin, card: HtmlElement, parts: CardParts): (readonly [string, HtmlElement])[] {
  const link = read(find, card, parts.link, 'href')?.element;
  const title = parts.title === undefined ? link : read(find, card, parts.title)?.element;
  const places = [
    ['link', link],
    ['title', title],
    ['date', read(find, card, parts.date)?.element],
    ['teaser', read(find, card, parts.teaser)?.element],
  ] as const;
  return places.flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const]));
}

/** The first reader of a chain that gives text, as discovery reads it. */
function read(find: FindWithin, card: HtmlElement, field: CardField | undefined, attribute?: string) {
  for (const reader of field === undefined ? [] : [field].flat()) {
    const found = find(card, reader, attribute);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mark(marks: Map<HtmlElement, Mark[]>, element: HtmlElement, one: Mark): void {
  marks.set(element, [...(marks.get(element) ?? []), one]);
}
