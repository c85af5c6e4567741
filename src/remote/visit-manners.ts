import { AsyncLocalStorage } from 'node:async_hooks';
import { hostKey } from '../fetch/address-guard.ts';
import type { MannersEntry, MannersStore, RobotsCopy } from '../fetch/manners.ts';
import type { RemoteVisit, Traces } from './remote-visit.ts';

/** A visit leads on to a host whose slot the hub does not hold for it. */
export class LeadsOn extends Error {
  override readonly name = 'LeadsOn';
  readonly host: string;

  constructor(host: string) {
    super(`the visit leads on to ${host}`);
    this.host = host;
  }
}

type Notes = {
  readonly visit: Pick<RemoteVisit, 'hosts' | 'robots'>;
  readonly ledger: MannersEntry[];
  readonly robots: Record<string, RobotsCopy>;
  readonly rests: Record<string, number>;
};

/**
 * Manners of a worker: the hub paces, so each visit may ask the hosts that it was given, at once, and no other. What it did
 * there comes back as its traces.
 */
export function visitManners(now: () => number): {
  readonly manners: MannersStore;
  /** Does some work as one visit, and answers what it did with its traces. */
  readonly during: <T>(
    visit: Pick<RemoteVisit, 'hosts' | 'robots'>,
    work: () => Promise<T>,
  ) => Promise<{ readonly result: T; readonly traces: Traces }>;
} {
  const current = new AsyncLocalStorage<Notes>();
  const byHost = new Map<string, Notes>();
  // What a browser asks for comes by its proxy, out of nowhere; but a host is only ever visited once at a time.
  const notes = (host: string): Notes | undefined => current.getStore() ?? byHost.get(host);
  return {
    manners: {
      take(host) {
        if (notes(host)?.visit.hosts.includes(host) !== true) throw new LeadsOn(host);
        return { token: host };
      },
      release(host, _token, nextAllowedAt) {
        const rests = notes(host)?.rests;
        if (rests !== undefined) rests[host] = Math.max(rests[host] ?? 0, nextAllowedAt - now());
      },
      keptRobots: (origin) => notes(hostOf(origin))?.visit.robots[origin],
      keepRobots: (origin, copy) => {
        const robots = notes(hostOf(origin))?.robots;
        if (robots !== undefined) robots[origin] = copy;
      },
      note: (entry) => void notes(entry.host)?.ledger.push(entry),
      together: (steps) => steps(),
    },
    during: async ({ hosts, robots }, work) => {
      const mine: Notes = { visit: { hosts, robots }, ledger: [], robots: {}, rests: {} };
      for (const host of hosts) byHost.set(host, mine);
      try {
        const result = await current.run(mine, work);
        return { result, traces: { ledger: mine.ledger, robots: mine.robots, rests: mine.rests } };
      } finally {
        for (const host of hosts) if (byHost.get(host) === mine) byHost.delete(host);
      }
    },
  };
}

function hostOf(origin: string): string {
  return hostKey(new URL(origin));
}
