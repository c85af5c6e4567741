import type { Outcome } from '../model/outcome.ts';

/** What a run came to, in the words of the sources page. */
const WORDS: Readonly<Record<Outcome, string>> = {
  ok_new: 'New posts',
  ok_nothing_new: 'Nothing new',
  not_modified: 'Unchanged',
  empty_declared: 'Empty, as the site says',
  quiet: 'Quiet for longer than usual',
  degraded: 'Shows less than it should',
  blind: 'Shows nothing: its pages changed',
  gap: 'Posts were missed between two rounds',
  storm: 'Far more than usual: held back',
  blocked: 'The site turned us away',
  robots_disallowed: 'Its robots.txt says no',
  moved: 'Moved elsewhere',
  gone: 'Gone',
  parse_error: 'Could not be read',
  network_error: 'Could not be reached',
  skipped_locked: 'Skipped: another run was reading it',
  cut_short: 'Stopped before its first page came',
};

/** As words; a run that has no outcome yet is under way. */
export function outcomeWords(outcome: Outcome | null): string {
  return outcome === null ? 'Under way, or cut short' : WORDS[outcome];
}
