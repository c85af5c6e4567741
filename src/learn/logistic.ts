/** A row of features, only those that are not zero: column, value, column, value, … */
export type SparseRow = readonly number[];

export type Regression = {
  readonly rows: readonly SparseRow[];
  /** Which rows are wanted. */
  readonly wanted: readonly boolean[];
  /** How much each row counts. */
  readonly counts: readonly number[];
  /** What each column is drawn towards, and which sign it must keep (0: either). */
  readonly prior: readonly number[];
  readonly signs: readonly number[];
  /** How strongly it is drawn. */
  readonly strictness: number;
  readonly rounds: number;
  /** Added to a row's logit before any column speaks: what an earlier model says of it. */
  readonly offsets?: readonly number[];
};

export type Fit = { readonly base: number; readonly weights: readonly number[] };

/**
 * Logistic regression with a Gaussian prior and kept signs, by accelerated projected gradient (Beck and Teboulle 2009, FISTA).
 * Deterministic; time is rounds × values in the rows.
 */
export function fitLogistic(problem: Regression): Fit {
  const { rows, wanted, counts, prior, signs, strictness, rounds, offsets } = problem;
  const step = 1 / (curvature(problem) + strictness);
  let base = 0;
  let weights = Float64Array.from(prior);
  let ahead = { base, weights };
  let pace = 1;
  for (let round = 0; round < rounds; round += 1) {
    const slope = new Float64Array(weights.length);
    let baseSlope = 0;
    for (const [at, row] of rows.entries()) {
      const logit = (offsets?.[at] ?? 0) + dot(row, ahead.weights) + ahead.base;
      const error = (counts[at] ?? 0) * (1 / (1 + Math.exp(-logit)) - (wanted[at] === true ? 1 : 0));
      baseSlope += error;
      for (let k = 0; k < row.length; k += 2)
        slope[row[k] ?? 0] = (slope[row[k] ?? 0] ?? 0) + error * (row[k + 1] ?? 0);
    }
    const next = slope.map((value, k) => {
      const moved =
        (ahead.weights[k] ?? 0) - step * (value + strictness * ((ahead.weights[k] ?? 0) - (prior[k] ?? 0)));
      return moved * (signs[k] ?? 0) < 0 ? 0 : moved;
    });
    const nextBase = ahead.base - step * baseSlope;
    const nextPace = (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
    const swing = (pace - 1) / nextPace;
    ahead = {
      base: nextBase + swing * (nextBase - base),
      weights: next.map((value, k) => value + swing * (value - (weights[k] ?? 0))),
    };
    [base, weights, pace] = [nextBase, next, nextPace];
  }
  return { base, weights: [...weights] };
}

function dot(row: SparseRow, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < row.length; k += 2) sum += (row[k + 1] ?? 0) * (weights[row[k] ?? 0] ?? 0);
  return sum;
}

/** The greatest curvature of the loss: a quarter of the rows' greatest singular value squared, found by powers, a little above. */
function curvature({ rows, counts, prior }: Regression): number {
  let vector = new Float64Array(prior.length + 1).fill(1);
  let size = 1;
  for (let round = 0; round < 12; round += 1) {
    const image = new Float64Array(vector.length);
    for (const [at, row] of rows.entries()) {
      const along = (counts[at] ?? 0) * (dot(row, vector) + (vector[prior.length] ?? 0));
      image[prior.length] = (image[prior.length] ?? 0) + along;
      for (let k = 0; k < row.length; k += 2)
        image[row[k] ?? 0] = (image[row[k] ?? 0] ?? 0) + along * (row[k + 1] ?? 0);
    }
    size = Math.sqrt(image.reduce((sum, value) => sum + value * value, 0)) || 1;
    vector = image.map((value) => value / size);
  }
  return (size * 1.1) / 4;
}
