import { isHealthy, type Outcome } from '../model/outcome.ts';
import type { RunFacts } from '../model/run-facts.ts';

/** A run that was judged, as far as it may become part of the past. */
export type JudgedRun = {
  readonly outcome: Outcome | null;
  /** Amiss, if at all, only beside earlier runs. */
  readonly isSound: boolean;
  /** A person said that it is meant so. */
  readonly isMeant: boolean;
  /** Undefined of a run that was shown nothing. */
  readonly facts: RunFacts | undefined;
};

/**
 * Which of some runs, the newest first, later ones are judged against: those that were well or that a person meant so; or two in a row that
 * were sound and showed one and the same listing, and then nothing before them.
 */
export function whichArePast(runs: readonly JudgedRun[]): readonly boolean[] {
  const healed = runs.findIndex((run, at) => agree(run, runs[at + 1]));
  const last = healed === -1 ? runs.length : healed + 1;
  return runs.map(
    (run, at) => at <= last && (run.isMeant || isNorm(run.outcome) || (healed !== -1 && at >= healed)),
  );
}

function isNorm(outcome: Outcome | null): boolean {
  return outcome !== null && (outcome === 'storm' || outcome === 'gap' || isHealthy(outcome));
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
