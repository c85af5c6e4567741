/** What a run came to, in the words of the sources page. */
const WORDS: Readonly<Record<string, string>> = {
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
  skipped_locked: 'Skipped: another run was at it',
};

const WELL = new Set([
  'ok_new',
  'ok_nothing_new',
  'not_modified',
  'empty_declared',
  'quiet',
  'skipped_locked',
]);

export function outcomeWords(outcome: string | null): string {
  return outcome === null ? 'Under way, or cut short' : (WORDS[outcome] ?? outcome);
}

/** Whether an outcome needs nobody's attention. */
export function isWell(outcome: string | null): boolean {
  return outcome === null || WELL.has(outcome);
}
