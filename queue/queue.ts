import type { Strategy } from '../src/base/strategies.ts';

/** A piece of work: one page of one source to ask for and read. Plain data, so that it may be done on another machine. */
export type QueuedVisit = {
  readonly source: string;
  /** Of the adapter that must read the page; a machine that has another one refuses the visit. */
  readonly adapterHash: string;
  readonly kind: 'listing' | 'witness' | 'post';
  readonly url: string;
  /** Of the copy we have: makes the request conditional. */
  readonly validators?: { readonly etag?: string; readonly lastModified?: string };
  /** How the page is to be read; `browser` needs a machine that can render. */
  readonly strategy: Strategy['kind'];
  /** Which page of a walk it is, from 1. */
  readonly pageNumber: number;
};

/** Jobs of the queue, for the people who look after it. */
export type QueueStats = {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  /** Processes that are connected and take visits. */
  readonly workers: number;
};

/**
 * Where visits are performed: in this process, or by workers on any number of machines. A result arrives once, however
 * often a visit had to be begun.
 */
export type VisitQueue<V extends QueuedVisit, R> = {
  /**
   * Answers when the visit was performed, however long that takes.
   * @throws VisitFailed (from workers) or what the performer threw (in this process) when it cannot be performed at all;
   *   the message says why, and other visits are not touched by it.
   * @throws VisitWithdrawn when `stop` was raised before the visit was done.
   */
  readonly perform: (visit: V, stop?: AbortSignal) => Promise<R>;
  readonly stats: () => Promise<QueueStats>;
  /** Ends what this process holds open; visits still under way are withdrawn. */
  readonly close: () => Promise<void>;
};

/** A visit that nobody could perform: the function that performs it threw, or killed those who tried. */
export class VisitFailed extends Error {
  override readonly name = 'VisitFailed';
}

/** A visit that was called off. `begun`: its request may be under way still, on another machine. */
export class VisitWithdrawn extends Error {
  override readonly name = 'VisitWithdrawn';
  readonly begun: boolean;

  constructor(begun: boolean) {
    super('the visit was called off');
    this.begun = begun;
  }
}

/** Thrown by a performer that is the wrong one for a visit: another worker may take it. */
export class VisitRefused extends Error {
  override readonly name = 'VisitRefused';
}
