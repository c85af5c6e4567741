/** Scores of one way of ranking, and which posts are wanted. */
export type Ranked = readonly { readonly score: number; readonly wanted: boolean }[];

/** What reading in the order of the scores would have been like. */
export type Simulated = {
  /** Share of the wanted posts among the best 10, 20, 30 and 40 % (ties in the order given). */
  readonly recallAt: readonly number[];
  /** The same among the best 5 %, which is what a reviewer of a whole site will read. */
  readonly recallEarly: number;
  /** Work saved over sampling at 95 % recall (Cohen et al. 2006): the share not read, less the 5 % that chance would save. */
  readonly wss95: number;
  /** Posts read for each wanted one down to 95 % recall, at each of `PREVALENCES`. */
  readonly readPerWanted: readonly number[];
};

export const SHARES = [0.1, 0.2, 0.3, 0.4];
export const EARLY = 0.05;
export const PREVALENCES = [0.01, 0.03, 0.1, 0.3];
const RECALL = 0.95;

/**
 * Reads a ranking from the top. At another prevalence wanted and other posts are met as often among their own kind as here, so
 * only their mixture changes. @throws never: of a ranking without wanted or without other posts all figures are 0.
 */
export function simulate(ranked: Ranked): Simulated {
  const order = ranked.toSorted((one, other) => other.score - one.score);
  const wanted = order.filter((one) => one.wanted).length;
  const others = order.length - wanted;
  if (wanted === 0 || others === 0)
    return {
      recallAt: SHARES.map(() => 0),
      recallEarly: 0,
      wss95: 0,
      readPerWanted: PREVALENCES.map(() => 0),
    };
  const found = (read: number) => order.slice(0, read).filter((one) => one.wanted).length;
  const enough = depthOf(order, Math.ceil(RECALL * wanted));
  const share = found(enough) / wanted;
  const passed = (enough - found(enough)) / others;
  return {
    recallAt: SHARES.map((part) => found(Math.ceil(part * order.length)) / wanted),
    recallEarly: found(Math.ceil(EARLY * order.length)) / wanted,
    wss95: 1 - enough / order.length - (1 - RECALL),
    readPerWanted: PREVALENCES.map((part) => 1 + ((1 - part) * passed) / (part * share)),
  };
}

/** How many must be read until so many wanted ones are found. */
function depthOf(order: Ranked, enough: number): number {
  let found = 0;
  for (const [at, one] of order.entries()) {
    found += one.wanted ? 1 : 0;
    if (found >= enough) return at + 1;
  }
  return order.length;
}

/** The chance that a wanted post scores above an unwanted one (area under the ROC curve); NaN where there is one kind alone. */
export function auc(scored: Ranked): number {
  const wanted = scored.filter((one) => one.wanted);
  const others = scored.filter((one) => !one.wanted);
  let wins = 0;
  for (const one of wanted)
    for (const other of others) wins += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
  return wins / (wanted.length * others.length);
}
