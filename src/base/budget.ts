/** What one run of a source may take, so that no site, however large or slow, takes a whole day of rounds. */
export type Budget = {
  /** Posts read. */
  readonly posts: number;
  readonly requests: number;
  /** Of its own time: pauses that a host is owed do not count. */
  readonly minutes: number;
  /** Over the wire. */
  readonly megabytes: number;
  /** Why it is as it is. */
  readonly reason: string;
};

export type Limit = Exclude<keyof Budget, 'reason'>;

export const ORDINARY_BUDGET: Budget = {
  posts: 500,
  requests: 600,
  minutes: 10,
  megabytes: 50,
  reason: 'as for every source',
};
