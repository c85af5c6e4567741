import { defined } from '../base/defined.ts';
import { councilByCode } from '../classify/councils/councils.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { casePath, type Entry } from '../catalogue/entry.ts';
import { type Filters, filterQuery, isFiltered } from '../catalogue/filters.ts';
import { findEntries } from '../catalogue/search.ts';
import type { Occasion } from '../catalogue/showcase.ts';
import { topicTitle } from '../catalogue/words.ts';
import type { PublishDeps } from './deps.ts';
import { cardOf, type EmbedCard, embedCards } from './embed.ts';
import type { Framed } from './frame.ts';
import type { Wanted } from './inputs.ts';
import { searchTitle } from './search-page.ts';

const MOST_OF_A_LIST = 4;

/** The frame of one case study. */
export function frameOfCase({ publicUrl }: PublishDeps, entry: Entry): Framed {
  return {
    title: entry.title,
    path: `/embed/case/${entry.id}-${entry.slug}`,
    more: `${publicUrl}${casePath(entry)}`,
    cards: [cardOf({ entry }, '', publicUrl)],
  };
}

/** The frame of the cards that fit a council and a kind of contract. */
export function frameOfOccasion(deps: PublishDeps, { occasion, limit, query, path }: Wanted): Framed {
  const { council, topics } = occasion;
  const about = [
    topics[0] === undefined ? '' : topicTitle(topics[0]).toLowerCase(),
    council === undefined ? '' : `for ${council.name}`,
  ];
  return {
    title: ['Examples of good procurement', about.filter((part) => part !== '').join(', ')]
      .filter((part) => part !== '')
      .join(': '),
    path: path ?? `/embed/page${query === '' ? '' : `?${query}`}`,
    more: moreUrl(deps, occasion),
    cards: embedCards(readCatalogue(deps.store), occasion, limit, deps.publicUrl),
  };
}

/** The frame of the first of what a search finds. */
export function frameOfList(deps: PublishDeps, filters: Filters): Framed {
  const query = filterQuery(filters);
  const search = query === '' ? '' : `?${query}`;
  return {
    title: isFiltered(filters) ? `Case studies: ${searchTitle(deps, filters)}` : 'Case studies',
    path: `/embed/list${search}`,
    more: `${deps.publicUrl}/search${search}`,
    cards: listCards(deps, filters),
  };
}

/** Where nothing fits all of it, what comes nearest: a block is never empty. */
function listCards(deps: PublishDeps, filters: Filters): EmbedCard[] {
  const catalogue = readCatalogue(deps.store);
  const found = findEntries(catalogue, filters).slice(0, MOST_OF_A_LIST);
  if (found.length > 0) return found.map((entry) => cardOf({ entry }, '', deps.publicUrl));
  const council = councilByCode(filters.chosen.council?.[0] ?? '');
  const occasion = { topics: filters.chosen.topic ?? [], ...defined({ council }) };
  return embedCards(catalogue, occasion, 2, deps.publicUrl);
}

/** Where a block leads to: a search for what it was asked for. */
export function moreUrl(
  { publicUrl }: Pick<PublishDeps, 'publicUrl'>,
  { council, topics }: Occasion,
): string {
  const query = new URLSearchParams();
  if (council !== undefined) query.set('council', council.code);
  if (topics.length === 1) query.set('topic', topics[0] ?? '');
  const text = query.toString();
  return `${publicUrl}/search${text === '' ? '' : `?${text}`}`;
}
