import type { Marks } from '../model/marks.ts';
import { bytesOf, type Row, text } from './columns.ts';
import type { Store } from './open.ts';

/** Keeps what the learnt lines read of a post's text, in place of what was read of another. */
export function keepMarks(store: Store, postId: number, bodyHash: string, marks: Marks): void {
  store
    .sql(
      'insert or replace into marks (post_id, body_hash, edition, telling, wording) values (?, ?, ?, ?, ?)',
    )
    .run(
      ...([postId, bodyHash, marks.edition] as const),
      bytesOf(Float64Array.from(marks.telling)),
      bytesOf(Uint16Array.from(marks.wording)),
    );
}

/** What was read of this very text; undefined where nothing was. */
export function keptMarks(store: Store, postId: number, bodyHash: string): Marks | undefined {
  const row = store
    .sql(`select ${MARKED} from marks where post_id = ? and body_hash = ?`)
    .get(postId, bodyHash);
  return row === undefined ? undefined : marksIn(row);
}

/** The columns of a row that `marksIn` reads. */
export const MARKED = 'marks.edition as marked, marks.telling as told, marks.wording as worded';

/** Marks of a row with the columns `MARKED`; undefined where none are kept. */
export function marksIn(row: Row): Marks | undefined {
  const { told, worded } = row;
  if (!(told instanceof Uint8Array) || !(worded instanceof Uint8Array)) return undefined;
  return {
    edition: text(row, 'marked'),
    telling: new Float64Array(told.buffer, told.byteOffset, told.byteLength >> 3),
    wording: new Uint16Array(worded.buffer, worded.byteOffset, worded.byteLength >> 1),
  };
}
