import { isOnHosts } from '../base/url.ts';
import type { Source } from '../base/source.ts';
import type { ReadOutcome } from '../model/page.ts';
import type { WaitingCard } from '../store/cards.ts';

/** So many failures or refusals in a row are the site's, not a page's: the rest waits for the next run. */
const IN_A_ROW = 3;

type Refusal = Extract<ReadOutcome, { readonly kind: 'blocked' }>;

/** A page that the site would not show; whether that is the site's own or only this page's, later pages tell. */
export type RefusedPage = { readonly waiting: WaitingCard; readonly outcome: Refusal };

/** What came of the posts' pages so far. */
export type PageFortunes = {
  readonly failures: number;
  readonly refusals: number;
  readonly refused: readonly RefusedPage[];
  readonly hasRead: boolean;
};

export const NO_FORTUNES: PageFortunes = { failures: 0, refusals: 0, refused: [], hasRead: false };

/** The account with one more page in it. What another site does to a post that is linked there says nothing about the source's own. */
export function withPage(
  before: PageFortunes,
  source: Source,
  waiting: WaitingCard,
  outcome: ReadOutcome | undefined,
): PageFortunes {
  if (!isOnHosts(waiting.url, source.hosts)) return before;
  // A post that its listing brought along: the site shows what it has.
  if (outcome === undefined) return { ...before, hasRead: true };
  return {
    failures: outcome.kind === 'failed' ? before.failures + 1 : 0,
    refusals: outcome.kind === 'blocked' ? before.refusals + 1 : 0,
    refused: outcome.kind === 'blocked' ? [...before.refused, { waiting, outcome }] : before.refused,
    hasRead: before.hasRead || outcome.kind === 'page',
  };
}

/** The outcome of a page that is the whole site's, so that no further page need be asked for; undefined where it is this page's alone. */
export function siteWide(
  { failures, refusals }: PageFortunes,
  source: Source,
  waiting: WaitingCard,
  outcome: ReadOutcome | undefined,
): ReadOutcome | undefined {
  if (outcome === undefined || !isOnHosts(waiting.url, source.hosts)) return undefined;
  if (outcome.kind === 'throttled') return outcome;
  return failures >= IN_A_ROW || refusals >= IN_A_ROW ? outcome : undefined;
}

/** When every card was tried: no page came but refusals, and not of pages alone that had been refused before. */
export function refusedAltogether({ refused, hasRead }: PageFortunes): ReadOutcome | undefined {
  if (hasRead) return undefined;
  return refused.find(({ waiting }) => waiting.tries === 0)?.outcome;
}
