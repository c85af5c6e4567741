import { urlKey } from '../base/url.ts';
import type { Source } from '../base/source.ts';
import { startOf } from '../discover/start-of.ts';
import { nextStep, type WalkedPage } from '../discover/listing-walk.ts';
import type { Card } from '../model/card.ts';
import { discoverSafely } from '../reading/read-safely.ts';
import { rendering } from '../fetch/browser/render-request.ts';
import { acceptFor } from '../rounds/accept-for.ts';
import { onePerKey } from '../workshop/survey/try-listing.ts';
import type { SurveyFetcher } from '../workshop/survey/survey-fetcher.ts';

/** Every card that a source's listing shows, read to its end or its limit, one request at a time. */
export async function walkAll(site: SurveyFetcher, source: Source, at: number): Promise<readonly Card[]> {
  const { discover: strategy } = source;
  const pages: WalkedPage[] = [];
  const cards: (readonly Card[])[] = [];
  for (let url = startOf(source, strategy, at); ;) {
    const outcome = await site.ask({ url, ...acceptFor(strategy.kind), ...rendering(strategy) });
    if (outcome.kind !== 'page') break;
    const found = discoverSafely(outcome, { source, strategy, pageNumber: pages.length + 1 });
    cards.push(found.cards);
    const keys = found.cards.map((card) => urlKey(card.url, source));
    // Each page counts as holding something unseen, so that only the end or the limit stops the reading.
    pages.push({ url, keys, unseen: keys.length, next: found.next });
    const step = nextStep(pages, { source, strategy });
    if (step.kind === 'stop') break;
    url = step.url;
  }
  return onePerKey(cards.flat(), source);
}
