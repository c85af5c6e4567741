/** How many posts stand at each score, by the number of the bin: `binOf`. */
export type Counts = ReadonlyMap<number, number>;

/** What is known of a stream: what was accepted and rejected at which score, and what nobody has read. */
export type Stream = {
  readonly accepted: Counts;
  readonly rejected: Counts;
  readonly unread: Counts;
  /** Score from which on posts are laid before a reviewer. */
  readonly line: number;
};

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

/** Points in one bin. */
const BIN = 0.5;
/** Score points for one logit, as weights are learnt. */
const POINTS = 3;
const FEWEST_DECIDED = 20;
const FEWEST_OF_EACH = 3;
/** No curve is the truth: however many decisions there are above the line, or below it, together they count as no more than so many. */
const MOST_COUNTED = 60;
/** So much of the probability lies outside the range, on each side. */
const OUTSIDE = 0.01;
/** However low a post scores, so often it is a case study all the same: readers and rules both slip. */
const FLOORS = [0.0005, 0.005, 0.02];
/** However high a post scores, no oftener: on some sites even the best posts are mostly something else. */
const CEILINGS = [0.99, 0.9, 0.75, 0.5, 0.25];
const SLOPES = Array.from({ length: 14 }, (_, at) => 0.2 * 1.28 ** at);
const MIDDLES = Array.from({ length: 34 }, (_, at) => (at - 12) * 0.75);

/** The number of the bin of a score: twice the score, rounded. */
export function binOf(score: number): number {
  return Math.round(score / BIN);
}

/**
 * Estimates how many case studies a stream holds. Whether one is read depends on its score alone, so decisions tell how likely each
 * score is to be one (a logistic curve between a floor and a ceiling; every curve counts by how well it explains them), and the unread ones are
 * summed up. The range holds the truth in nine of ten streams or more (test/learn/estimate.test.ts); it is no guarantee.
 */
export function estimate(stream: Stream): Estimate {
  const found = sum(stream.accepted);
  const rejected = sum(stream.rejected);
  const more = Math.max(FEWEST_DECIDED - found - rejected, FEWEST_OF_EACH - Math.min(found, rejected));
  if (more > 0) return { kind: 'unknown', found, more };
  const curves = weighCurves(stream);
  const unread = sum(stream.unread);
  const missed = curves.reduce((mean, { weight, expected }) => mean + weight * expected, 0);
  const at = (share: number) => Math.min(unread, Math.max(0, quantile(curves, share, unread)));
  return {
    kind: 'range',
    found,
    total: found + Math.round(missed),
    low: found + Math.floor(at(OUTSIDE)),
    high: found + Math.ceil(at(1 - OUTSIDE)),
  };
}

/** A curve's share of the belief, and how many of the unread posts it expects to be case studies. */
type Curve = { readonly weight: number; readonly expected: number; readonly variance: number };

function weighCurves(stream: Stream): Curve[] {
  const isAbove = (bin: number) => bin * BIN >= stream.line;
  const decided = [...stream.accepted, ...stream.rejected];
  const many = (above: boolean) =>
    decided.reduce((total, [bin, count]) => total + (isAbove(bin) === above ? count : 0), 0);
  const [above, below] = [Math.min(1, MOST_COUNTED / many(true)), Math.min(1, MOST_COUNTED / many(false))];
  const counted = (bin: number, count: number) => (isAbove(bin) ? above : below) * count;
  const drawn: ReturnType<typeof drawCurve>[] = [];
  for (const floor of FLOORS)
    for (const ceiling of CEILINGS)
      for (const slope of SLOPES)
        for (const middle of MIDDLES)
          drawn.push(drawCurve(stream, { floor, ceiling, slope, middle }, counted));
  const best = drawn.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const weights = drawn.map(({ log }) => Math.exp(log - best));
  const all = weights.reduce((total, weight) => total + weight, 0);
  return drawn
    .map(({ expected, variance }, at) => ({ weight: (weights[at] ?? 0) / all, expected, variance }))
    .filter(({ weight }) => weight > 1e-9);
}

type Shape = {
  readonly floor: number;
  readonly ceiling: number;
  readonly slope: number;
  readonly middle: number;
};

function drawCurve(
  stream: Stream,
  shape: Shape,
  counted: (bin: number, count: number) => number,
): { log: number; expected: number; variance: number } {
  // A slope of one logit for every three points is what the weights were learnt to give.
  let log = -((Math.log(shape.slope) / 0.8) ** 2) / 2 - ((shape.middle - 1) / 4) ** 2 / 2;
  for (const [bin, count] of stream.accepted) log += counted(bin, count) * Math.log(chance(bin, shape));
  for (const [bin, count] of stream.rejected) log += counted(bin, count) * Math.log(1 - chance(bin, shape));
  let expected = 0;
  let variance = 0;
  for (const [bin, count] of stream.unread) {
    const is = chance(bin, shape);
    expected += count * is;
    variance += count * is * (1 - is);
  }
  return { log, expected, variance };
}

function chance(bin: number, { floor, ceiling, slope, middle }: Shape): number {
  const logit = slope * ((bin * BIN) / POINTS - middle);
  return floor + (ceiling - floor) / (1 + Math.exp(-logit));
}

/** Below how many case studies among the unread so much of the belief lies: every curve is a bell about what it expects. */
function quantile(curves: readonly Curve[], share: number, most: number): number {
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
