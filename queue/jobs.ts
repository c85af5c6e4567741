import { createHash } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import type { QueuedVisit } from './queue.ts';

/** All keys in Redis begin with it. */
export const PREFIX = 'lamplighter';
export const VISITS = 'visits';

/** What a worker is handed. */
export type VisitJob<V extends QueuedVisit> = {
  readonly visit: V;
  readonly hub: string;
  /** How many workers have refused it so far. */
  readonly refusals: number;
};

/** Only what throws is tried again, and that is a fault of ours: what a site does is an ordinary result. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  // Nothing is kept of what went well: the store has it.
  removeOnComplete: true,
  removeOnFail: { age: 7 * 86_400, count: 1000 },
};
const NEWLINE = 0x0a;

/**
 * A name for one asking for a visit: the same however often it must be handed over, another when the visit is asked for
 * again, so that a late answer fits nothing. Free of the `:` that BullMQ does not allow.
 */
export function visitId(
  { source, adapterHash, kind, url, validators, pageNumber }: QueuedVisit,
  order: string,
): string {
  const parts = [adapterHash, url, validators?.etag ?? '', validators?.lastModified ?? '', pageNumber];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
  return `${source}_${kind}_${hash}_${order}`;
}

/** The list on which a hub waits for answers. */
export function repliesKey(hub: string): string {
  return `${PREFIX}:replies:${hub}`;
}

/** Exists while a hub lives. */
export function hubKey(hub: string): string {
  return `${PREFIX}:hub:${hub}`;
}

/** An answer on its way: one line that says to what, then the result as the performer's codec wrote it. */
type Reply = { readonly id: string; readonly result: Buffer };

export function writeReply({ id, result }: Reply): Buffer {
  return Buffer.concat([Buffer.from(`${id}\n`), result]);
}

/** @throws Error when the bytes are no reply of ours. */
export function readReply(bytes: Buffer): Reply {
  const end = bytes.indexOf(NEWLINE);
  if (end < 0) throw new Error('a reply that does not say to what');
  return { id: bytes.toString('utf8', 0, end), result: bytes.subarray(end + 1) };
}
