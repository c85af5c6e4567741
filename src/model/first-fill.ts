import { minuteOf } from '../base/durations.ts';

/** Progress of a first reading that takes more runs than one. Times in ISO 8601, UTC. */
export type FirstFill = {
  readonly since: string;
  readonly read: number;
  /** Posts that are known and wait. */
  readonly left: number;
  /** Whether there are no more pages of the listing to read, which may show more. */
  readonly isWholeListingKnown: boolean;
  /** When it ends at its present pace; null before there is one. */
  readonly endsAt: string | null;
};

/** Progress and expected end in a sentence. */
export function tellFirstFill({ read, left, isWholeListingKnown, endsAt }: FirstFill): string {
  const all = `${isWholeListingKnown ? '' : 'at least '}${(read + left).toLocaleString('en-GB')}`;
  const end = endsAt === null ? '' : `; at this pace it ends about ${minuteOf(Date.parse(endsAt))}`;
  return `first fill: ${read.toLocaleString('en-GB')} of ${all} posts are read${end}`;
}
