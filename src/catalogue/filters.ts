import { defined } from '../base/defined.ts';
import { foldSpace } from '../base/text.ts';
import { buyerByCode, resolveBuyer } from '../classify/councils/buyers.ts';
import { allCouncils } from '../classify/councils/councils.ts';
import type { Catalogue } from './catalogue.ts';
import { slugOf } from './entry.ts';
import { type Facet, FACETS } from './facets.ts';
import { type Word, wordLists } from './words.ts';

/** In what order a list comes: best first, newest story first, or newest entry first. */
export const ORDERS = ['relevance', 'published', 'listed'] as const;
export type ListOrder = (typeof ORDERS)[number];

/** A reader's wish: words to search for, and values of facets, any of which will do. A council is its code, or any buyer's name. */
export type Filters = {
  readonly q: string;
  readonly chosen: Readonly<Partial<Record<Facet, readonly string[]>>>;
  /** Where a reader asked for one. */
  readonly order?: ListOrder;
};

/** Filters as an address carries them. */
export type FilterWords = Readonly<Partial<Record<Facet, readonly string[]>>> & {
  readonly q?: string;
  readonly sort?: string;
};

/** So many values of one facet are looked at; a reader has a handful. */
const MOST_VALUES = 30;

/** Reads filters from the words of an address; empty values are no wish. */
export function readFilters(words: FilterWords): Filters {
  const chosen: Partial<Record<Facet, readonly string[]>> = {};
  for (const facet of FACETS) {
    const values = (words[facet] ?? []).slice(0, MOST_VALUES).map((value) => foldSpace(value).slice(0, 100));
    const wanted = [...new Set(values.filter((value) => value !== ''))];
    if (wanted.length > 0) chosen[facet] = wanted;
  }
  const q = foldSpace(words.q ?? '').slice(0, 200);
  const { council: named = [], ...rest } = chosen;
  const council = [...new Set(named.map((name) => resolveBuyer(name)?.code ?? name))];
  const order = ORDERS.find((one) => one === words.sort);
  return { q, chosen: council.length === 0 ? rest : { ...rest, council }, ...defined({ order }) };
}

/** Reads filters from a query string, as `filterQuery` writes it. */
export function filtersIn(query: string): Filters {
  const words = new URLSearchParams(query);
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, words.getAll(facet)]));
  return readFilters({ ...chosen, q: words.get('q') ?? '' });
}

/** The first buyer of a wish that nobody knows: no council, no other body, and none that an entry is about. */
export function unknownBuyer(catalogue: Catalogue, { chosen }: Filters): string | undefined {
  const { codeOf } = catalogue.facets.council;
  return chosen.council?.find(
    (code) => buyerByCode(code) === undefined && !codeOf.has(code) && !codeOf.has(slugOf(code)),
  );
}

/** The query string that gives these filters again, in one order, without its question mark. */
export function filterQuery({ q, chosen, order }: Filters): string {
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  for (const facet of FACETS) for (const value of chosen[facet] ?? []) query.append(facet, value);
  if (order !== undefined) query.set('sort', order);
  return query.toString();
}

/** The same wish without one of its values. */
export function withoutValue(filters: Filters, facet: Facet, value: string): Filters {
  const { [facet]: values = [], ...others } = filters.chosen;
  const rest = values.filter((one) => one !== value);
  return { ...filters, chosen: rest.length === 0 ? others : { ...others, [facet]: rest } };
}

/** Says which value of a filter is none there could ever be, such as a topic that nobody knows; undefined where all are well. */
export function unknownWord({ chosen }: Filters): string | undefined {
  const { topics, practices, stages } = wordLists();
  const slugs = (words: readonly Word[]) => words.map(({ slug }) => slug);
  const known = {
    topic: slugs(topics),
    practice: slugs(practices),
    stage: slugs(stages),
    nation: [...new Set(allCouncils().map(({ nation }) => nation))],
  };
  for (const facet of ['topic', 'practice', 'stage', 'nation'] as const) {
    const value = chosen[facet]?.find((one) => !known[facet].includes(one));
    if (value !== undefined)
      return `We know no ${facet} called "${value}". There are: ${known[facet].join(', ')}.`;
  }
  const year = chosen.year?.find((one) => !/^\d{4}$/.test(one));
  return year === undefined ? undefined : `"${year}" is no year. Give four digits.`;
}

/** Whether a reader wishes anything at all. */
export function isFiltered(filters: Filters): boolean {
  return filters.q !== '' || Object.keys(filters.chosen).length > 0;
}
