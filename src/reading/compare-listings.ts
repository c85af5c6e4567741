import type { Source } from '../base/source.ts';
import type { KeptPage } from '../model/page.ts';
import { cardsOf, pageOfCopy } from './kept-page.ts';
import { lostCard } from './lost-card.ts';

/** What a bad listing lost against the last good one: the first lost card before and after. Markdown. */
export function compareListings(source: Source, good: KeptPage, bad: KeptPage): string {
  const [goodPage, page] = [pageOfCopy(good), pageOfCopy(bad)];
  return lostCard(source, { before: cardsOf(goodPage, source), goodPage, page });
}
