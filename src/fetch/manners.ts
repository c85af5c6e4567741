import { randomUUID } from 'node:crypto';

/** A robots.txt as it was last read. */
export type RobotsCopy = { readonly status: number; readonly body: string; readonly fetchedAt: number };

/** One line of the manners ledger: what was asked of a host, and what robots.txt had said. Times in Unix ms. */
export type MannersEntry = {
  readonly host: string;
  readonly url: string;
  readonly at: number;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly bytes: number;
  readonly waitedMs: number;
  readonly robots: 'allowed' | 'disallowed' | 'none';
};

/**
 * What processes must share to be polite together: who has the slot of each host (`host:port`), when the next may
 * begin, and the robots.txt of each origin. Synchronous; every method is one short transaction.
 */
export type MannersStore = {
  /** Takes the host's only slot, to be held for at most `holdMs` (a crash frees it then), or says when to ask again. */
  take(host: string, now: number, holdMs: number): { readonly token: string } | { readonly waitMs: number };
  /** Gives the slot back; does nothing if it has passed to another since. */
  release(host: string, token: string, nextAllowedAt: number): void;
  keptRobots(origin: string): RobotsCopy | undefined;
  keepRobots(origin: string, copy: RobotsCopy): void;
  note(entry: MannersEntry): void;
  /** Does what it is given as one transaction in place of one for each step. */
  together(steps: () => void): void;
};

const ASK_AGAIN_MS = 250;

/** Manners for one process, for workers that have no store; what is noted is not kept. */
export function memoryManners(): MannersStore {
  const hosts = new Map<string, { token: string; heldUntil: number; nextAllowedAt: number }>();
  const robots = new Map<string, RobotsCopy>();
  return {
    take(host, now, holdMs) {
      const slot = hosts.get(host);
      if (slot !== undefined && slot.heldUntil > now)
        return { waitMs: Math.min(slot.heldUntil - now, ASK_AGAIN_MS) };
      if (slot !== undefined && slot.nextAllowedAt > now) return { waitMs: slot.nextAllowedAt - now };
      const token = randomUUID();
      hosts.set(host, { token, heldUntil: now + holdMs, nextAllowedAt: 0 });
      return { token };
    },
    release(host, token, nextAllowedAt) {
      if (hosts.get(host)?.token === token) hosts.set(host, { token: '', heldUntil: 0, nextAllowedAt });
    },
    keptRobots: (origin) => robots.get(origin),
    keepRobots: (origin, copy) => void robots.set(origin, copy),
    note: () => undefined,
    together: (steps) => steps(),
  };
}
