/** Score points for one logit: a post a logit below the line is drawn some third as often. */
const POINTS = 3;
/** Even the least likely post is drawn now and then. */
const LEAST = 0.02;
/** A fifth of what is read comes from below the line, so one for each four decisions, and no more at once than this. */
const DECISIONS_FOR_ONE = 4;
const MOST_AT_ONCE = 30;

/** How many audits are owed after so many decisions, while so many still wait. */
export function auditsOwed({
  decided,
  waiting,
}: {
  readonly decided: number;
  readonly waiting: number;
}): number {
  return Math.max(0, Math.min(MOST_AT_ONCE, Math.floor(decided / DECISIONS_FOR_ONE)) - waiting);
}

/** With what chance each post below the line is drawn for an audit, so that about so many are: the nearer to the line the likelier. */
export function auditChances(scores: readonly number[], line: number, wanted: number): number[] {
  const weights = scores.map((score) => LEAST + 1 / (1 + Math.exp((line - score) / POINTS)));
  const all = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.min(1, (wanted * weight) / Math.max(all, 1e-9)));
}
