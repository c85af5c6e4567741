import { readCatalogue } from '../catalogue/catalogue.ts';
import { evidenceTitle, topicTitle } from '../catalogue/words.ts';
import { chooseShowcase, whyPicked } from '../catalogue/showcase.ts';
import { similarCouncils } from '../catalogue/similar.ts';
import { cardView } from './cards.ts';
import type { PublishDeps } from './deps.ts';
import type { Wanted } from './inputs.ts';

const NEXT = 4;

/** Why a question is given these cards and not others: how it was understood, and the next in line. */
export function whyPage(
  deps: PublishDeps,
  wanted: Wanted,
  asked: { council: string; cpv: readonly string[]; group: string },
) {
  const { occasion, limit } = wanted;
  const picks = chooseShowcase(readCatalogue(deps.store), occasion, limit + NEXT);
  const rows = picks.map((pick) => ({
    card: cardView(pick.entry),
    place: pick.nearness,
    why: whyPicked(pick, occasion, topicTitle),
    evidence: evidenceTitle(pick.entry.evidence),
  }));
  const code = occasion.council?.code;
  return deps.views('catalogue/why.njk', {
    title: 'Why these examples',
    section: 'sites',
    asked: { ...asked, cpv: asked.cpv.join(', ') },
    council: occasion.council?.name ?? '',
    unknown: occasion.council === undefined ? asked.council : '',
    topics: occasion.topics.map((slug) => ({ text: topicTitle(slug), href: `/topic/${slug}` })),
    alike:
      code === undefined
        ? []
        : similarCouncils(code)
            .slice(0, 8)
            .map(({ shortName }) => shortName),
    chosen: rows.slice(0, limit),
    next: rows.slice(limit),
  });
}
