import type { Likeness } from '../model/likeness.ts';
import { LIKENESS, LINK_EVIDENCE } from './codecs.ts';
import { maybeNumber, maybeOneOf, maybeText, number, oneOf, type Row } from './columns.ts';
import type { Store } from './open.ts';

/**
 * How an entry's link is: `unchecked` not looked at yet · `ok` · `failing` one or two strikes · `dead` three · `moved` it answers at
 * another address · `drifted` more than half of the text is other text · `blocked` the site would not let us see.
 */
export const LINK_STATES = ['unchecked', 'ok', 'failing', 'dead', 'moved', 'drifted', 'blocked'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Times in Unix ms. */
export type LinkRow = {
  readonly state: LinkState;
  readonly strikes: number;
  readonly checkedAt: number | null;
  readonly nextAt: number;
  readonly archiveUrl: string | null;
  readonly archiveAt: number | null;
  readonly archiveTriedAt: number | null;
  readonly movedTo: string | null;
};

/** Starts to watch an entry's link. `likeness` is what the page said when it was accepted; null where nobody has looked. */
export function watchLink(store: Store, entryId: number, likeness: Likeness | null, nextAt: number): void {
  store
    .sql('insert or ignore into link (entry_id, likeness, next_at) values (?, ?, ?)')
    .run(entryId, likeness === null ? null : LIKENESS.write(likeness), nextAt);
}

export function keepLink(store: Store, entryId: number, link: LinkRow): void {
  store
    .sql(
      `update link set state = $state, strikes = $strikes, checked_at = $checkedAt, next_at = $nextAt, archive_url = $archiveUrl,
         archive_at = $archiveAt, archive_tried_at = $archiveTriedAt, moved_to = $movedTo where entry_id = $entryId`,
    )
    .run({ ...link, entryId });
}

export function keepLikeness(store: Store, entryId: number, likeness: Likeness): void {
  store.sql('update link set likeness = ? where entry_id = ?').run(LIKENESS.write(likeness), entryId);
}

export function keptLikeness(store: Store, entryId: number): Likeness | undefined {
  const row = store.sql('select likeness from link where entry_id = ? and likeness is not null').get(entryId);
  return row === undefined ? undefined : LIKENESS.read(row, entryId);
}

/** Entries whose link is due for a look, the longest overdue first. */
export function dueLinks(store: Store, now: number, limit: number): number[] {
  return store
    .sql('select entry_id from link where next_at <= ? order by next_at, entry_id limit ?')
    .all(now, limit)
    .map((row) => number(row, 'entry_id'));
}

/** Links that have no archive copy, and for which none was sought since; dead ones first. */
export function linksWithoutCopy(store: Store, soughtBefore: number): number[] {
  return store
    .sql(
      `select entry_id from link where archive_url is null and (archive_tried_at is null or archive_tried_at <= ?)
       order by state <> 'dead', entry_id`,
    )
    .all(soughtBefore)
    .map((row) => number(row, 'entry_id'));
}

/** What one look at a link came to. */
const LINK_OUTCOMES = [
  ...([
    'ok',
    'drifted',
    'moved',
    'gone',
    'no answer',
    'blocked',
    'asked to wait',
    'could not be read',
  ] as const),
  ...(['refused by our guard', 'robots.txt forbids it', 'soft 404: sent to the home page'] as const),
  ...(['soft 404: another page', 'soft 404: nothing to read'] as const),
] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

export type LinkCheck = {
  readonly entryId: number;
  readonly outcome: LinkOutcome;
  readonly strikes: number;
  readonly evidence: Readonly<Record<string, string | number>>;
  readonly at: number;
};

export function addLinkCheck(store: Store, check: LinkCheck): void {
  store
    .sql('insert into link_check (entry_id, outcome, strikes, evidence, made_at) values (?, ?, ?, ?, ?)')
    .run(check.entryId, check.outcome, check.strikes, LINK_EVIDENCE.write(check.evidence), check.at);
}

/** The checks of an entry's link, newest first. */
export function linkChecks(store: Store, entryId: number, limit: number): LinkCheck[] {
  return store
    .sql('select * from link_check where entry_id = ? order by id desc limit ?')
    .all(entryId, limit)
    .map((row) => ({
      entryId: number(row, 'entry_id'),
      outcome: oneOf(row, 'outcome', LINK_OUTCOMES),
      strikes: number(row, 'strikes'),
      evidence: LINK_EVIDENCE.read(row, number(row, 'id')),
      at: number(row, 'made_at'),
    }));
}

/** The link's columns of a row that was joined to `link`, its state named link_state. */
export function linkColumns(row: Row): LinkRow {
  return {
    state: maybeOneOf(row, 'link_state', LINK_STATES) ?? 'unchecked',
    strikes: maybeNumber(row, 'strikes') ?? 0,
    checkedAt: maybeNumber(row, 'checked_at'),
    nextAt: maybeNumber(row, 'next_at') ?? 0,
    archiveUrl: maybeText(row, 'archive_url'),
    archiveAt: maybeNumber(row, 'archive_at'),
    archiveTriedAt: maybeNumber(row, 'archive_tried_at'),
    movedTo: maybeText(row, 'moved_to'),
  };
}
