/** What a run came to, exactly one. */
export const OUTCOMES = [
  'ok_new',
  'ok_nothing_new',
  'not_modified',
  'empty_declared',
  'quiet',
  'degraded',
  'blind',
  'gap',
  'storm',
  'blocked',
  'robots_disallowed',
  'moved',
  'gone',
  'parse_error',
  'network_error',
  'skipped_locked',
  'cut_short',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes of a run that saw what it should have seen. */
export const HEALTHY: readonly Outcome[] = [
  'ok_new',
  'ok_nothing_new',
  'not_modified',
  'empty_declared',
  'quiet',
];

/** Whether a run saw what it should have seen. */
export function isHealthy(outcome: Outcome): boolean {
  return HEALTHY.includes(outcome);
}

/** Whether an outcome needs nobody's attention: all was seen, or another run was at it and has its own outcome, or we were asked to stop before a page came. */
export function isWell(outcome: Outcome): boolean {
  return isHealthy(outcome) || outcome === 'skipped_locked' || outcome === 'cut_short';
}

/** Whether a person may say of an outcome that it is meant so: it was judged by what the listing showed, and all of it came. */
export function mayBeMeant(outcome: Outcome | null): boolean {
  return outcome === 'degraded' || outcome === 'blind' || outcome === 'gap';
}

/** What another adapter may mend. */
const MENDABLE: ReadonlySet<string> = new Set<Outcome>(['degraded', 'blind', 'moved', 'gone', 'parse_error']);

/** Whether another adapter may put right what a run or an incident came to. */
export function isMendable(outcome: string): boolean {
  return MENDABLE.has(outcome);
}
