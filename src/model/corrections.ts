/** What decisions taught beside the shipped weights, in score points; what is not named gets none. */
export type Corrections = {
  /** How many decisions they were learnt from. */
  readonly decisions: number;
  /** By term of the line *wording*. */
  readonly terms: Readonly<Record<string, number>>;
  /** By host: how much oftener, or less often, its posts are accepted than their scores say. */
  readonly hosts: Readonly<Record<string, number>>;
};
