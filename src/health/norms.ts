import { isHealthy, type Outcome } from '../model/outcome.ts';
import type { RunFacts } from '../model/run-facts.ts';

/** A run that was judged, as far as it may become part of the past. */
export type JudgedRun = {
  readonly outcome: Outcome | null;
  /** Amiss, if at all, only beside earlier runs. */
  readonly isSound: boolean;
  /** Undefined of a run that was shown nothing. */
  readonly facts: RunFacts | undefined;
};

/** The newest of two runs in a row that were sound and showed one and the same listing, the newest first; -1 where there are none. */
export function healedAt(runs: readonly JudgedRun[]): number {
  return runs.findIndex((run, at) => agree(run, runs[at + 1]));
}

/** Whether a run is of the past that later ones are judged against: it was well, or its listing is what two runs agreed on. */
export function isOfPast({ outcome }: JudgedRun, at: number, healed: number): boolean {
  const isNorm = outcome !== null && (outcome === 'storm' || outcome === 'gap' || isHealthy(outcome));
  return isNorm || (healed !== -1 && (at === healed || at === healed + 1));
}

/** What a run leaves to the past: a flood does not make the next one ordinary. */
export function calmed(facts: RunFacts, outcome: Outcome | null): RunFacts {
  return outcome === 'storm' || outcome === 'gap' ? { ...facts, unseen: 0 } : facts;
}

/** Two runs that were sound, and of whose posts at least half are the same. */
function agree(newer: JudgedRun, older: JudgedRun | undefined): boolean {
  if (!newer.isSound || older?.isSound !== true) return false;
  const keys = new Set(older.facts?.keys);
  const now = newer.facts?.keys ?? [];
  return now.filter((key) => keys.has(key)).length >= Math.min(keys.size, now.length) / 2;
}
