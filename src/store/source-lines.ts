import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** From which score on posts of a source are laid on the desk, and what that was worked out from. */
export type SourceLine = {
  readonly sourceId: string;
  readonly line: number;
  /** The line of the pack at that time. */
  readonly packLine: number;
  readonly decided: number;
  readonly rulesHash: string;
};

/** Lines that were worked out, by source. */
export function sourceLines(store: Store): ReadonlyMap<string, SourceLine> {
  const rows = store.sql('select * from source_line').all();
  return new Map(
    rows.map((row) => [
      text(row, 'source_id'),
      {
        sourceId: text(row, 'source_id'),
        line: number(row, 'line'),
        packLine: number(row, 'pack_line'),
        decided: number(row, 'decided'),
        rulesHash: text(row, 'rules_hash'),
      },
    ]),
  );
}

/** The line of the source that a post is of; undefined where the pack's holds. */
export function lineOfPost(store: Store, postId: number): number | undefined {
  const row = store
    .sql('select line from source_line where source_id = (select source_id from post where id = ?)')
    .get(postId);
  return row === undefined ? undefined : number(row, 'line');
}

/** The line of a source: its own, or the pack's. */
export function lineOfSource(store: Store, sourceId: string, packLine: number): number {
  const row = store.sql('select line from source_line where source_id = ?').get(sourceId);
  return row === undefined ? packLine : number(row, 'line');
}

export function keepLine(store: Store, { sourceId, line, packLine, decided, rulesHash }: SourceLine): void {
  store
    .sql(
      'insert or replace into source_line (source_id, line, pack_line, decided, rules_hash) values (?, ?, ?, ?, ?)',
    )
    .run(sourceId, line, packLine, decided, rulesHash);
}

/** Forgets lines that were worked out from another line of the pack. */
export function dropLinesBut(store: Store, packLine: number): void {
  store.sql('delete from source_line where pack_line <> ?').run(packLine);
}

/** How many posts of each source were accepted or rejected. */
export function decidedBySource(store: Store): ReadonlyMap<string, number> {
  const rows = store
    .sql(
      "select source_id, count(*) as n from candidate where state in ('accepted', 'rejected') group by source_id",
    )
    .all();
  return new Map(rows.map((row) => [text(row, 'source_id'), number(row, 'n')]));
}
