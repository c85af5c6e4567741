import { createHash } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import type { Visit } from './queue.ts';

/** All keys in Redis begin with it. */
export const PREFIX = 'lamplighter';
export const VISITS = 'visits';

/** What a worker is handed. `order` tells this asking from every other one for the same visit: a late answer fits none. */
export type VisitJob<V extends Visit> = {
  readonly visit: V;
  readonly hub: string;
  readonly order: string;
  /** How many workers have refused it so far. */
  readonly refusals: number;
};

/** A name for a visit that is always the same for the same visit, and free of the `:` that BullMQ does not allow. */
export function visitId({ source, adapterHash, kind, url, validators, pageNumber }: Visit): string {
  const parts = [adapterHash, url, validators?.etag ?? '', validators?.lastModified ?? '', pageNumber];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
  return `${source}_${kind}_${hash}`;
}

/** Only what throws is tried again, and that is a fault of ours: what a site does is an ordinary result. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  // Nothing is kept of what went well: the store has it. A finished job would also keep the next visit of that name out.
  removeOnComplete: true,
  removeOnFail: { age: 7 * 86_400, count: 1000 },
};

/** The list on which a hub waits for answers. */
export function repliesKey(hub: string): string {
  return `${PREFIX}:replies:${hub}`;
}

/** Exists while a hub lives. */
export function hubKey(hub: string): string {
  return `${PREFIX}:hub:${hub}`;
}

/** An answer on its way: one line that says to what, then the result as the performer's codec wrote it. */
export type Reply = { readonly id: string; readonly order: string; readonly result: Buffer };

export function writeReply({ id, order, result }: Reply): Buffer {
  return Buffer.concat([Buffer.from(`${id}\n${order}\n`), result]);
}

/** @throws Error when the bytes are no reply of ours. */
export function readReply(bytes: Buffer): Reply {
  const first = bytes.indexOf(NEWLINE);
  const second = bytes.indexOf(NEWLINE, first + 1);
  if (first < 0 || second < 0) throw new Error('a reply without its two lines of address');
  return {
    id: bytes.toString('utf8', 0, first),
    order: bytes.toString('utf8', first + 1, second),
    result: bytes.subarray(second + 1),
  };
}

const NEWLINE = 0x0a;
