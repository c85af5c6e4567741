import type { Log } from '../base/log.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import type { ReadingRoom } from '../reading/reading-room.ts';
import type { Store } from '../store/open.ts';
import type { Visits } from './visits.ts';

/** What every step of a run is handed: the only state there is. */
export type Tools = {
  readonly store: Store;
  readonly fetcher: Fetcher;
  /** Where everything is read that a site sent. */
  readonly reading: ReadingRoom;
  /** Where a run's pages are asked for and read; `fetcher` is for what a person waits for. */
  readonly visits: Visits;
  /** Read when they are first asked for, unless they are new; with what decisions taught by now. */
  readonly rules: RuleSet;
  /** The hash of the rules, without reading them. */
  readonly rulesHash: string;
  readonly log: Log;
  /** Unix ms. */
  readonly now: () => number;
  /** Aborted when a person or the system asks us to stop: the post in hand is finished, nothing more is begun. */
  readonly stop: AbortSignal;
};
