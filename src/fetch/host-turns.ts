import type { MannersStore } from './manners.ts';

/** A host's slot in our hands; `end` gives it back and says when the next request may begin (Unix ms). */
type HostTurn = {
  readonly kind: 'turn';
  readonly waitedMs: number;
  readonly end: (nextAllowedAt: number) => void;
};

export type HostTurns = {
  /** Waits for the host's slot, or says that it is too far away to wait for. */
  take(host: string): Promise<HostTurn | { readonly kind: 'later'; readonly retryAt: number }>;
};

export type HostTurnsOptions = {
  readonly manners: Pick<MannersStore, 'take' | 'release'>;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** True once nobody should wait any longer. */
  readonly closed: () => boolean;
  /** How long a caller may be kept waiting for one slot before it is told to come back. */
  readonly patienceMs: number;
  readonly holdMs: number;
};

/**
 * One request in flight per host. Callers of this process queue in line, first come first served, and only the head
 * of the line asks the store, which other processes share.
 */
export function createHostTurns(options: HostTurnsOptions): HostTurns {
  const lines = new Map<string, Promise<void>>();
  return {
    async take(host) {
      const before = lines.get(host);
      const { promise: done, resolve } = Promise.withResolvers<void>();
      lines.set(host, done);
      const leave = (): void => {
        if (lines.get(host) === done) lines.delete(host);
        resolve();
      };
      await before;
      try {
        const turn = await askStore(options, host, leave);
        if (turn.kind === 'later') leave();
        return turn;
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

async function askStore(
  options: HostTurnsOptions,
  host: string,
  leave: () => void,
): ReturnType<HostTurns['take']> {
  const { manners, now } = options;
  for (let waitedMs = 0; ;) {
    const slot = manners.take(host, now(), options.holdMs);
    if ('token' in slot) return { kind: 'turn', waitedMs, end: ender(manners, { host, ...slot }, leave) };
    const waitMs = Math.max(1, Math.ceil(slot.waitMs));
    if (options.closed() || waitedMs + waitMs > options.patienceMs)
      return { kind: 'later', retryAt: now() + waitMs };
    await options.wait(waitMs);
    waitedMs += waitMs;
  }
}

function ender(
  manners: Pick<MannersStore, 'release'>,
  slot: { readonly host: string; readonly token: string },
  leave: () => void,
): HostTurn['end'] {
  return (nextAllowedAt) => {
    try {
      manners.release(slot.host, slot.token, nextAllowedAt);
    } finally {
      leave();
    }
  };
}
