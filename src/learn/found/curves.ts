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

/** Points in one bin. */
export const BIN = 0.5;
/** Score points for one logit, as weights are learnt. */
const POINTS = 3;
/** No curve is the truth: however many decisions there are above the line, or below it, together they count as no more than so many. */
const MOST_COUNTED = 60;
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

/** A way in which the chance to be a case study may rise with the score, and its share of the belief. */
export type ChanceCurve = { readonly weight: number; readonly shape: Shape };

/** What decisions make of every curve: those that are not out of the question, their weights summing to 1. */
export function weighCurves(stream: Omit<Stream, 'unread'>): ChanceCurve[] {
  const decided = decidedAt(stream);
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
  return likely.map(({ log, shape }) => ({ weight: Math.exp(log - best) / all, shape }));
}

/** How likely a post of a bin is to be a case study, if the curve is as told. */
export function chanceOn({ floor, ceiling, slope, middle }: Shape, bin: number): number {
  return floor + (ceiling - floor) * rise(bin, slope, middle);
}

/** A curve this much less likely than the best, in logarithms, changes no figure. */
const NEGLIGIBLE = 12;

export type Shape = {
  readonly floor: number;
  readonly ceiling: number;
  readonly slope: number;
  readonly middle: number;
};
type DecidedAt = { readonly bin: number; readonly accepted: number; readonly rejected: number };

/** What was decided at each score, each decision counted as far as it may count. */
function decidedAt({ accepted, rejected, line }: Omit<Stream, 'unread'>): DecidedAt[] {
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

function rise(bin: number, slope: number, middle: number): number {
  return 1 / (1 + Math.exp(-slope * ((bin * BIN) / POINTS - middle)));
}
