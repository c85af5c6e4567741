import type { Fetcher } from '../../fetch/fetch.ts';
import type { FetchOutcome, Page } from '../../model/page.ts';
import type { FetchRequest } from '../../fetch/request.ts';
import { takeInHand } from '../../reading/in-hand.ts';
import { tell } from '../../rounds/counters.ts';

/** One look around a site: asks each address once, and remembers what came. */
export type SurveyFetcher = {
  readonly ask: (request: FetchRequest) => Promise<FetchOutcome>;
  /** How many addresses were asked for, redirects and robots.txt not counted. */
  readonly requests: () => number;
  /** Whether there is time left for questions that only sharpen a figure. */
  readonly hasTime: () => boolean;
};

/** How long a look around may take before it leaves out what it can do without (ms). */
const PATIENCE_MS = 40_000;

export function createSurveyFetcher(fetcher: Fetcher, now: () => number): SurveyFetcher {
  const asked = new Map<string, Promise<FetchOutcome>>();
  const startedAt = now();
  return {
    ask: (request) => {
      const key = JSON.stringify([request.accept ?? 'html', request.url, request.render]);
      const before = asked.get(key);
      if (before !== undefined) return before;
      // It is unwrapped, decoded and judged as it comes.
      takeInHand(request.url);
      const answer = fetcher.fetch(request);
      asked.set(key, answer);
      return answer;
    },
    requests: () => asked.size,
    hasTime: () => now() - startedAt < PATIENCE_MS,
  };
}

/** The page, or why there is none, in words. */
export function pageOr(outcome: FetchOutcome): Page | string {
  return outcome.kind === 'page' ? outcome : tell(outcome);
}
