import type { Block, Evidence } from '../model/post.ts';
import { DATE_ORIGINS, DATE_PRECISIONS, type DateOrigin, type DatePrecision } from '../base/dates/dates.ts';
import { pack } from './blobs.ts';
import { BESIDE, BLOCKS, CANONICALS, EVIDENCE, WINNERS } from './codecs.ts';
import { count, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A post as the store takes it: flat, dates and hash included. */
export type PostRecord = {
  readonly key: string;
  readonly url: string;
  readonly sourceId: string;
  readonly title: string;
  readonly author: string | null;
  readonly published: string | null;
  readonly datePrecision: DatePrecision;
  readonly dateOrigin: DateOrigin;
  readonly modified: string | null;
  readonly language: string | null;
  readonly bodyHash: string;
  readonly words: number;
  readonly blocks: readonly Block[];
  readonly canonicals: readonly string[];
  readonly winners: Readonly<Record<string, number>>;
  /** Null where no page was read. */
  readonly evidence: Evidence | null;
  readonly beside: readonly string[];
};

/** A post that is to be stored; `packed` holds its blocks where whoever stores it has them in that form. */
export type PostToStore = PostRecord & { readonly packed?: Uint8Array };

/** Blocks, as they are kept. */
export function packBlocks(blocks: readonly Block[]): Uint8Array {
  return pack(BLOCKS.write(blocks));
}

export type StoredPost = PostRecord & {
  readonly id: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
};

/** As much of a stored post as tells it from others. */
export type KnownPost = {
  readonly id: number;
  readonly title: string;
  readonly bodyHash: string;
  readonly modified: string | null;
  /** Unix ms: when it was last read. */
  readonly lastSeen: number;
  /** False when the name was only claimed for it: by a page's canonical link, a redirect, a feed. */
  readonly isOwnName: boolean;
  /** A hash of the words that its listing brought when it was read last; null where it brought none. */
  readonly brought: string | null;
};

/** The post that goes by this name. */
export function findPost(store: Store, name: string): KnownPost | undefined {
  const row = store
    .sql(
      `select post.id, post.title, post.body_hash, post.modified, post.last_seen, post.brought,
              post_alias.kind = 'url' as is_own
       from post_alias join post on post.id = post_alias.post_id where post_alias.key = ?`,
    )
    .get(name);
  if (row === undefined) return undefined;
  return {
    id: number(row, 'id'),
    title: text(row, 'title'),
    bodyHash: text(row, 'body_hash'),
    modified: maybeText(row, 'modified'),
    lastSeen: number(row, 'last_seen'),
    isOwnName: number(row, 'is_own') === 1,
    brought: maybeText(row, 'brought'),
  };
}

/** Adds a post with its first revision. The caller has made sure that no alias names it. */
export function addPost(store: Store, post: PostToStore, now: number): number {
  const added = store
    .sql(
      `insert into post (key, url, source_id, title, author, published, date_precision, date_origin, modified, language,
                         body_hash, words, first_seen, last_seen)
       values ($key, $url, $sourceId, $title, $author, $published, $precision, $origin, $modified, $language,
               $bodyHash, $words, $now, $now)`,
    )
    .run({ ...columnsOf(post), key: post.key, url: post.url, sourceId: post.sourceId, now });
  const id = Number(added.lastInsertRowid);
  addRevision(store, id, post, now);
  return id;
}

/** A post was read again and its text is another: the new text is a revision, the old one stays. */
export function revisePost(store: Store, id: number, post: PostToStore, now: number): void {
  store
    .sql(
      `update post set title = $title, author = $author, published = $published, date_precision = $precision,
         date_origin = $origin, modified = $modified, language = $language, body_hash = $bodyHash, words = $words,
         last_seen = $now where id = $id`,
    )
    .run({ ...columnsOf(post), id, now });
  addRevision(store, id, post, now);
}

/** A post was read again and says the same. */
export function touchPost(store: Store, id: number, modified: string | null, now: number): void {
  store
    .sql('update post set last_seen = ?, modified = coalesce(?, modified) where id = ?')
    .run(now, modified, id);
}

/** Notes what a post's listing brought with it, as a hash. */
export function noteBrought(store: Store, id: number, brought: string): void {
  store.sql('update post set brought = ? where id = ?').run(brought, id);
}

/** Names a post by the address it was read at. What another page merely claimed of that address gives way. */
export function ownKey(store: Store, key: string, postId: number): void {
  store
    .sql(
      `insert into post_alias (key, post_id, kind) values (?, ?, 'url')
       on conflict (key) do update set post_id = excluded.post_id, kind = 'url'`,
    )
    .run(key, postId);
}

/** Gives a post another name; a name that already belongs to a post stays where it is. */
export function addAlias(store: Store, key: string, postId: number, kind: string): void {
  store.sql('insert or ignore into post_alias (key, post_id, kind) values (?, ?, ?)').run(key, postId, kind);
}

/** Gives a post another address: it is asked for, shown and published there from now on, and keeps its key. */
export function readdressPost(store: Store, postId: number, url: string): void {
  store.sql('update post set url = ? where id = ?').run(url, postId);
}

/** A page as it is kept for replays. */
export type PageCopy = {
  readonly url: string;
  readonly contentType: string;
  /** Packed. */
  readonly body: Uint8Array;
  readonly fetchedAt: number;
};

export function keepPage(store: Store, postId: number, page: PageCopy): void {
  store
    .sql('insert or replace into page (post_id, url, content_type, body, fetched_at) values (?, ?, ?, ?, ?)')
    .run(postId, page.url, page.contentType, page.body, page.fetchedAt);
}

/** Pages older than this are dropped; revisions stay. Answers how many went. */
export function dropPagesBefore(store: Store, before: number): number {
  return Number(store.sql('delete from page where fetched_at < ?').run(before).changes);
}

/** The number of the newest post, 0 where there is none. */
export function lastPost(store: Store): number {
  const row = store.sql('select coalesce(max(id), 0) as id from post').get();
  return row === undefined ? 0 : number(row, 'id');
}

/** As much of a stored post as rules read. */
export function postToRead(
  store: Store,
  id: number,
): Pick<PostRecord, 'url' | 'title' | 'bodyHash' | 'blocks'> | undefined {
  const row = store
    .sql(
      `select post.url, post.title, post.body_hash, revision.blocks from post
       join revision on revision.post_id = post.id and revision.body_hash = post.body_hash where post.id = ?`,
    )
    .get(id);
  return row === undefined
    ? undefined
    : {
        url: text(row, 'url'),
        title: text(row, 'title'),
        bodyHash: text(row, 'body_hash'),
        blocks: BLOCKS.read(row, id),
      };
}

export function storedPost(store: Store, id: number): StoredPost | undefined {
  const row = store
    .sql(
      `select post.*, revision.blocks, revision.canonicals, revision.winners,
              revision.evidence, revision.beside from post
       join revision on revision.post_id = post.id and revision.body_hash = post.body_hash where post.id = ?`,
    )
    .get(id);
  return row === undefined ? undefined : toPost(row);
}

/** The hash of a stored post's present text, without reading the text. */
export function bodyHashOf(store: Store, id: number): string | undefined {
  const row = store.sql('select body_hash from post where id = ?').get(id);
  return row === undefined ? undefined : text(row, 'body_hash');
}

function addRevision(store: Store, postId: number, post: PostToStore, now: number): void {
  store
    .sql(
      `insert or ignore into revision (post_id, body_hash, title, blocks, canonicals, winners, evidence, beside,
                                       seen_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      postId,
      post.bodyHash,
      post.title,
      post.packed ?? packBlocks(post.blocks),
      CANONICALS.write(post.canonicals),
      WINNERS.write(post.winners),
      EVIDENCE.write(post.evidence),
      BESIDE.write(post.beside),
      now,
    );
}

function columnsOf(post: PostRecord) {
  return {
    title: post.title,
    author: post.author,
    published: post.published,
    precision: post.datePrecision,
    origin: post.dateOrigin,
    modified: post.modified,
    language: post.language,
    bodyHash: post.bodyHash,
    words: post.words,
  };
}

function toPost(row: Row): StoredPost {
  const id = number(row, 'id');
  return {
    id,
    key: text(row, 'key'),
    url: text(row, 'url'),
    sourceId: text(row, 'source_id'),
    title: text(row, 'title'),
    author: maybeText(row, 'author'),
    published: maybeText(row, 'published'),
    datePrecision: oneOf(row, 'date_precision', DATE_PRECISIONS),
    dateOrigin: oneOf(row, 'date_origin', DATE_ORIGINS),
    modified: maybeText(row, 'modified'),
    language: maybeText(row, 'language'),
    bodyHash: text(row, 'body_hash'),
    words: number(row, 'words'),
    blocks: BLOCKS.read(row, id),
    canonicals: CANONICALS.read(row, id),
    winners: WINNERS.read(row, id),
    evidence: EVIDENCE.read(row, id),
    beside: BESIDE.read(row, id),
    firstSeen: number(row, 'first_seen'),
    lastSeen: number(row, 'last_seen'),
  };
}

/** The newest known publication days of a source (YYYY-MM-DD), newest first. */
export function recentDays(store: Store, sourceId: string, limit: number): string[] {
  return store
    .sql(
      `select published from post where source_id = ? and date_precision = 'day' order by published desc limit ?`,
    )
    .all(sourceId, limit)
    .map((row) => text(row, 'published'));
}

/**
 * Words of a source's newest posts, and of twenty before them, the newest first. The newest are all that the run which
 * read the fifth newest read, or a later one: a first run is not held against itself. None when that was before `since`.
 */
export function newestWords(
  store: Store,
  sourceId: string,
  since: number,
): { readonly recent: readonly number[]; readonly usual: readonly number[] } {
  const fifth = store
    .sql('select first_seen from post where source_id = ? order by id desc limit 1 offset 4')
    .get(sourceId);
  if (fifth === undefined || number(fifth, 'first_seen') < since) return { recent: [], usual: [] };
  const from = count(
    store
      .sql('select coalesce(max(started_at), 0) as n from run where source_id = ? and started_at <= ?')
      .get(sourceId, number(fifth, 'first_seen')),
  );
  const words = (order: string, limit: number): number[] =>
    store
      .sql(`select words from post where source_id = ? and first_seen ${order} ? order by id desc limit ?`)
      .all(sourceId, from, limit)
      .map((row) => number(row, 'words'));
  return { recent: words('>=', 50), usual: words('<', 20) };
}

/** Of the posts that a source's adapter was the first to read since a moment, the newest: how many, with a date and with an author, and their words. */
export function newestFields(
  store: Store,
  sourceId: string,
  since: number,
): {
  readonly posts: number;
  readonly dated: number;
  readonly authored: number;
  readonly words: readonly number[];
} {
  const rows = store
    .sql(
      `select words, published is not null as dated, author is not null as authored
       from post where source_id = ? and first_seen >= ? order by id desc limit 20`,
    )
    .all(sourceId, since);
  const sum = (column: string): number => rows.reduce((total, row) => total + number(row, column), 0);
  return {
    posts: rows.length,
    dated: sum('dated'),
    authored: sum('authored'),
    words: rows.map((row) => number(row, 'words')),
  };
}

/** How many posts of a source were stored since then. */
export function countPostsSince(store: Store, sourceId: string, since: number): number {
  return count(
    store.sql('select count(*) as n from post where source_id = ? and first_seen >= ?').get(sourceId, since),
  );
}

/** Those of these titles, in any case, that a source's posts bear already. */
export function knownTitles(store: Store, sourceId: string, titles: readonly string[]): string[] {
  return store
    .sql(
      `select distinct lower(title) as title from post
       where source_id = $source and lower(title) in (select lower(value) from json_each($titles))`,
    )
    .all({ source: sourceId, titles: JSON.stringify(titles) })
    .map((row) => text(row, 'title'));
}
