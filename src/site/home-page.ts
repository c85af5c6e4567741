import type { Catalogue } from '../catalogue/catalogue.ts';
import { countFacet } from '../catalogue/search.ts';
import { plural } from '../web/words.ts';
import { cardView, topicLink } from './cards.ts';
import type { PublishDeps } from './deps.ts';
import { formatLinks } from './machines/formats.ts';

const LEAD =
  'Real examples of how councils bought well: what they asked for, how they chose, and what came of it. Each was read and accepted by a person.';

export function homePage(deps: PublishDeps, catalogue: Catalogue): string {
  const topics = countFacet(catalogue, { q: '', chosen: {} }, 'topic').map(({ value, count }) => ({
    ...topicLink(value),
    count,
  }));
  topics.sort((a, b) => b.count - a.count || a.text.localeCompare(b.text, 'en-GB'));
  return deps.views('catalogue/home.njk', {
    description: LEAD,
    lead: LEAD,
    canonical: `${deps.publicUrl}/`,
    topics,
    list: catalogue.listed.slice(0, 6).map((entry) => cardView(entry)),
    count: plural(catalogue.listed.length, 'case study', 'case studies'),
    formats: formatLinks('/search', ''),
  });
}
