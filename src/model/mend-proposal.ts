/** What `sources mend` would change, as it was printed. */
export type MendProposal = {
  /** Unix ms. */
  readonly at: number;
  readonly text: string;
};
