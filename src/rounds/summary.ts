import type { Limit } from '../base/budget.ts';
import type { FirstFill } from '../model/first-fill.ts';
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
  /** The limit of its budget that ended the run: what waits is read at its next turn. Null where none did. */
  readonly reached: Limit | null;
  /** How far the first reading of a large source has come; null where there is none under way. */
  readonly firstFill: FirstFill | null;
  readonly errors: readonly string[];
};

/** The shape that `crawl --json` prints. Times in ISO 8601, UTC. */
export type CrawlSummary = {
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly sources: readonly SourceSummary[];
};
