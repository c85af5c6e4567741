import { defined } from '../base/defined.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { councilByCode } from '../classify/councils/councils.ts';
import { type Catalogue, havingValue, readCatalogue } from '../catalogue/catalogue.ts';
import { type Facet, FACETS } from '../catalogue/facets.ts';
import {
  type Filters,
  filterQuery,
  isFiltered,
  type ListOrder,
  unknownBuyer,
  withoutValue,
} from '../catalogue/filters.ts';
import { countFacet, type FacetCount, type Findings, searchEntries } from '../catalogue/search.ts';
import { chooseShowcase, type Occasion, whyPicked } from '../catalogue/showcase.ts';
import { practiceTitle, stageTitle, topicTitle } from '../catalogue/words.ts';
import { sourceName } from '../base/source.ts';
import { plural } from '../web/words.ts';
import { cardView } from './cards.ts';
import type { PublishDeps } from './deps.ts';
import { listJsonLd } from './json-ld.ts';
import { oembedUrl } from './frame.ts';
import { safeJson } from './send.ts';
import { formatLinks } from './machines/formats.ts';

const PER_PAGE = 20;

/** What each facet is called on a page. */
export const FACET_NAMES: Readonly<Record<Facet, string>> = {
  council: 'Buyer',
  topic: 'Topic',
  practice: 'Practice',
  nation: 'Nation',
  stage: 'Stage',
  year: 'Year',
  source: 'Source',
};
const SELECTED: readonly Facet[] = ['topic', 'practice', 'nation', 'stage', 'year'];

/** The page of a search: what was found, what it could be narrowed by, and what to read when nothing fits. */
export function searchPage(deps: PublishDeps, catalogue: Catalogue, asked: Filters, page: number): string {
  const stranger = unknownBuyer(catalogue, asked);
  const filters = stranger === undefined ? asked : withoutValue(asked, 'council', stranger);
  const found = searchEntries(catalogue, filters);
  const shown = found.entries.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const query = filterQuery(filters);
  const address = `${deps.publicUrl}/search${query === '' ? '' : `?${query}`}`;
  const title = isFiltered(filters) ? searchTitle(deps, filters) : 'All case studies';
  return deps.views('catalogue/search.njk', {
    title,
    wide: true,
    canonical: address,
    oembed: oembedUrl(deps.publicUrl, address),
    jsonLd: safeJson(listJsonLd(title, shown, deps.publicUrl)),
    formats: formatLinks('/search', query),
    alertHref: deps.sendMail === undefined ? '' : `/alert${query === '' ? '' : `?${query}`}`,
    filters,
    stranger,
    chips: chips(deps, filters),
    selects: selects(deps, catalogue, filters),
    orders: orders(filters),
    understood: understoodWords(found),
    count: countWords(found),
    cards: shown.map((entry) => cardView(entry, { stems: found.stems })),
    similar: found.entries.length > 0 ? { heading: '', cards: [] } : elsewhere(catalogue, filters),
    pages: pageLinks(query, page, Math.ceil(found.entries.length / PER_PAGE)),
  });
}

function countWords({ entries, near }: Findings): string {
  const count = plural(entries.length, 'case study', 'case studies');
  return near && entries.length > 0 ? `Nothing has all of that. ${count} with some of it` : count;
}

/** What words were taken for others, for people to see: "streetligts" → "streetlights". */
function understoodWords({ mended }: Findings): string {
  return mended.map(({ from, to }) => `“${to}” for “${from}”`).join(', ');
}

const ORDER_NAMES: Readonly<Record<ListOrder, string>> = {
  relevance: 'Best first',
  published: 'Newest story first',
  listed: 'Newest here first',
};

/** The orders a list can have as links; best first is one only where there are words. */
function orders(filters: Filters) {
  const now = filters.order ?? (filters.q === '' ? 'listed' : 'relevance');
  const offered: readonly ListOrder[] =
    filters.q === '' ? ['listed', 'published'] : ['relevance', 'published', 'listed'];
  return offered.map((order) => ({
    text: ORDER_NAMES[order],
    href: `/search?${filterQuery({ ...filters, order })}`,
    isNow: order === now,
  }));
}

