import { BIN, chanceOn, type Counts, type ChanceCurve, type Stream, weighCurves } from './curves.ts';

/**
 * How many case studies there are: `found` are accepted already, in all there are about `total`, likely from `low` to `high`.
 * Or that it cannot be said yet, and how many more decisions would tell.
 */
export type Estimate =
  | {
      readonly kind: 'range';
      readonly found: number;
      readonly total: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'unknown'; readonly found: number; readonly more: number };

const FEWEST_DECIDED = 20;
const FEWEST_OF_EACH = 3;
/** So much of the probability lies outside the range, on each side. */
const OUTSIDE = 0.01;
/** Standard deviations between what audits found and the least that they bear out: one time in forty it was less. */
const DOUBT = 1.96;

/**
 * Estimates how many case studies a stream holds. Whether one is read depends on its score alone, so decisions tell how likely each
 * score is to be one (a logistic curve between a floor and a ceiling; every curve counts by how well it explains them), and the unread ones are
 * summed up. No curve ends as sharply as some rules tell cases, so the range begins with what was found where audits below the line found nothing.
 * The range holds the truth in nine of ten streams or more (test/learn/estimate.test.ts); it is no guarantee.
 */
export function estimate(stream: Stream): Estimate {
  const found = sum(stream.accepted);
  const rejected = sum(stream.rejected);
  const more = Math.max(FEWEST_DECIDED - found - rejected, FEWEST_OF_EACH - Math.min(found, rejected));
  if (more > 0) return { kind: 'unknown', found, more };
  const unread = sum(stream.unread);
  const curves = weighCurves(stream).map((curve) => expectedOf([...stream.unread], curve));
  const missed = curves.reduce((mean, { weight, expected }) => mean + weight * expected, 0);
  const at = (share: number) => Math.min(unread, Math.max(0, quantile(curves, share, unread)));
  return {
    kind: 'range',
    found,
    total: found + Math.round(missed),
    low: found + Math.floor(Math.min(at(OUTSIDE), borneOut(stream))),
    high: found + Math.ceil(at(1 - OUTSIDE)),
  };
}

/**
 * The least number of unread case studies that what was read below the line bears out, score by score: those accepted there stand for the unread ones of
 * their score, as far as chance allows (lower bound of a Poisson count, Wilson and Hilferty 1931).
 */
function borneOut({ accepted, rejected, unread, line }: Stream): number {
  const audited = [...accepted].filter(([bin]) => bin * BIN < line);
  const came = audited.reduce((total, [, count]) => total + count, 0);
  if (came === 0) return 0;
  const stoodFor = audited.reduce(
    (total, [bin, count]) => total + (count * (unread.get(bin) ?? 0)) / (count + (rejected.get(bin) ?? 0)),
    0,
  );
  const least = Math.max(0, 1 - 1 / (9 * came) - DOUBT / (3 * Math.sqrt(came))) ** 3;
  return stoodFor * least;
}

/** A curve's share of the belief, and how many of the unread posts it expects to be case studies. */
type Expecting = { readonly weight: number; readonly expected: number; readonly variance: number };

function expectedOf(
  unread: readonly (readonly [bin: number, count: number])[],
  { weight, shape }: ChanceCurve,
): Expecting {
  let expected = 0;
  let variance = 0;
  for (const [bin, count] of unread) {
    const is = chanceOn(shape, bin);
    expected += count * is;
    variance += count * is * (1 - is);
  }
  return { weight, expected, variance };
}

/** Below how many case studies among the unread so much of the belief lies: every curve is a bell about what it expects. */
function quantile(curves: readonly Expecting[], share: number, most: number): number {
  let low = 0;
  let high = most;
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2;
    const below = curves.reduce(
      (total, { weight, expected, variance }) =>
        total + weight * normalBelow((middle - expected) / Math.sqrt(variance + 0.25)),
      0,
    );
    if (below < share) low = middle;
    else high = middle;
  }
  return high;
}

/** The share of a standard normal below z (Abramowitz and Stegun 1964, 26.2.17; error under 1e-7). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989422804 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

function sum(counts: Counts): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/** An estimate in words, for the desk and the command line. */
export function estimateWords(said: Estimate): string {
  if (said.kind === 'unknown')
    return `${said.found} found; how many there are cannot be said yet: decide ${said.more} more, some from the audit sample`;
  const { found, total, low, high } = said;
  const wide = high - low > Math.max(5, total / 2) ? '; decide the audit sample to know better' : '';
  return total === found && low === high
    ? `we have found all ${found}, as far as can be told`
    : `we have found ${found} of about ${total}, likely between ${low} and ${high}${wide}`;
}
