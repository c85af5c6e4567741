import type { Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import type { KeptPage, Page } from '../model/page.ts';
import { cardsOf, pageOfCopy } from './kept-page.ts';
import { lostCard } from './lost-card.ts';
import { proposeSelectors } from './propose-selectors.ts';

/** What a bad listing lost against the last good one: the first lost card before and after, and selectors that may serve. Markdown. */
export function compareListings(source: Source, good: KeptPage, bad: KeptPage): string {
  const [goodPage, page] = [pageOfCopy(good), pageOfCopy(bad)];
  const before = cardsOf(goodPage, source);
  const lost = lostCard(source, { before, goodPage, page });
  return [lost, proposal(source, page, before)].filter((part) => part !== '').join('\n\n');
}

function proposal(source: Source, page: Page, before: readonly Card[]): string {
  const found = proposeSelectors(source, page, before);
  if (found === undefined) return '';
  const { card, link, title, cards, shared } = found;
  const of = `${cards} cards, ${shared} of the ${before.length} last good ones among them`;
  return [
    `### Selectors that may serve (found by looking the last good posts up; not applied)`,
    `\`card: '${card}', link: '${link}', title: '${title}'\` finds ${of}.`,
  ].join('\n\n');
}
