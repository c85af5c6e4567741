import { lookAtDisk } from './disk.ts';
import { lookAtRounds, lookAtStore } from './look-round.ts';
import type { Condition } from '../model/condition.ts';
import type { Settings } from '../base/settings.ts';
import type { Store } from '../store/open.ts';

export type OperationsDeps = {
  readonly store: Store;
  readonly settings: Pick<Settings, 'dataDir' | 'backupDir' | 'redisUrl' | 'metricsToken'>;
  /** Ids of the sources that are read: without those that are paused. */
  readonly active: readonly string[];
  /** What is wrong with the adapters that were left out when this process began. */
  readonly faults: readonly string[];
  /** Unix ms. */
  readonly now: () => number;
};

type Look = { readonly isReady: boolean; readonly findings: readonly Condition[] };

/** Anybody may ask, and each look writes to the disk: an answer is good for so long. */
const GOOD_FOR_MS = 2000;
/** Missed rounds are for a person: the catalogue is served all the same, and a restart mends nothing. */
const NEEDED = ['store', 'disk', 'loop'];

/** Makes the look at what serving needs: store, disk, loop; and how late the rounds are. Without Redis, rounds wait, and all else goes on. */
export function quickLook(
  { store, settings, active, now }: OperationsDeps,
  loop: () => Condition,
): () => Look {
  let last: { readonly at: number; readonly look: Look } | undefined;
  const look = (): Look => {
    const stored = lookAtStore(store);
    const findings = [
      stored,
      lookAtDisk(settings.dataDir),
      loop(),
      ...(stored.ok ? [lookAtRounds(store, new Set(active), now())] : []),
    ];
    return { findings, isReady: findings.every(({ what, ok }) => ok || !NEEDED.includes(what)) };
  };
  return () => {
    const at = performance.now();
    if (last === undefined || at - last.at > GOOD_FOR_MS) last = { at, look: look() };
    return last.look;
  };
}
