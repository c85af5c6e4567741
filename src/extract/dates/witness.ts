import type { DateOrigin, DateReading } from '../../base/dates/dates.ts';

/** Witnesses of one party copy from each other: only different parties confirm a day. */
export type Party = 'listing' | 'declared' | 'path' | 'shown';

/** Somebody who says when a post was published. */
export type Witness = {
  readonly reading: DateReading;
  readonly party: Party;
  /** How far it is believed alone; docs/decisions/0020 gives the order and why. */
  readonly weight: number;
  /** The same words read the other way round, where their order is not proved: `07/11/2023` as 11 July. */
  readonly otherOrder?: DateReading;
};

/** What each origin weighs, and whose it is. */
export const WEIGHTS: Readonly<Record<DateOrigin, number>> = {
  path: 6.2,
  'json-ld': 6,
  meta: 5.5,
  time: 5,
  rest: 4.6,
  feed: 4.6,
  text: 3,
  sitemap: 0,
  none: 0,
};

/** Who spoke from a card: what a site says of its posts to machines, or what its listing shows. A map's dates are of changes. */
export function listedWitness(reading: DateReading | undefined): readonly Witness[] {
  if (reading === undefined || reading.value === null || reading.origin === 'sitemap') return [];
  const isData = reading.origin === 'rest' || reading.origin === 'feed';
  const party = reading.origin === 'path' ? 'path' : 'listing';
  return [{ reading, party, weight: isData || party === 'path' ? WEIGHTS[reading.origin] : 2.6 }];
}
