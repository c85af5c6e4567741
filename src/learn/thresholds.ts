/** A score that was given to a post by what was learnt from others, and whether the post is wanted. */
export type OutOfFold = { readonly score: number; readonly wanted: boolean };

/** The line loses this share of the wanted posts: what they score out of fold is an honest estimate of what unseen ones will. */
const LOST = 0.05;
/** What is called strong was right so often. */
const RIGHT = 0.9;

/**
 * The line: what nineteen in twenty of the wanted posts score out of fold, and above every gate, so that a gate holds what it caps;
 * and from where on nine in ten are wanted. Where no score divides so well, strong is what the best tenth scores.
 */
export function thresholdsOf(
  scores: readonly OutOfFold[],
  gates: readonly { readonly cap: number | 'queue' }[],
): { readonly queue: number; readonly strong: number } {
  const wanted = scores
    .filter((one) => one.wanted)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const queue = Math.max(
    ...gates.flatMap(({ cap }) => (cap === 'queue' ? [] : [Math.round(cap * 10 + 1) / 10])),
    wanted[Math.floor(wanted.length * LOST)] ?? 0,
    0.1,
  );
  const ranked = scores.toSorted((a, b) => b.score - a.score);
  let right = 0;
  let strong = ranked[Math.floor(ranked.length / 10)]?.score ?? queue;
  for (const [at, one] of ranked.entries()) {
    right += one.wanted ? 1 : 0;
    if (at >= ranked.length / 20 && right / (at + 1) >= RIGHT) strong = one.score;
  }
  return { queue, strong: Math.max(queue, strong) };
}
