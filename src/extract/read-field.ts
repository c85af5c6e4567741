import { defined } from '../base/defined.ts';
import { isElement, type HtmlDocument, type HtmlElement, outwards } from '../base/html.ts';
import type { ArticleField, ArticleReader, PageView } from '../base/source.ts';
import { eachSimple, findSimple } from './find-simple.ts';
import { textOf, type LinkedData } from './json-ld.ts';
import { plainText } from './plain-text.ts';

/** A page as adapters see it, and its tree. */
export type TreeView = PageView & { readonly document: HtmlDocument };

/** What the readers of a source's fields are given. */
export type Readable = { readonly view: TreeView; readonly linked: LinkedData };

/** What a chain gave, and which of its readers did, from 0; where that was `auto`, which of the readers of `auto`. */
export type Won<T> = { readonly value: T; readonly by: number; readonly auto?: number };

/**
 * Tries the readers of a field in turn. `auto` may stand anywhere in a chain and always stands at its end; there it counts as one
 * reader. A field that is left out, or is just `'auto'`, counts the readers of `auto` itself.
 */
export function firstOf<T>(
  field: ArticleField | undefined,
  read: (reader: ArticleReader) => T | undefined,
  auto: () => Won<T> | undefined,
): Won<T> | undefined {
  if (field === undefined || field === 'auto') {
    const won = auto();
    return won === undefined ? undefined : { ...won, auto: won.by };
  }
  const readers: readonly ArticleReader[] = isChain(field) ? field : [field];
  for (const [at, reader] of (readers.includes('auto') ? readers : [...readers, 'auto']).entries()) {
    const found = reader === 'auto' ? auto() : undefined;
    const value = reader === 'auto' ? found?.value : read(reader);
    if (value !== undefined) return { value, by: at, ...defined({ auto: found?.by }) };
  }
  return undefined;
}

/** The first that is read of some things. */
export function firstFound<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of several that gives a value, with its place. */
export function firstWinner<T>(readers: readonly (() => T | undefined)[]): Won<T> | undefined {
  for (const [by, read] of readers.entries()) {
    const value = read();
    if (value !== undefined) return { value, by };
  }
  return undefined;
}

/** The text that one reader finds, or undefined. A function of an adapter that throws, or a selector that cannot be read, finds nothing. */
export function readText(reader: ArticleReader, { view, linked }: Readable): string | undefined {
  if (typeof reader === 'object') return linked(reader.jsonLd);
  const found = typeof reader === 'string' ? textAt(reader, view) : called(reader, view);
  const text = found === undefined ? '' : plainText(found);
  return text === '' ? undefined : text;
}

/** The elements that a selector finds, none inside another. */
export function elementsAt(selector: string, view: TreeView): readonly HtmlElement[] {
  const simply = findSimple(selector, view.document);
  if (simply !== undefined) return simply;
  try {
    const found = view.$(selector).toArray().filter(isElement);
    const all = new Set<unknown>(found);
    return found.filter((element) => !hasAncestorIn(element, all));
  } catch {
    return [];
  }
}

/** What a function of an adapter answers; a throw is no answer. */
export function called(read: (page: PageView) => string | undefined, view: PageView): string | undefined {
  try {
    return read(view);
  } catch {
    return undefined;
  }
}

function isChain(field: ArticleField): field is readonly ArticleReader[] {
  return Array.isArray(field);
}

function textAt(selector: string, view: TreeView): string | undefined {
  const [, path = selector, attribute] = /^(.+)@([\w:-]+)$/s.exec(selector) ?? [];
  let found: string | undefined;
  const isText = (element: HtmlElement): true | void => {
    const text = attribute === undefined ? textOf(element) : (element.attribs[attribute] ?? '');
    if (text.trim() === '') return;
    found = text;
    return true;
  };
  // Most fields stand far above the end of the page.
  if (!eachSimple(path, view.document, isText)) elementsAt(path, view).some(isText);
  return found;
}

function hasAncestorIn(element: HtmlElement, all: ReadonlySet<unknown>): boolean {
  for (const at of outwards(element.parent)) if (all.has(at)) return true;
  return false;
}
