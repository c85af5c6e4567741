import { foldSpace } from '../base/text.ts';
import { allCouncils, resolveCouncil } from '../classify/councils/councils.ts';
import { type Facet, FACETS } from './facets.ts';
import { type Word, wordLists } from './words.ts';

/** A reader's wish: words to search for, and values of facets. A council is its code. */
export type Filters = {
  readonly q: string;
  readonly chosen: Readonly<Partial<Record<Facet, string>>>;
  /** A council that was named and that nobody knows. */
  readonly unknownCouncil?: string;
};

/** Filters as an address carries them. */
export type FilterWords = Readonly<Partial<Record<Facet | 'q', string>>>;

/** Reads filters from the words of an address; empty values are no wish. */
export function readFilters(words: FilterWords): Filters {
  const chosen: Partial<Record<Facet, string>> = {};
  for (const facet of FACETS) {
    const value = foldSpace(words[facet] ?? '').slice(0, 100);
    if (value !== '') chosen[facet] = value;
  }
  const q = foldSpace(words.q ?? '').slice(0, 200);
  if (chosen.council === undefined) return { q, chosen };
  const { council: named, ...rest } = chosen;
  const council = resolveCouncil(named);
  return council === undefined
    ? { q, chosen: rest, unknownCouncil: named }
    : { q, chosen: { ...rest, council: council.code } };
}

/** The query string that gives these filters again, in one order, without its question mark. */
export function filterQuery(filters: Filters, without?: Facet | 'q'): string {
  const query = new URLSearchParams();
  if (filters.q !== '' && without !== 'q') query.set('q', filters.q);
  for (const facet of FACETS) {
    const value = filters.chosen[facet];
    if (value !== undefined && facet !== without) query.set(facet, value);
  }
  return query.toString();
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
    const value = chosen[facet];
    if (value !== undefined && !known[facet].includes(value))
      return `We know no ${facet} called "${value}". There are: ${known[facet].join(', ')}.`;
  }
  if (chosen.year !== undefined && !/^\d{4}$/.test(chosen.year))
    return `"${chosen.year}" is no year. Give four digits.`;
  return undefined;
}

/** Whether a reader wishes anything at all. */
export function isFiltered(filters: Filters): boolean {
  return filters.q !== '' || Object.keys(filters.chosen).length > 0;
}
