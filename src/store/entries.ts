import { DATE_PRECISIONS, type DatePrecision } from '../base/dates/dates.ts';
import type { Vouched } from '../model/vouched.ts';
import type { CaseFacts } from '../model/case-facts.ts';
import { type CandidateState, CANDIDATE_STATES, type Facts } from '../model/decision.ts';
import { CANDIDATE_FACTS, CASE_FACTS, ENTRY_LISTS, VOUCHED } from './codecs.ts';
import { maybeNumber, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { CouncilFound } from '../model/verdict.ts';
import { linkColumns, type LinkRow } from './links.ts';
import type { Store } from './open.ts';

/** A council as an entry's source names it, and its code. */
export type CouncilNamed = Pick<CouncilFound, 'code' | 'as'>;

/** What an entry says of its story: facts and our own words, never the publisher's text. Times in Unix ms. */
export type EntryRecord = {
  /** Null for an entry that came with a data package. */
  readonly candidateId: number | null;
  readonly url: string;
  readonly urlKey: string;
  readonly title: string;
  readonly slug: string;
  readonly publisher: string;
  readonly sourceId: string;
  readonly blurb: string;
  readonly published: string | null;
  readonly datePrecision: DatePrecision;
  /** Null where nothing is known of how it was read. */
  readonly vouched: Vouched | null;
  readonly stage: string;
  readonly evidence: string;
  readonly councils: readonly CouncilNamed[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly facts: CaseFacts;
  /** Why it was listed, in the words of the rules that spoke for it. */
  readonly why: readonly string[];
  readonly acceptedAt: number;
  readonly listedAt: number;
  readonly updatedAt: number;
};

/** An entry with its link and with what took it from the lists, if anything did. */
export type EntryRow = EntryRecord & {
  readonly id: number;
  readonly link: LinkRow;
  readonly withdrawn: { readonly reason: string; readonly at: number } | null;
};

const SELECT = `
  select entry.*, event.kind as event_kind, event.reason as event_reason,
    event.made_at as event_at, link.state as link_state, link.strikes, link.checked_at,
    link.next_at, link.archive_url, link.archive_at, link.archive_tried_at, link.moved_to
  from entry
  left join link on link.entry_id = entry.id
  left join entry_event event on event.id =
    (select max(id) from entry_event where entry_id = entry.id and kind in ('listed', 'withdrawn', 'restored'))`;

/** Adds an entry; a given id is one that a data package brings along. */
export function addEntry(store: Store, entry: EntryRecord, id: number | null = null): number {
  const added = store
    .sql(
      `insert into entry (id, candidate_id, url, url_key, title, slug, publisher, source_id, blurb, published, date_precision,
         vouched, stage, evidence, councils, topics, practices, facts, why, accepted_at, listed_at, updated_at)
       values ($id, $candidateId, $url, $urlKey, $title, $slug, $publisher, $sourceId, $blurb, $published, $precision,
         $vouched, $stage, $evidence, $councils, $topics, $practices, $facts, $why, $acceptedAt, $listedAt, $updatedAt)`,
    )
    .run({
      ...columnsOf(entry),
      id,
      candidateId: entry.candidateId,
      url: entry.url,
      urlKey: entry.urlKey,
      publisher: entry.publisher,
      sourceId: entry.sourceId,
      acceptedAt: entry.acceptedAt,
      listedAt: entry.listedAt,
    });
  return Number(added.lastInsertRowid);
}

/** An editor changed what an entry says; its address, source and dates of listing stay. */
export function reviseEntry(store: Store, id: number, entry: EntryRecord): void {
  store
    .sql(
      `update entry set title = $title, slug = $slug, blurb = $blurb, published = $published, date_precision = $precision,
         vouched = $vouched, stage = $stage, evidence = $evidence, councils = $councils, topics = $topics, practices = $practices, facts = $facts,
         why = $why, updated_at = $updatedAt where id = $id`,
    )
    .run({ ...columnsOf(entry), id });
}

/** What the desk knows of a candidate that is to be published. */
export type CandidateFacts = {
  readonly postId: number;
  readonly state: CandidateState;
  /** What reviewers corrected; null when they corrected nothing. */
  readonly facts: Facts | null;
  /** Of the newest decision; when it was laid on the desk, if nobody has decided. */
  readonly version: number;
  readonly decidedAt: number;
};

export function candidateFacts(store: Store, id: number): CandidateFacts | undefined {
  const row = store
    .sql(
      `select post_id, state, facts, version, coalesce((select max(made_at) from decision where candidate_id = candidate.id), created_at) as decided_at
       from candidate where id = ?`,
    )
    .get(id);
  if (row === undefined) return undefined;
  return {
    postId: number(row, 'post_id'),
    state: oneOf(row, 'state', CANDIDATE_STATES),
    version: number(row, 'version'),
    facts: row['facts'] === null ? null : CANDIDATE_FACTS.read(row, id),
    decidedAt: number(row, 'decided_at'),
  };
}

/** Candidates that were accepted and are not in the catalogue yet, the oldest first. */
export function awaitingPublication(
  store: Store,
  limit: number,
): { id: number; title: string; url: string; isPrepared: boolean }[] {
  return store
    .sql(
      `select candidate.id, post.title, post.url,
         coalesce(json_extract(candidate.facts, '$.blurb') <> '', 0) as is_prepared from candidate join post on post.id = candidate.post_id
       where candidate.state = 'accepted' and not exists (select 1 from entry where candidate_id = candidate.id)
       order by candidate.id limit ?`,
    )
    .all(limit)
    .map((row) => ({
      id: number(row, 'id'),
      title: text(row, 'title'),
      url: text(row, 'url'),
      isPrepared: number(row, 'is_prepared') === 1,
    }));
}

/** Entries whose posts reviewers no longer accept: an editor says whether they are taken down. */
export function entriesInDoubt(
  store: Store,
  limit: number,
): { id: number; title: string; candidateId: number }[] {
  return store
    .sql(
      `select entry.id, entry.title, entry.candidate_id from entry join candidate on candidate.id = entry.candidate_id
       where candidate.state <> 'accepted' and 'withdrawn' <> (select kind from entry_event where entry_id = entry.id
         and kind in ('listed', 'withdrawn', 'restored') order by id desc limit 1)
       order by entry.id limit ?`,
    )
    .all(limit)
    .map((row) => ({
      id: number(row, 'id'),
      title: text(row, 'title'),
      candidateId: number(row, 'candidate_id'),
    }));
}

/** WordPress's own numbers for the posts behind a source's entries, by entry. */
export function wordPressIds(store: Store, sourceId: string): Map<number, number> {
  const rows = store
    .sql(
      `select entry.id, post_alias.key from entry join candidate on candidate.id = entry.candidate_id
       join post_alias on post_alias.post_id = candidate.post_id where entry.source_id = ? and post_alias.key like 'wp:%'`,
    )
    .all(sourceId);
  return new Map(
    rows.flatMap((row) => {
      const id = /:(\d+)$/.exec(text(row, 'key'))?.[1];
      return id === undefined ? [] : [[number(row, 'id'), Number(id)]];
    }),
  );
}

/** Every entry, in order of id. */
export function entryRows(store: Store): EntryRow[] {
  return store.sql(`${SELECT} order by entry.id`).all().map(toEntry);
}

/** The next `most` entries after a number, in order of id. */
export function entryRowsAfter(store: Store, id: number, most: number): EntryRow[] {
  return store.sql(`${SELECT} where entry.id > ? order by entry.id limit ?`).all(id, most).map(toEntry);
}

export function entryOfCandidate(store: Store, candidateId: number): EntryRow | undefined {
  const row = store.sql(`${SELECT} where entry.candidate_id = ?`).get(candidateId);
  return row === undefined ? undefined : toEntry(row);
}

export function entryById(store: Store, id: number): EntryRow | undefined {
  const row = store.sql(`${SELECT} where entry.id = ?`).get(id);
  return row === undefined ? undefined : toEntry(row);
}

/** The entry that already has this address. */
export function entryIdByKey(store: Store, urlKey: string): number | undefined {
  const row = store.sql('select id from entry where url_key = ?').get(urlKey);
  return row === undefined ? undefined : number(row, 'id');
}

function columnsOf(entry: EntryRecord) {
  return {
    title: entry.title,
    slug: entry.slug,
    blurb: entry.blurb,
    published: entry.published,
    precision: entry.datePrecision,
    vouched: VOUCHED.write(entry.vouched),
    stage: entry.stage,
    evidence: entry.evidence,
    councils: ENTRY_LISTS.councils.write(entry.councils),
    topics: ENTRY_LISTS.topics.write(entry.topics),
    practices: ENTRY_LISTS.practices.write(entry.practices),
    facts: CASE_FACTS.write(entry.facts),
    why: ENTRY_LISTS.why.write(entry.why),
    updatedAt: entry.updatedAt,
  };
}

function toEntry(row: Row): EntryRow {
  const id = number(row, 'id');
  return {
    id,
    candidateId: maybeNumber(row, 'candidate_id'),
    url: text(row, 'url'),
    urlKey: text(row, 'url_key'),
    title: text(row, 'title'),
    slug: text(row, 'slug'),
    publisher: text(row, 'publisher'),
    sourceId: text(row, 'source_id'),
    blurb: text(row, 'blurb'),
    published: maybeText(row, 'published'),
    datePrecision: oneOf(row, 'date_precision', DATE_PRECISIONS),
    vouched: VOUCHED.read(row, id),
    stage: text(row, 'stage'),
    evidence: text(row, 'evidence'),
    councils: ENTRY_LISTS.councils.read(row, id),
    topics: ENTRY_LISTS.topics.read(row, id),
    practices: ENTRY_LISTS.practices.read(row, id),
    facts: CASE_FACTS.read(row, id),
    why: ENTRY_LISTS.why.read(row, id),
    acceptedAt: number(row, 'accepted_at'),
    listedAt: number(row, 'listed_at'),
    updatedAt: number(row, 'updated_at'),
    link: linkColumns(row),
    withdrawn: withdrawal(row),
  };
}

function withdrawal(row: Row): EntryRow['withdrawn'] {
  if (row['event_kind'] === 'withdrawn')
    return { reason: text(row, 'event_reason'), at: number(row, 'event_at') };
  return null;
}
