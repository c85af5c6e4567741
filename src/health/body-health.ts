import { quantile } from './figures.ts';

/** What came of the posts that a source's newest cards led to. */
export type BodyFacts = {
  /** Words of the newest posts read with the adapter as it is, the newest first. */
  readonly recent: readonly number[];
  /** Words of the posts read before those. */
  readonly usual: readonly number[];
  /** Posts of this run that were read, and that came but could not be read. */
  readonly read: number;
  readonly unreadable: number;
};

const RECENT = 5;
const ENOUGH = 5;

/** Coverage, of the posts themselves: bodies that have shrunk or cannot be read, which no listing shows. Undefined when all is well. */
export function judgeBodies({ recent, usual, read, unreadable }: BodyFacts): string | undefined {
  if (unreadable >= 3 && read === 0) return `None of the ${unreadable} posts that came could be read.`;
  if (recent.length < RECENT || usual.length < ENOUGH) return undefined;
  const [now, before] = [quantile(recent, 0.5), quantile(usual, 0.5)];
  return now < 0.3 * before
    ? `The ${recent.length} newest posts have ${now} words (median); the ${usual.length} before had ${before}.`
    : undefined;
}
