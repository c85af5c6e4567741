import { DAY } from '../../base/durations.ts';
import type { DateReading } from '../../base/dates/dates.ts';
import type { Party, Witness } from './witness.ts';

/** The day that won, who else named it, and the days that lost. */
export type Settled = {
  readonly winner: Witness;
  readonly agreeing: readonly Witness[];
  readonly others: readonly DateReading[];
};

/** What a witness says less exactly ("2019") supports a day within it by so much. */
const COARSE = 0.5;
/** Two clocks may be a day apart: so much does a neighbouring day support. */
const NEIGHBOUR = 0.6;
/** A month or a year alone, against a day. */
const IMPRECISE = 0.6;
/** Sites' own data on a post counts as what the page says, up to an embargo and a time zone. */
const SAME_WITHIN_DAYS = 2;

/**
 * Which day it was. Each day named is weighed by its own witness and, once for each other party, by the best of those who agree; the
 * heaviest wins, so that two independent witnesses beat any one. Then a quarrel of one day with what is declared to machines is settled
 * by the address or the visible words: they are the site's civil day, where a stamp may be of another zone.
 */
export function settle(witnesses: readonly Witness[]): Settled | undefined {
  const proved = witnesses.map((witness) => inProvedOrder(witness, witnesses));
  const ranked = proved
    .map((witness) => ({ witness, weight: weightOf(witness, proved) }))
    .toSorted((a, b) => b.weight - a.weight || b.witness.weight - a.witness.weight);
  const first = ranked[0]?.witness;
  if (first === undefined) return undefined;
  const winner = civilDay(siteData(first, proved), proved);
  const rest = proved.filter((witness) => witness !== winner);
  return {
    winner,
    agreeing: rest.filter((other) => other.party !== winner.party && isSame(other.reading, winner.reading)),
    others: distinct(
      ranked.map(({ witness }) => witness.reading).filter((reading) => !covers(winner.reading, reading)),
    ),
  };
}

/** Numbers are read in the order in which somebody else says the same. */
function inProvedOrder(witness: Witness, all: readonly Witness[]): Witness {
  const { otherOrder, ...rest } = witness;
  if (otherOrder === undefined) return witness;
  const says = (reading: DateReading): boolean =>
    all.some((other) => other !== witness && covers(reading, other.reading));
  return !says(witness.reading) && says(otherOrder) ? { ...rest, reading: otherOrder } : witness;
}

function weightOf({ reading, party, weight }: Witness, all: readonly Witness[]): number {
  const support = new Map<Party, number>();
  for (const other of all) {
    if (other.party === party) continue;
    const share = supportOf(reading, other.reading) * other.weight;
    support.set(other.party, Math.max(support.get(other.party) ?? 0, share));
  }
  const own = reading.precision === 'day' ? weight : weight * IMPRECISE;
  return [...support.values()].reduce((sum, share) => sum + share, own);
}

function supportOf(reading: DateReading, other: DateReading): number {
  if (reading.value === other.value) return 1;
  if (covers(reading, other)) return COARSE;
  return daysApart(reading, other) === 1 ? NEIGHBOUR : 0;
}

/** Whether the other says no more than this one does: `2019` of `2019-11-12`. */
function covers({ value }: DateReading, other: DateReading): boolean {
  return (
    value !== null && other.value !== null && (value === other.value || value.startsWith(`${other.value}-`))
  );
}

function isSame(one: DateReading, other: DateReading): boolean {
  return one.value === other.value;
}

function daysApart(one: DateReading, other: DateReading): number {
  if (one.precision !== 'day' || other.precision !== 'day') return Number.NaN;
  return Math.round(Math.abs(Date.parse(one.value ?? '') - Date.parse(other.value ?? '')) / DAY);
}

/** What a site's own data says of the post, in its own time, where the page agrees within two days. */
function siteData(winner: Witness, all: readonly Witness[]): Witness {
  const listed = all.find(
    ({ reading }) => reading.precision === 'day' && (reading.origin === 'rest' || reading.origin === 'feed'),
  );
  if (listed === undefined || winner.party === 'listing') return winner;
  const isShown = all.some(
    ({ party, reading }) => (party === 'path' || party === 'shown') && isSame(reading, winner.reading),
  );
  return !isShown && daysApart(listed.reading, winner.reading) <= SAME_WITHIN_DAYS ? listed : winner;
}

function civilDay(winner: Witness, all: readonly Witness[]): Witness {
  if (winner.party !== 'declared' && winner.reading.origin !== 'time') return winner;
  const isHeld = all.some(({ party, reading }) => party === 'listing' && isSame(reading, winner.reading));
  if (isHeld) return winner;
  const near = all.filter(
    (other) =>
      other !== winner &&
      (other.party === 'path' || other.reading.origin === 'text') &&
      daysApart(other.reading, winner.reading) <= 1,
  );
  // The address may repeat the stamp's day while the words show another, or the reverse: then nothing is settled.
  return near.some(({ reading }) => isSame(reading, winner.reading)) ? winner : (near[0] ?? winner);
}

function distinct(readings: readonly DateReading[]): readonly DateReading[] {
  return [...new Map(readings.toReversed().map((reading) => [reading.value, reading])).values()].toReversed();
}
