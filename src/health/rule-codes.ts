/**
 * The rules of health, each with the code that incidents and docs/reference/health.md print. `reviewers`, `overdue`
 * and `clock` judge no run: they look at what became of a source's posts, whether there were rounds at all, and at stored times.
 */
export const RULE_CODES = {
  zero: 'H0',
  drop: 'H1',
  overlap: 'H2',
  coverage: 'H3',
  quiet: 'H4',
  blind: 'H5',
  blocked: 'H6',
  storm: 'H7',
  moved: 'H8',
  reviewers: 'H9',
  overdue: 'H10',
  sense: 'H11',
  clock: 'H12',
  gap: 'gap',
} as const;

export type RuleName = keyof typeof RULE_CODES;
