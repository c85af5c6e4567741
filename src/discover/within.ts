import type { CheerioAPI } from 'cheerio';
import { type HtmlDocument, type HtmlElement, isElement, isText } from '../base/html.ts';
import { foldSpace } from '../base/text.ts';

/** An element that a reader finds, with what it says: never nothing. */
export type Found = { readonly text: string; readonly element: HtmlElement };

/** Finds the first element within another that a reader (a selector, `@attribute` allowed) gets words from. */
export type FindWithin = (
  around: HtmlDocument | HtmlElement,
  reader: string,
  attribute?: string,
) => Found | undefined;

const LONGEST_TEXT = 2000;
const MOST_NODES = 2000;
/** Selectors whose meaning depends on what they start from; all others find the same wherever they are asked. */
const RELATIVE = /:(?:scope|root|first|last|eq|nth|gt|lt|even|odd)(?![\w-])|(?:^|,)\s*[>+~]/;

type Place = { readonly from: number; readonly to: number };
type Places = ReadonlyMap<HtmlDocument | HtmlElement, Place>;
type Placed = Found & { readonly at: number };

/** Finds the first elements within another that a selector finds. */
export type FindSome = (around: HtmlElement, selector: string, most: number) => readonly HtmlElement[];

export type Finders = { readonly find: FindWithin; readonly findSome: FindSome };

/**
 * Makes the finders of one page as it is now. Each reader is asked of the whole page once, and what it found is looked up by where it stands: cards
 * that lie within each other would else be searched again and again, which grows with the square of their number.
 */
export function findersIn($: CheerioAPI, document: HtmlDocument): Finders {
  const places = placesOf(document);
  return { find: findWithin($, places), findSome: findSome($, places) };
}

function findWithin($: CheerioAPI, places: Places): FindWithin {
  const known = new Map<string, readonly Placed[]>();
  return (around, reader, attribute) => {
    const { selector, wanted } = parts(reader, attribute);
    if (selector === '') return 'attribs' in around ? foundIn(around, wanted) : undefined;
    if (RELATIVE.test(selector)) return first($(around).find(selector).toArray().filter(isElement), wanted);
    const key = `${selector}@${wanted ?? ''}`;
    const all = known.get(key) ?? placed($(selector).toArray().filter(isElement), wanted, places);
    known.set(key, all);
    const place = places.get(around);
    return place === undefined ? undefined : firstAfter(all, place);
  };
}

function findSome($: CheerioAPI, places: Places): FindSome {
  const known = new Map<string, readonly Placed[]>();
  return (around, selector, most) => {
    const ask = (from: ReturnType<CheerioAPI>): readonly HtmlElement[] => from.toArray().filter(isElement);
    if (RELATIVE.test(selector)) return ask($(around).find(selector)).slice(0, most);
    const all =
      known.get(selector) ??
      ask($(selector)).map((element) => ({ element, text: '', at: places.get(element)?.from ?? -1 }));
    known.set(selector, all);
    const place = places.get(around);
    if (place === undefined) return [];
    const from = indexAfter(all, place.from);
    return all
      .slice(from, from + most)
      .filter(({ at }) => at < place.to)
      .map(({ element }) => element);
  };
}

/** The text of an element as far as it is of use, white space folded. */
export function shortText(element: HtmlElement): string {
  const parts: string[] = [];
  let [room, nodes] = [LONGEST_TEXT, MOST_NODES];
  const walk = (parent: HtmlElement): void => {
    for (const node of parent.children) {
      if (room <= 0 || (nodes -= 1) < 0) return;
      if (isElement(node)) walk(node);
      else if (isText(node)) {
        parts.push(node.data.slice(0, room));
        room -= node.data.length;
      }
    }
  };
  walk(element);
  return foldSpace(parts.join(''));
}

/** The last `@` outside brackets parts a selector from an attribute: `a[href*="@"]` is a selector. `.` is the element itself. */
function parts(
  reader: string,
  attribute: string | undefined,
): { selector: string; wanted: string | undefined } {
  const [, selector = '', named] = /^(.*?)(?:@([\w:-]+))?$/.exec(reader) ?? [];
  return { selector: selector === '.' ? '' : selector, wanted: named ?? attribute };
}

/** From where to where each element stretches, elements counted from the start of the page. */
function placesOf(document: HtmlDocument): Places {
  const places = new Map<HtmlDocument | HtmlElement, Place>();
  let count = 0;
  const walk = (parent: HtmlDocument | HtmlElement): void => {
    for (const node of parent.children) {
      if (!isElement(node)) continue;
      const from = count;
      count += 1;
      walk(node);
      places.set(node, { from, to: count });
    }
  };
  walk(document);
  return places.set(document, { from: -1, to: count });
}

function placed(
  nodes: readonly HtmlElement[],
  wanted: string | undefined,
  places: Places,
): readonly Placed[] {
  return nodes.flatMap((node) => {
    const found = foundIn(node, wanted);
    const at = found === undefined ? undefined : places.get(found.element)?.from;
    return found === undefined || at === undefined ? [] : [{ ...found, at }];
  });
}

/** The first that stands within a place. */
function firstAfter(all: readonly Placed[], { from, to }: Place): Found | undefined {
  const found = all[indexAfter(all, from)];
  return found !== undefined && found.at < to ? found : undefined;
}

/** The place in a list of the first that stands after another element, by halving. */
function indexAfter(all: readonly Placed[], from: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.at ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  return low;
}

function first(nodes: readonly HtmlElement[], wanted: string | undefined): Found | undefined {
  for (const node of nodes) {
    const found = foundIn(node, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function foundIn(element: HtmlElement, wanted: string | undefined): Found | undefined {
  const text = wanted === undefined ? shortText(element) : valueOf(element, wanted);
  return text === '' ? undefined : { text, element };
}

/** An attribute; or, by `text`, the words that stand in an element and in none of its own, without what parts them from those. */
function valueOf(element: HtmlElement, name: string): string {
  if (name !== 'text') return foldSpace(element.attribs[name] ?? '');
  const loose = element.children.filter(isText).map(({ data }) => data);
  return foldSpace(loose.join(' ').slice(0, LONGEST_TEXT)).replace(/^[\s.,;:|·•–—-]+/, '');
}
