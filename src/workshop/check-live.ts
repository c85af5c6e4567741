import { NOTHING } from '../discover/discovery.ts';
import type { Card } from '../model/card.ts';
import { tell } from '../rounds/counters.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { type Recording, recordingsOf } from './recordings.ts';
import { replay } from './replay.ts';
import type { Check } from './check-source.ts';
import { type Reader, readArticle, readFirstPage } from './read-live.ts';
import { countFields } from './survey/approach.ts';

/** So much smaller a share of cards with a field than in the recording is drift. */
const DRIFT = 0.2;

/** Reads listing, witness and newest post as they are now, and tells how they differ in kind from what was recorded. */
export async function checkLive(reader: Reader, loaded: LoadedSource): Promise<Check[]> {
  const recordings = await recordingsOf(loaded);
  const { outcome, found } = await readFirstPage(reader, loaded, 'discover');
  if (outcome.kind !== 'page') return [{ what: 'live listing', fault: tell(outcome) }];
  const listing = found ?? NOTHING;
  if (listing.problem !== undefined) return [{ what: 'live listing', fault: listing.problem }];
  const witness = loaded.source.witness === undefined ? [] : [await checkWitness(reader, loaded)];
  const [newest] = listing.cards;
  return [
    ...checkCards(listing.cards, recordings, loaded),
    ...witness,
    ...(newest === undefined ? [] : [await checkPost(reader, loaded, newest)]),
  ];
}

function checkCards(
  cards: readonly Card[],
  recordings: readonly Recording[],
  { source }: LoadedSource,
): Check[] {
  const what = 'live listing';
  const recorded = recordings.find(({ http }) => http.step === 'discover' && http.page === 1);
  const before = recorded === undefined ? [] : cardsIn(replay(recorded, source));
  if (cards.length === 0) return [{ what, fault: 'shows no cards' }];
  const now = countFields(cards);
  const share = { titles: now.titles / cards.length, dates: now.dates / cards.length };
  const was = {
    titles: before.filter(({ title }) => title !== null).length / Math.max(1, before.length),
    dates: before.filter(({ date }) => date !== null).length / Math.max(1, before.length),
  };
  return (['titles', 'dates'] as const).map((field) => ({
    what: `${what}, ${field}`,
    ...(share[field] < was[field] - DRIFT
      ? {
          fault: `${percent(share[field])} of the cards have them; of those recorded ${percent(was[field])} did`,
        }
      : {}),
  }));
}

async function checkWitness(reader: Reader, loaded: LoadedSource): Promise<Check> {
  const what = 'live witness';
  const { outcome, found } = await readFirstPage(reader, loaded, 'witness');
  if (outcome.kind !== 'page') return { what, fault: tell(outcome) };
  const { problem, cards, next } = found ?? NOTHING;
  if (problem !== undefined) return { what, fault: problem };
  return cards.length === 0 && next.length === 0 ? { what, fault: 'shows no posts' } : { what };
}

async function checkPost(reader: Reader, loaded: LoadedSource, card: Card): Promise<Check> {
  const what = `live post ${card.url}`;
  const { outcome, post } = await readArticle(reader, loaded, { url: card.url, card });
  if (outcome.kind !== 'page') return { what, fault: tell(outcome) };
  if (post === undefined) return { what, fault: 'was not read' };
  return 'kind' in post ? { what, fault: post.why } : { what };
}

type RecordedCard = { readonly title: string | null; readonly date: string | null };

/** Cards of a reading; `replay` makes them in this shape. */
function cardsIn(reading: ReturnType<typeof replay>): readonly RecordedCard[] {
  const cards = reading['cards'];
  return Array.isArray(cards) ? cards : [];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
