import { DAY, HOUR, WEEK } from '../base/durations.ts';

/**
 * The longest that anything may be put off for (ms), each by what puts it off. A stored time further ahead than that was written under a
 * wrong clock.
 */
export const LONGEST = {
  /** A source's interval is spread by a tenth, so that sources do not come all at once. */
  round: 1.1 * WEEK,
  interval: WEEK,
  /** What Retry-After may ask for. */
  askedPause: DAY,
  /** A lease or a slot, which is renewed every minute or so while it is used. */
  hold: HOUR,
  /** A page that could not be read. */
  card: 30 * DAY,
  /** Between two looks at a link. */
  link: 3 * DAY,
} as const;
