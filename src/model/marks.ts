/** What the learnt lines read of one text, once a revision: scoring anew by other weights needs no more. */
export type Marks = {
  /** Of the weights whose terms were counted. */
  readonly edition: string;
  /** How densely each class of words stands in the text, in the order of `TELLS` (src/classify/lines/telling.ts). */
  readonly telling: ArrayLike<number>;
  /** Terms of the weights' list that stand in the text: place, count, place, count, … none above `MOST_MARKED`. */
  readonly wording: ArrayLike<number>;
};

/** More of one word than this count as so many: what is kept has 16 bits. */
export const MOST_MARKED = 65_535;
