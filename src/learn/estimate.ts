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
const FLOORS = [0.001, 0.012];
/** However high a post scores, no oftener: on some sites even the best posts are mostly something else. */
const CEILINGS = [0.98, 0.8, 0.5, 0.25];
const SLOPES = Array.from({ length: 10 }, (_, at) => 0.2 * 1.4 ** at);
const MIDDLES = Array.from({ length: 26 }, (_, at) => at - 9);

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
  const decided = decidedAt(stream);
  const unread = [...stream.unread];
  const drawn: { readonly log: number; readonly shape: Shape }[] = [];
  for (const slope of SLOPES)
    for (const middle of MIDDLES) {
      // A slope of one logit for every three points is what the weights were learnt to give.
      const prior = -((Math.log(slope) / 0.8) ** 2) / 2 - ((middle - 1) / 4) ** 2 / 2;
      const rises = decided.map(({ bin }) => rise(bin, slope, middle));
      for (const floor of FLOORS)
        for (const ceiling of CEILINGS) {
          const shape = { floor, ceiling, slope, middle };
          drawn.push({ log: prior + fitOf(decided, rises, shape), shape });
        }
    }
  const best = drawn.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const likely = drawn.filter(({ log }) => log > best - NEGLIGIBLE);
  const all = likely.reduce((total, { log }) => total + Math.exp(log - best), 0);
  return likely.map(({ log, shape }) => ({
    weight: Math.exp(log - best) / all,
    ...expectedOf(unread, shape),
  }));
}

/** A curve this much less likely than the best, in logarithms, changes no figure. */
const NEGLIGIBLE = 12;

type Shape = {
  readonly floor: number;
  readonly ceiling: number;
  readonly slope: number;
  readonly middle: number;
};
type DecidedAt = { readonly bin: number; readonly accepted: number; readonly rejected: number };

/** What was decided at each score, each decision counted as far as it may count. */
function decidedAt({ accepted, rejected, line }: Stream): DecidedAt[] {
  const isAbove = (bin: number) => bin * BIN >= line;
  const many = (above: boolean) =>
    [...accepted, ...rejected].reduce(
      (total, [bin, count]) => total + (isAbove(bin) === above ? count : 0),
      0,
    );
  const scales = {
    above: Math.min(1, MOST_COUNTED / many(true)),
    below: Math.min(1, MOST_COUNTED / many(false)),
  };
  return [...new Set([...accepted.keys(), ...rejected.keys()])].map((bin) => {
    const scale = isAbove(bin) ? scales.above : scales.below;
    return { bin, accepted: (accepted.get(bin) ?? 0) * scale, rejected: (rejected.get(bin) ?? 0) * scale };
  });
}

/** How well a curve explains what was decided: the logarithm of its likelihood. */
function fitOf(decided: readonly DecidedAt[], rises: readonly number[], { floor, ceiling }: Shape): number {
  let log = 0;
  for (const [at, { accepted, rejected }] of decided.entries()) {
    const is = floor + (ceiling - floor) * (rises[at] ?? 0);
    if (accepted > 0) log += accepted * Math.log(is);
    if (rejected > 0) log += rejected * Math.log(1 - is);
  }
  return log;
}

function expectedOf(
  unread: readonly (readonly [bin: number, count: number])[],
  { floor, ceiling, slope, middle }: Shape,
): Omit<Curve, 'weight'> {
  let expected = 0;
  let variance = 0;
  for (const [bin, count] of unread) {
    const is = floor + (ceiling - floor) * rise(bin, slope, middle);
    expected += count * is;
    variance += count * is * (1 - is);
  }
  return { expected, variance };
}

function rise(bin: number, slope: number, middle: number): number {
  return 1 / (1 + Math.exp(-slope * ((bin * BIN) / POINTS - middle)));
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
