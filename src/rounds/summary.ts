import type { Outcome } from '../model/outcome.ts';

/** What a run of one source came to; the shape that `crawl --json` prints. */
export type SourceSummary = {
  readonly id: string;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly requests: number;
  readonly notModified: number;
  readonly bytes: number;
  readonly cards: number;
  readonly unseen: number;
  readonly posts: number;
  readonly revised: number;
  readonly candidates: number;
  readonly waiting: number;
  readonly errors: readonly string[];
};

/** The shape that `crawl --json` prints. Times in ISO 8601, UTC. */
export type CrawlSummary = {
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly sources: readonly SourceSummary[];
};
