/** What one suite of other people's cases came to; `notes` names the rows we differ on, and why. */
export type SuiteResult = {
  readonly suite: string;
  readonly passed: number;
  readonly of: number;
  readonly notes: string[];
};

/** Counts a suite's rows; each is named, so that a failure can be found again. */
export function tally<T>(
  suite: string,
  rows: readonly T[],
  judge: (row: T) => { readonly ok: boolean; readonly name: string },
): SuiteResult {
  const failed = rows.map(judge).filter(({ ok }) => !ok);
  const notes = failed.slice(0, 10).map(({ name }) => name.slice(0, 200));
  if (failed.length > notes.length) notes.push(`and ${failed.length - notes.length} more`);
  return { suite, passed: rows.length - failed.length, of: rows.length, notes };
}
