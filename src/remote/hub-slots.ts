import { createHostTurns, type HostTurns } from '../fetch/host-turns.ts';
import { releaseHost, renewHost, takeHost } from '../store/manners.ts';
import type { Store } from '../store/open.ts';

/** The slots of some hosts, all in our hands. */
export type Slots = {
  readonly kind: 'slots';
  readonly waitedMs: number;
  /** Gives them back; each host is then left alone for its own while (ms). */
  readonly end: (restMs: (host: string) => number) => void;
  /** Leaves them to run out by themselves: somebody may still be asking. */
  readonly abandon: () => void;
};

export type HostSlots = {
  /** Waits for every one of the hosts, or says that one of them is too far away to wait for. */
  readonly take: (
    hosts: readonly string[],
  ) => Promise<Slots | { readonly kind: 'later'; readonly retryAt: number }>;
  readonly close: () => void;
};

export type SlotOptions = {
  readonly store: Store;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

const ABANDONED = Infinity;
const HOLD_MS = 60_000;
const PATIENCE_MS = 2 * 60_000;

/**
 * The one request in flight that each host may see, held here for workers on other machines. A hub that dies does not give
 * a slot back: it runs out after a minute, which is longer than the visit it was taken for may take.
 */
export function hostSlots({ store, now, wait }: SlotOptions): HostSlots {
  const held = new Map<string, string>();
  const turns = createHostTurns({
    now,
    wait,
    closed: () => false,
    patienceMs: PATIENCE_MS,
    holdMs: HOLD_MS,
    manners: {
      take: (host, at, holdMs) => {
        const slot = takeHost(store, host, at, holdMs, 'outlives');
        if ('token' in slot) held.set(host, slot.token);
        return slot;
      },
      release: (host, token, nextAllowedAt) => {
        held.delete(host);
        if (nextAllowedAt !== ABANDONED) releaseHost(store, host, token, nextAllowedAt);
      },
    },
  });
  const renewing = setInterval(() => {
    for (const [host, token] of held) renewHost(store, host, token, now() + HOLD_MS);
  }, HOLD_MS / 4);
  return { take: (hosts) => takeAll(turns, hosts, now), close: () => clearInterval(renewing) };
}

/** One after the other, always in the same order, so that two visits never wait for each other. */
async function takeAll(
  turns: HostTurns,
  hosts: readonly string[],
  now: () => number,
): ReturnType<HostSlots['take']> {
  const taken: { readonly host: string; readonly end: (nextAllowedAt: number) => void }[] = [];
  let waitedMs = 0;
  for (const host of hosts.toSorted()) {
    const turn = await turns.take(host);
    if (turn.kind === 'later') {
      for (const { end } of taken) end(now());
      return turn;
    }
    waitedMs += turn.waitedMs;
    taken.push({ host, end: turn.end });
  }
  return {
    kind: 'slots',
    waitedMs,
    end: (restMs) => {
      for (const { host, end } of taken) end(now() + restMs(host));
    },
    abandon: () => {
      for (const { end } of taken) end(ABANDONED);
    },
  };
}
