import { decodeHTMLAttribute, decodeXML } from 'entities/decode';
import { DOUBLE_QUOTE, endsName, EQUALS, GREATER, isSpace, SINGLE_QUOTE, SLASH } from './characters.ts';
import type { Attributes } from './tree-builder.ts';

/** Markup, and where its reader is in it. */
export type Cursor = { readonly markup: string; readonly isXml: boolean; at: number };

/** Reads from behind a tag's name to behind its end. Answers whether the tag closes itself, or undefined where it has no end. */
export function readAttributes(cursor: Cursor, attributes: Attributes): boolean | undefined {
  const { markup } = cursor;
  while (cursor.at < markup.length) {
    const next = markup.charCodeAt(cursor.at);
    if (next === GREATER) {
      cursor.at += 1;
      return false;
    }
    if (next === SLASH) {
      cursor.at += 1;
      skipSpace(cursor);
      if (markup.charCodeAt(cursor.at) !== GREATER) continue;
      cursor.at += 1;
      return true;
    }
    if (isSpace(next)) cursor.at += 1;
    else readAttribute(cursor, attributes);
  }
  return undefined;
}

/** Of two with one name the first counts. */
function readAttribute(cursor: Cursor, attributes: Attributes): void {
  const { markup } = cursor;
  const name = readName(cursor);
  skipSpace(cursor);
  const value = markup.charCodeAt(cursor.at) === EQUALS ? readValue(cursor) : '';
  if (!Object.hasOwn(attributes, name)) attributes[name] = value;
}

/** Whatever its first character is, that belongs to it. */
function readName(cursor: Cursor): string {
  const { markup, at } = cursor;
  let end = at + 1;
  while (end < markup.length) {
    const next = markup.charCodeAt(end);
    if (next === EQUALS || endsName(next)) break;
    end += 1;
  }
  cursor.at = end;
  return nameBetween(cursor, at, end);
}

function readValue(cursor: Cursor): string {
  cursor.at += 1;
  skipSpace(cursor);
  const value = readRawValue(cursor);
  if (!value.includes('&')) return value;
  return cursor.isXml ? decodeXML(value) : decodeHTMLAttribute(value);
}

/** One that is cut off goes to the end of all. */
function readRawValue(cursor: Cursor): string {
  const { markup, at } = cursor;
  const first = markup.charCodeAt(at);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
    const end = markup.indexOf(first === DOUBLE_QUOTE ? '"' : "'", at + 1);
    cursor.at = end === -1 ? markup.length : end + 1;
    return markup.slice(at + 1, end === -1 ? undefined : end);
  }
  cursor.at = endOfWord(cursor, at);
  return markup.slice(at, cursor.at);
}

/** Where the next white space or end of a tag is. */
function endOfWord({ markup }: Cursor, from: number): number {
  let end = from;
  while (end < markup.length) {
    const next = markup.charCodeAt(end);
    if (next === GREATER || isSpace(next)) break;
    end += 1;
  }
  return end;
}

export function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.markup.charCodeAt(cursor.at))) cursor.at += 1;
}

/** HTML does not tell capitals in names, XML does. */
export function nameBetween({ markup, isXml }: Cursor, from: number, end: number): string {
  const name = markup.slice(from, end);
  return isXml ? name : name.toLowerCase();
}
