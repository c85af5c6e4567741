import type { QueuedVisit } from '../../queue/queue.ts';
import type { Card } from '../model/card.ts';
import type { LoadedSource } from '../reading/load-source.ts';
import type { ReadAnswer } from '../reading/read-answer.ts';

/** A page to ask for and read, with what its reader must know that stands on no page. */
export type Visit = QueuedVisit & {
  /** Of a post: as its listing showed it. */
  readonly card?: Card;
  /** Unix ms: what dates without a year are read against. */
  readonly now: number;
};

/** What came of a visit: of a page, what a listing shows (`found`) or the post that it holds (`post`). */
export type Visited = ReadAnswer;

/** Where the visits of a run are performed: in this process and its reading room, or by workers. */
export type Visits = {
  readonly perform: (visit: Visit, adapter: LoadedSource) => Promise<Visited>;
  /** How many sources may be under way at once; each host sees one request at a time all the same. */
  readonly sourcesAtOnce: number;
  readonly close: () => Promise<void>;
};