/** What a value of a facet is called. */
export function facetTitle(
  deps: Pick<PublishDeps, 'sources' | 'store'>,
  facet: Facet,
  value: string,
): string {
  switch (facet) {
    case 'council':
      return buyerName(deps, value);
    case 'topic':
      return topicTitle(value);
    case 'practice':
      return practiceTitle(value);
    case 'stage':
      return stageTitle(value);
    case 'source':
      return sourceName(deps.sources, value);
    case 'nation':
    case 'year':
      return value;
  }
}

/** The name of a buyer: ours where we have one, else what the newest story about it calls it. */
function buyerName({ store }: Pick<PublishDeps, 'store'>, code: string): string {
  const known = buyerByCode(code)?.name;
  if (known !== undefined) return known;
  const [newest] = havingValue(readCatalogue(store), 'council', code);
  return newest?.entry.councils.find((named) => named.code === code)?.as ?? code;
}

/** What a search is called: its words and the values it asks for. */
export function searchTitle(deps: PublishDeps, filters: Filters): string {
  const parts = FACETS.flatMap((facet) =>
    (filters.chosen[facet] ?? []).map((value) => facetTitle(deps, facet, value)),
  );
  return [...(filters.q === '' ? [] : [`“${filters.q}”`]), ...parts].join(', ');
}

/** Each wish as a link that takes it away. */
function chips(deps: PublishDeps, filters: Filters) {
  const chip = (name: string, text: string, without: Filters) => {
    const rest = filterQuery(without);
    return { name, text, href: rest === '' ? '/search' : `/search?${rest}` };
  };
  return [
    ...(filters.q === '' ? [] : [chip('Words', filters.q, { ...filters, q: '' })]),
    ...FACETS.flatMap((facet) =>
      (filters.chosen[facet] ?? []).map((value) =>
        chip(FACET_NAMES[facet], facetTitle(deps, facet, value), withoutValue(filters, facet, value)),
      ),
    ),
  ];
}

function selects(deps: PublishDeps, catalogue: Catalogue, filters: Filters) {
  return SELECTED.map((facet) => {
    const chosen = filters.chosen[facet] ?? [];
    const counts = withChosen(countFacet(catalogue, filters, facet), chosen);
    const options = counts.map(({ value, count }) => ({
      value,
      text: facetTitle(deps, facet, value),
      count,
      checked: chosen.includes(value),
    }));
    // By name; years the newest first.
    const order = facet === 'year' ? -1 : 1;
    options.sort((a, b) => order * a.text.localeCompare(b.text, 'en-GB'));
    return { facet, name: FACET_NAMES[facet], options, chosen: chosen.length };
  });
}

function withChosen(counts: readonly FacetCount[], chosen: readonly string[]): readonly FacetCount[] {
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value));
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))];
}

/** Nothing local: what councils like it have done, on the same topic if there is one. */
function elsewhere(catalogue: Catalogue, filters: Filters) {
  const council = councilByCode(filters.chosen.council?.[0] ?? '');
  const topics = filters.chosen.topic ?? [];
  if (council === undefined && topics.length === 0) return { heading: '', cards: [] };
  const occasion: Occasion = { topics, ...defined({ council }) };
  const picks = chooseShowcase(catalogue, occasion, 40).filter(
    (pick) => pick.topic !== undefined || (topics.length === 0 && pick.nearness === 'similar council'),
  );
  return {
    heading: picks[0]?.nearness === 'similar council' ? 'From councils like it' : 'From elsewhere',
    cards: picks
      .slice(0, 4)
      .map((pick) => cardView(pick.entry, { why: whyPicked(pick, occasion, topicTitle) })),
  };
}

function pageLinks(query: string, page: number, pages: number) {
  const to = (n: number) => `/search?${[query, n === 1 ? '' : `page=${n}`].filter(Boolean).join('&')}`;
  return {
    page,
    pages,
    previous: page > 1 ? to(page - 1) : '',
    next: page < pages ? to(page + 1) : '',
  };
}
