import type { QueuedVisit } from '../../queue/queue.ts';
import type { Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import type { Discovery } from '../discover/discovery.ts';
import type { Post } from '../model/post.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { FetchOutcome } from '../model/page.ts';

/** A page to ask for and read, with what its reader must know that stands on no page. */
export type Visit = QueuedVisit & {
  /** Of a post: as its listing showed it. */
  readonly card?: Card;
  /** Unix ms: what dates without a year are read against. */
  readonly now: number;
};

/** What came of a visit. Both readings are of a page only, and made when they are asked for: reading is what costs. */
export type Visited = {
  readonly outcome: FetchOutcome;
  /** What a page of a listing, feed or sitemap shows. */
  readonly found: () => Discovery;
  /** The post that a page holds. */
  readonly post: () => Post | Unreadable;
};

/** Where the visits of a run are performed: in this process, or by workers. */
export type Visits = {
  readonly perform: (visit: Visit, source: Source) => Promise<Visited>;
  /** How many sources may be under way at once; each host sees one request at a time all the same. */
  readonly sourcesAtOnce: number;
  readonly close: () => Promise<void>;
};
