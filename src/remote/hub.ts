import { setTimeout as sleep } from 'node:timers/promises';
import { bullmqQueue } from '../../queue/bullmq.ts';
import { type VisitQueue, VisitWithdrawn } from '../../queue/queue.ts';
import { defined } from '../base/defined.ts';
import { hostKey } from '../fetch/address-guard.ts';
import { keepRobots, keptRobots, noteRequest } from '../store/manners.ts';
import type { Store } from '../store/open.ts';
import { type HostSlots, hostSlots } from './hub-slots.ts';
import { decodeResult } from './remote-result.ts';
import type { RemoteResult, RemoteVisit } from './remote-visit.ts';
import type { Visit, Visited, Visits } from '../rounds/visits.ts';

export type HubOptions = {
  readonly redisUrl: string;
  /** Of its own: what it is told may be lost in a power cut. */
  readonly store: Store;
  readonly minGapMs: number;
  readonly stop: AbortSignal;
  /** Hears in words what the hub waits for, and undefined once it waits no more. */
  readonly onWait: (what: string | undefined) => void;
};

type Hub = {
  readonly queue: VisitQueue<RemoteVisit, RemoteResult>;
  readonly slots: HostSlots;
  readonly store: Store;
  readonly minGapMs: number;
  readonly stop: AbortSignal;
  /** Hosts that the pages of a host were seen to lead on to: their slots are taken along. */
  readonly leadsTo: Map<string, Set<string>>;
};

const SOURCES_AT_ONCE = 64;
const MOST_HOSTS = 5;
const MOST_ROBOTS_CHARS = 8192;

/**
 * Visits performed by workers. This process alone holds the store: it releases a visit once the slots of its hosts are
 * free, and writes down what the visit did there.
 * @throws Failure (`config`) when Redis evicts keys.
 */
export async function visitsByWorkers(options: HubOptions): Promise<Visits> {
  const { store, stop, minGapMs } = options;
  const queue = await bullmqQueue<RemoteVisit, RemoteResult>({
    url: options.redisUrl,
    decode: decodeResult,
    onWait: options.onWait,
    stop,
  });
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stop });
  const slots = hostSlots({ store, now: Date.now, wait });
  const hub: Hub = { queue, slots, store, minGapMs, stop, leadsTo: new Map() };
  return {
    perform: (visit) => performAway(hub, visit),
    sourcesAtOnce: SOURCES_AT_ONCE,
    close: async () => {
      await queue.close();
      slots.close();
    },
  };
}

async function performAway(hub: Hub, visit: Visit): Promise<Visited> {
  for (let round = 0; ; round += 1) {
    const hosts = hostsOf(hub, visit.url);
    const slots = await hub.slots.take(hosts);
    if (slots.kind === 'later')
      return { outcome: { kind: 'throttled', url: visit.url, status: 0, retryAt: slots.retryAt } };
    const remote = { ...visit, hosts, robots: robotsFor(hub.store, visit.url) };
    const result = await hub.queue.perform(remote, hub.stop).catch((error: unknown) => {
      if (error instanceof VisitWithdrawn && error.begun) slots.abandon();
      else slots.end(() => (error instanceof VisitWithdrawn ? 0 : hub.minGapMs));
      throw error;
    });
    const asked = new Set(result.ledger.flatMap(({ host, robots }) => (robots === 'disallowed' ? [] : host)));
    slots.end((host) => (asked.has(host) ? Math.max(hub.minGapMs, result.rests[host] ?? 0) : 0));
    writeDown(hub.store, result, slots.waitedMs);
    if (result.kind === 'done') return visitedIn(result);
    if (round === MOST_HOSTS)
      return { outcome: { kind: 'failed', url: visit.url, why: 'too many redirects' } };
    for (const host of hosts) hub.leadsTo.set(host, new Set([...(hub.leadsTo.get(host) ?? []), result.host]));
  }
}

/** The hosts whose slots a visit needs, as far as is known. None for an address that is none: the worker will say so. */
function hostsOf({ leadsTo }: Hub, address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  const hosts = new Set([hostKey(url)]);
  // A set that grows while it is walked is walked to its end.
  for (const host of hosts) for (const next of leadsTo.get(host) ?? []) hosts.add(next);
  return [...hosts];
}

// A long robots.txt is asked for again by each worker, rather than sent along with every visit.
function robotsFor(store: Store, address: string): RemoteVisit['robots'] {
  const origin = URL.parse(address)?.origin;
  const copy = origin === undefined ? undefined : keptRobots(store, origin);
  return origin === undefined || copy === undefined || copy.body.length > MOST_ROBOTS_CHARS
    ? {}
    : { [origin]: copy };
}

function writeDown(store: Store, { ledger, robots }: RemoteResult, waitedMs: number): void {
  for (const entry of ledger) noteRequest(store, { ...entry, waitedMs });
  for (const [origin, copy] of Object.entries(robots)) keepRobots(store, origin, copy);
}

function visitedIn({
  outcome,
  found,
  post,
  doubt,
  cut,
  stopped,
}: Extract<RemoteResult, { kind: 'done' }>): Visited {
  return { outcome, ...defined({ found, post, doubt, cut, stopped }) };
}
