import * as z from 'zod';
import { unpack } from './blobs.ts';
import { type Row, text } from './columns.ts';

/** How one JSON column is written and read: the only door through which its text becomes a value. */
export type JsonColumn<T> = {
  readonly write: (value: T) => string;
  /**
   * The value of a row, checked. `key` says which row it is in an error: its id, or the post's it belongs to.
   * @throws TypeError naming table, column, row and what is wrong there.
   */
  readonly read: (row: Row, key: number | string) => T;
};

/** One schema for each field of a type, so that a field that is added or renamed must be added or renamed here, too. */
export type Fields<T> = { readonly [K in keyof T]-?: z.ZodType<T[K] | undefined> };

/**
 * A JSON column, `revision.blocks`, plain or packed. Every value has the shape that the schema gives it; a field that
 * later versions added has its default there.
 */
export function jsonColumn<T>(at: string, schema: z.ZodType<T>): JsonColumn<T> {
  const column = at.slice(at.indexOf('.') + 1);
  return {
    write: (value) => JSON.stringify(value),
    read: (row, key) => {
      const parsed = schema.safeParse(parse(row, column, `${at} of row ${key}`));
      if (parsed.success) return parsed.data;
      throw unreadable(`${at} of row ${key}`, z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' '));
    },
  };
}

function parse(row: Row, column: string, where: string): unknown {
  const value = row[column];
  const json = value instanceof Uint8Array ? unpack(value) : text(row, column);
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable(where, 'it is not JSON');
  }
}

function unreadable(where: string, why: string): TypeError {
  return new TypeError(
    `${where} does not hold what this version writes there: ${why}. If a newer version wrote it, use that one; otherwise restore a backup.`,
  );
}
