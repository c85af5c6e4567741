/** What the learnt lines read of one text, once a revision: scoring anew by other weights needs no more. */
export type Marks = {
  /** Of the weights whose terms were counted. */
  readonly edition: string;
  /** How densely each class of words stands in the text, in the order of `TELLS` (src/classify/lines/telling.ts). */
  readonly telling: readonly number[];
  /** Terms of the weights' list that stand in the text: place, count, place, count, … */
  readonly wording: readonly number[];
};
