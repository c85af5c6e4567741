import type { Limit } from '../base/budget.ts';
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

/** Progress of a first reading that takes more runs than one. Times in ISO 8601, UTC. */
export type FirstFill = {
  readonly since: string;
  readonly read: number;
  /** Posts that are known and wait. */
  readonly left: number;
  /** Whether there are no more pages of the listing to read, which may show more. */
  readonly isWholeListingKnown: boolean;
  /** When it ends at its present pace; null before there is one. */
  readonly endsAt: string | null;
};

/** The shape that `crawl --json` prints. Times in ISO 8601, UTC. */
export type CrawlSummary = {
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly sources: readonly SourceSummary[];
};
