import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A text column. @throws TypeError when it holds anything else: the schema and the query have parted ways. */
export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new TypeError(`column ${name} is not text`);
  return value;
}

/** A text column that may be null. */
export function maybeText(row: Row, name: string): string | null {
  return row[name] === null ? null : text(row, name);
}

/** A number column. @throws TypeError when it holds anything else. */
export function number(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number') throw new TypeError(`column ${name} is not a number`);
  return value;
}

/** A number column that may be null. */
export function maybeNumber(row: Row, name: string): number | null {
  return row[name] === null ? null : number(row, name);
}

/** A text column that holds one of a few words. @throws TypeError naming the word, the column and the words it may hold. */
export function oneOf<Word extends string>(row: Row, name: string, words: readonly Word[]): Word {
  const value = row[name];
  const word = words.find((known) => known === value);
  if (word === undefined)
    throw new TypeError(
      `column ${name} holds ${JSON.stringify(value)}, which is none of ${words.join(', ')}`,
    );
  return word;
}

/** A column of a few words that may be null. */
export function maybeOneOf<Word extends string>(row: Row, name: string, words: readonly Word[]): Word | null {
  return row[name] === null ? null : oneOf(row, name, words);
}

/** `select count(*) as n`, or any other single number named n. */
export function count(row: Row | undefined): number {
  return row === undefined ? 0 : number(row, 'n');
}

/** Numbers as a blob holds them, in this machine's order: a view, not a copy. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
