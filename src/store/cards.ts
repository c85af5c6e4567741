import type { Card } from '../model/card.ts';
import { CARD } from './codecs.ts';
import { count, maybeText, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A card that waits to be read. `held`: why its candidate must wait before reviewers see it, or null. */
export type WaitingCard = {
  readonly key: string;
  readonly url: string;
  readonly tries: number;
  readonly held: string | null;
};

/** A card whose reading was begun so often and never came to its end is set aside: it ends whoever reads it. */
const MOST_BEGUN = 3;

/** Of these keys, the ones that are neither a post (by any alias) nor waiting to be read for this source. */
export function unseenKeys(store: Store, sourceId: string, keys: readonly string[]): string[] {
  return keys.filter(
    (key) =>
      store
        .sql(
          `select 1 as seen from post_alias where key = $key
           union all select 1 from card where source_id = $source and key = $key limit 1`,
        )
        .get({ key, source: sourceId }) === undefined,
  );
}

/** Puts cards on the work list; one that is already there keeps its place and its tries. */
export function addCards(
  store: Store,
  sourceId: string,
  cards: readonly { readonly key: string; readonly card: Card }[],
  now: number,
): void {
  for (const { key, card } of cards)
    store
      .sql('insert or ignore into card (source_id, key, url, facts, first_seen) values (?, ?, ?, ?, ?)')
      .run(sourceId, key, card.url, CARD.write(card), now);
}

/**
 * Cards that are due, in the order in which they were found; those that a killed run had in hand come last, so that it takes three
 * kills with nothing else left to read, and no accident, to set one aside.
 */
export function waitingCards(store: Store, sourceId: string, now: number, limit: number): WaitingCard[] {
  return store
    .sql(
      `select key, url, tries, held from card
       where source_id = ? and next_try_at <= ? and begun < ? order by begun, first_seen, key limit ?`,
    )
    .all(sourceId, now, MOST_BEGUN, limit)
    .map((row) => ({
      key: text(row, 'key'),
      url: text(row, 'url'),
      tries: number(row, 'tries'),
      held: maybeText(row, 'held'),
    }));
}

/** A waiting card as its listing showed it: one at a time, since a listing may have brought whole texts. */
export function waitingCard(store: Store, sourceId: string, key: string): Card {
  const row = store.sql('select facts from card where source_id = ? and key = ?').get(sourceId, key);
  if (row === undefined) throw new Error(`the card ${key} of ${sourceId} is gone`);
  return CARD.read(row, `${sourceId} ${key}`);
}

/** Marks the cards that nobody has tried yet: what comes of them is held back, whichever run reads them. */
export function holdCards(store: Store, sourceId: string, why: string): void {
  store
    .sql('update card set held = ? where source_id = ? and tries = 0 and problem is null')
    .run(why, sourceId);
}

/** A card by its key, with what came of reading it so far. Times in Unix ms. */
export function cardByKey(
  store: Store,
  sourceId: string,
  key: string,
):
  | {
      readonly tries: number;
      readonly nextTryAt: number;
      readonly problem: string | null;
      readonly firstSeen: number;
      readonly isSetAside: boolean;
    }
  | undefined {
  const row = store
    .sql('select tries, next_try_at, problem, first_seen, begun from card where source_id = ? and key = ?')
    .get(sourceId, key);
  return row === undefined
    ? undefined
    : {
        tries: number(row, 'tries'),
        nextTryAt: number(row, 'next_try_at'),
        problem: maybeText(row, 'problem'),
        firstSeen: number(row, 'first_seen'),
        isSetAside: number(row, 'begun') >= MOST_BEGUN,
      };
}

/** Takes a card off the work list: it was read, or it is known by another name. */
export function dropCard(store: Store, sourceId: string, key: string): void {
  store.sql('delete from card where source_id = ? and key = ?').run(sourceId, key);
}

/** The addresses of all cards on a source's work list, by key. */
export function cardsOnList(
  store: Store,
  sourceId: string,
): readonly { readonly key: string; readonly url: string }[] {
  return store
    .sql('select key, url from card where source_id = ?')
    .all(sourceId)
    .map((row) => ({ key: text(row, 'key'), url: text(row, 'url') }));
}

/** Notes which card of a source is in hand from now on; none without a key. One write a card, also for the end of the one before. */
export function noteInHand(store: Store, sourceId: string, key?: string): void {
  store.sql('update source set in_hand = ? where id = ?').run(key ?? null, sourceId);
}

/** Counts for the card that was in hand when an earlier run was killed that its reading never came to an end. */
export function countInHand(store: Store, sourceId: string): void {
  const row = store.sql('select in_hand from source where id = ? and in_hand is not null').get(sourceId);
  if (row === undefined) return;
  store
    .sql('update card set begun = begun + 1 where source_id = ? and key = ?')
    .run(sourceId, text(row, 'in_hand'));
  noteInHand(store, sourceId);
}

/** Cards of a source that are set aside, with the last that is known of each. */
export function cardsSetAside(
  store: Store,
  sourceId: string,
): readonly { readonly url: string; readonly problem: string | null }[] {
  return store
    .sql('select url, problem from card where source_id = ? and begun >= ? order by key')
    .all(sourceId, MOST_BEGUN)
    .map((row) => ({ url: text(row, 'url'), problem: maybeText(row, 'problem') }));
}

/** Gives cards that were set aside another chance. Answers how many. */
export function readmitCards(store: Store, sourceId: string): number {
  return Number(
    store
      .sql('update card set begun = 0, next_try_at = 0 where source_id = ? and begun >= ?')
      .run(sourceId, MOST_BEGUN).changes,
  );
}

/** Notes that a card could not be read, and when to try again; `stopped`: its reading never came to an end. */
export function postponeCard(
  store: Store,
  sourceId: string,
  key: string,
  next: {
    readonly problem: string;
    readonly tryAt: number;
    readonly counts: boolean;
    readonly stopped: boolean;
  },
): void {
  store
    .sql(
      `update card set problem = ?, next_try_at = ?, tries = tries + ?, begun = case when ? then begun + 1 else 0 end
       where source_id = ? and key = ?`,
    )
    .run(next.problem, next.tryAt, next.counts ? 1 : 0, next.stopped ? 1 : 0, sourceId, key);
}

/** How many cards of a source still wait, whenever they are due. */
export function countWaiting(store: Store, sourceId: string): number {
  return count(store.sql('select count(*) as n from card where source_id = ?').get(sourceId));
}
