import type { Health } from '../../health/judge-run.ts';
import type { RunFacts } from '../../model/run-facts.ts';
import type { ListingWalk } from '../read-listing.ts';

/** A run that has ended, as it was judged. */
export type EndedRun = {
  readonly runId: number;
  readonly health: Health;
  readonly facts: RunFacts | undefined;
  /** The facts that it was judged against, oldest first. */
  readonly past: () => readonly RunFacts[];
  readonly walk: ListingWalk | undefined;
  /** Cut short by a stop or a lost lease: it proves nothing. */
  readonly cut: boolean;
  /** What its listing lost against the last good one; Markdown, '' where nothing is to be told. */
  readonly comparison: string;
};
