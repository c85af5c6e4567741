/** What a run came to, exactly one. */
export type Outcome =
  | 'ok_new'
  | 'ok_nothing_new'
  | 'not_modified'
  | 'empty_declared'
  | 'quiet'
  | 'degraded'
  | 'blind'
  | 'gap'
  | 'storm'
  | 'blocked'
  | 'robots_disallowed'
  | 'moved'
  | 'gone'
  | 'parse_error'
  | 'network_error'
  | 'skipped_locked';

const HEALTHY: ReadonlySet<Outcome> = new Set([
  'ok_new',
  'ok_nothing_new',
  'not_modified',
  'empty_declared',
  'quiet',
]);

/** Whether a run saw what it should have seen. */
export function isHealthy(outcome: Outcome): boolean {
  return HEALTHY.has(outcome);
}
