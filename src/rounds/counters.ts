import { minuteOf } from '../base/durations.ts';
import type { Limit } from '../base/budget.ts';
import type { ReadOutcome, ReadPage } from '../model/page.ts';

/** What one run of a source counted; recorded with it, and printed by `crawl --json`. */
export type Counters = {
  requests: number;
  notModified: number;
  bytes: number;
  /** Cards seen on listings, and those of them nobody had seen before. */
  cards: number;
  unseen: number;
  /** Posts stored for the first time, posts with a new text, new candidates. */
  posts: number;
  revised: number;
  candidates: number;
  /** Cards that were taken up, whatever came of them. */
  read: number;
  /** Posts that came and could not be read. */
  unreadable: number;
  /** Pages of posts that bear the title of their card, and that bear another. */
  agreed: number;
  disagreed: number;
  /** Cards whose pages are missing, and cards that were tried. */
  missing: number;
  tried: number;
  /** Why the source's witness could not be read, where that is no matter of the network. */
  witnessFault?: string;
  /** Cards that still wait when the run ends. */
  waiting: number;
  /** The limit of its budget that ended the run with something left to read; null where none did. */
  reached: Limit | null;
  errors: string[];
};

export function newCounters(): Counters {
  return {
    requests: 0,
    notModified: 0,
    bytes: 0,
    cards: 0,
    unseen: 0,
    posts: 0,
    revised: 0,
    candidates: 0,
    read: 0,
    unreadable: 0,
    agreed: 0,
    disagreed: 0,
    missing: 0,
    tried: 0,
    waiting: 0,
    reached: null,
    errors: [],
  };
}

/** Counts one request by what came of it. */
export function countRequest(counters: Counters, outcome: ReadOutcome): void {
  if (outcome.kind === 'refused' || outcome.kind === 'robotsDisallowed') return;
  // The host had asked for a longer pause before: nothing was sent.
  if (outcome.kind === 'throttled' && outcome.status === 0) return;
  counters.requests += 1;
  if (outcome.kind === 'notModified') counters.notModified += 1;
  if (outcome.kind === 'page') counters.bytes += outcome.wireBytes;
}

/** An outcome that is not a page, in a sentence for a person. */
export function tell(outcome: Exclude<ReadOutcome, ReadPage>): string {
  switch (outcome.kind) {
    case 'notModified':
      return `${outcome.url}: not modified`;
    case 'throttled':
      return `${outcome.url}: ${restAsked(outcome)}`;
    case 'movedHome':
      return `${outcome.url}: sent to ${outcome.to} instead of the page`;
    default:
      return `${outcome.url}: ${outcome.why}`;
  }
}

/** A status of 0 is none: the host had asked before, and nothing was sent. */
function restAsked({ status, retryAt }: Extract<ReadOutcome, { kind: 'throttled' }>): string {
  const until = `to be left alone until ${minuteOf(retryAt)}`;
  return status === 0 ? `the site had asked ${until}` : `the site asks ${until} (${status})`;
}
