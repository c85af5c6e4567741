import { onceEach } from '../base/once-each.ts';
import type { Edition, Finds, LineSums } from '../model/finds.ts';
import { BANDS, type Band } from '../model/verdict.ts';
import { EDITION } from './codecs.ts';
import { maybeNumber, number, oneOf, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A post's present verdict as far as a preview asks, with what it was worked out from. */
export type KeptVerdict = {
  readonly postId: number;
  readonly score: number;
  readonly band: Band;
  readonly state: 'accepted' | 'rejected' | 'undecided';
  /** Undefined where nothing is kept, or the post holds no word. */
  readonly finds: Finds | undefined;
};

/** Keeps what a verdict was worked out from; null of a post without a word. */
export function keepFinds(store: Store, postId: number, finds: Finds | null): void {
  const { words, counts, lines, besides } = finds ?? NO_FINDS;
  store
    .sql(
      `insert or replace into finds (post_id, edition, words, wording, telling, decisions, counts, weighing, besides, ceiling)
       values ($postId, $edition, $words, $wording, $telling, $decisions, $counts, $weighing, $besides, $ceiling)`,
    )
    .run({
      ...{
        postId,
        words,
        ...lines,
        edition: idOf(store, EDITIONS, writtenOnce(finds?.edition ?? NO_EDITION)),
      },
      weighing: besides === null ? null : idOf(store, WEIGHINGS, besides.pack),
      besides: besides?.tenths ?? null,
      ceiling: besides?.ceiling ?? null,
      counts: counts === null ? null : new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength),
    });
}

const NO_FINDS = {
  words: 0,
  counts: null,
  lines: { wording: null, telling: null, decisions: null },
  besides: null,
};
const NO_EDITION: Edition = { patterns: [], reader: '' };

/** An edition is that of a rule set, and the same with every post. */
export const writtenOnce = onceEach(EDITION.write);

/** Where texts are kept once, and known by their number. */
const EDITIONS = {
  find: 'select id from finds_edition where edition = ?',
  add: 'insert into finds_edition (edition) values (?)',
};
const WEIGHINGS = {
  find: 'select id from weighing where hash = ?',
  add: 'insert into weighing (hash) values (?)',
};

function idOf(store: Store, { find, add }: typeof EDITIONS, text: string): number {
  const known = store.sql(find).get(text);
  return known === undefined ? Number(store.sql(add).run(text).lastInsertRowid) : number(known, 'id');
}

/** How many posts have a verdict. */
export function verdictCount(store: Store): number {
  const row = store.sql('select count(*) as n from classification').get();
  return row === undefined ? 0 : number(row, 'n');
}

/** Every post that has a verdict, with what it was worked out from, the oldest first. */
export function* keptVerdicts(store: Store): Generator<KeptVerdict> {
  const editions = editionsOf(store);
  const rows = store
    .sql(
      `select classification.post_id, classification.score, classification.band, finds.edition, finds.words, finds.wording,
         finds.telling, finds.decisions, finds.counts,
         case candidate.state when 'accepted' then 1 when 'rejected' then 2 else 0 end as said
       from classification left join finds on finds.post_id = classification.post_id
         left join candidate on candidate.post_id = classification.post_id order by classification.post_id`,
    )
    .iterate();
  for (const row of rows)
    yield {
      postId: number(row, 'post_id'),
      score: number(row, 'score'),
      band: oneOf(row, 'band', BANDS),
      state: STATES[number(row, 'said')] ?? 'undecided',
      finds: findsIn(row, editions),
    };
}

/** What was looked for, by the number that rows know it by. */
export function editionsOf(store: Store): ReadonlyMap<number, Edition> {
  const rows = store.sql('select id, edition from finds_edition').all();
  return new Map(rows.map((row) => [number(row, 'id'), EDITION.read(row, number(row, 'id'))]));
}

const STATES = ['undecided', 'accepted', 'rejected'] as const;

/** Undefined where nothing is kept, or the post holds no word. What all but the lines come to is left out. */
export function findsIn(row: Row, editions: ReadonlyMap<number, Edition>): Finds | undefined {
  const blob = row['counts'];
  const edition = blob instanceof Uint8Array ? editions.get(number(row, 'edition')) : undefined;
  if (edition === undefined || !(blob instanceof Uint8Array)) return undefined;
  return {
    edition,
    words: number(row, 'words'),
    counts: new Uint16Array(blob.buffer, blob.byteOffset, blob.byteLength >> 1),
    lines: lineSumsIn(row),
    besides: null,
  };
}

export function lineSumsIn(row: Row): LineSums {
  return {
    wording: maybeNumber(row, 'wording'),
    telling: maybeNumber(row, 'telling'),
    decisions: maybeNumber(row, 'decisions'),
  };
}
