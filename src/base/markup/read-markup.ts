import { decodeHTML, decodeXML } from 'entities/decode';
import { endsName, EXCLAMATION, GREATER, isLetter, QUESTION, SLASH } from './characters.ts';
import { type ElementKind, kindOf, ORDINARY } from './element-kinds.ts';
import { endOfComment } from './end-of-comment.ts';
import { type Cursor, nameBetween, readAttributes, skipSpace } from './read-tag.ts';
import { type Attributes, TreeBuilder } from './tree-builder.ts';

/**
 * Reads markup, however ill-formed, into a tree without comments and instructions: as htmlparser2 does, node for node, in half the
 * time; but an end tag may have a slash behind its name, and a comment end in `--!>`, as browsers have it. It goes from one character that matters to the next, and a text is asked as a whole for what the characters in it stand for.
 */
export function readMarkup(markup: string, isXml: boolean): TreeBuilder['root'] {
  const reader = new MarkupReader({ markup, isXml, at: 0 });
  reader.readAll();
  return reader.tree.root;
}

class MarkupReader {
  readonly tree = new TreeBuilder();
  readonly #cursor: Cursor;
  readonly #markup: string;
  readonly #isXml: boolean;
  /** Whether what is open is of a language in which an element may close itself; the innermost last. */
  readonly #foreign: boolean[];
  /** Where the text began that is being read. */
  #textFrom = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#markup = cursor.markup;
    this.#isXml = cursor.isXml;
    this.#foreign = [cursor.isXml];
  }

  readAll(): void {
    for (;;) {
      const at = this.#markup.indexOf('<', this.#cursor.at);
      if (at === -1) break;
      this.#readMark(at);
      if (this.tree.isTooDeep) this.#goOnAt(this.#markup.length);
    }
    this.#sayUntil(this.#markup.length);
    this.tree.closeAll();
  }

  /** What begins with a `<`; where it begins nothing, it is text. */
  #readMark(at: number): void {
    const next = this.#markup.charCodeAt(at + 1);
    if (next === SLASH) this.#readEndTag(at);
    else if (next === EXCLAMATION) this.#passDeclaration(at);
    else if (next === QUESTION) this.#passInstruction(at);
    else if (this.#startsName(next)) this.#readTag(at);
    else this.#cursor.at = at + 1;
  }

  #readTag(at: number): void {
    this.#sayUntil(at);
    const end = this.#endOfName(at + 2);
    const name = nameBetween(this.#cursor, at + 1, end);
    const kind = this.#kindOf(name);
    this.#endBefore(kind);
    this.#cursor.at = end;
    const attributes: Attributes = {};
    const closesItself = readAttributes(this.#cursor, attributes);
    // A tag that is cut off is none.
    if (closesItself === undefined) return this.#goOnAt(this.#markup.length);
    this.#goOnAt(this.#cursor.at);
    this.tree.open(name, attributes);
    this.#goInto(name, kind, closesItself);
  }

  #goInto(name: string, { isVoid, isRaw, isForeign }: ElementKind, closesItself: boolean): void {
    const isWhole = closesItself && (isForeign ?? this.#foreign.at(-1)) === true;
    if (isVoid || isWhole) return this.tree.close(isVoid);
    if (isForeign !== undefined) this.#foreign.push(isForeign);
    if (isRaw && !closesItself) this.#readRaw(name);
  }

  #endBefore({ ends }: ElementKind): void {
    if (ends.size > 0) while (ends.has(this.tree.innermost ?? '')) this.tree.close(true);
  }

  /** All is text up to the end tag, and stands for itself, but in a title. */
  #readRaw(name: string): void {
    const end = this.#endTagOf(name);
    const text = this.#markup.slice(this.#textFrom, end);
    if (text !== '') this.tree.say(name === 'title' ? this.#decoded(text) : text);
    this.#goOnAt(end);
    if (end < this.#markup.length) this.#readEndTag(end);
  }

  /** Where the next end tag of that name begins; the end of all where there is none. */
  #endTagOf(name: string): number {
    const markup = this.#markup;
    for (let at = markup.indexOf('</', this.#textFrom); at !== -1; at = markup.indexOf('</', at + 2)) {
      const end = at + 2 + name.length;
      const next = markup.charCodeAt(end);
      if (endsName(next) && nameBetween(this.#cursor, at + 2, end) === name) return at;
    }
    return markup.length;
  }

  #readEndTag(at: number): void {
    const { length } = this.#markup;
    this.#cursor.at = at + 2;
    skipSpace(this.#cursor);
    const from = this.#cursor.at;
    const first = this.#markup.charCodeAt(from);
    // `</>` is text; so is what is cut off there.
    if (from >= length || first === GREATER) return;
    this.#sayUntil(at);
    if (!this.#startsName(first)) return void this.#pass('>', from, from);
    const end = this.#endOfName(from);
    this.#pass('>', end, length);
    if (end < length) this.#close(nameBetween(this.#cursor, from, end));
  }

  #close(name: string): void {
    const kind = this.#kindOf(name);
    if (kind.isForeign !== undefined) this.#foreign.pop();
    if (!kind.isVoid && this.tree.closeTo(name)) return;
    // In HTML the end tag of these alone stands for the whole element.
    if (this.#isXml || (name !== 'p' && name !== 'br')) return;
    this.#endBefore(kind);
    this.tree.open(name, {});
    this.tree.close(false);
  }

  /** Comments, and what XML has that is text whatever stands in it. */
  #passDeclaration(at: number): void {
    const markup = this.#markup;
    const from = at + 2;
    this.#sayUntil(at);
    if (markup.startsWith('--', from)) this.#passComment(from);
    else if (markup.startsWith('[CDATA[', from)) this.#readCdata(from + '[CDATA['.length);
    // The character behind the mark is read over, whatever it is.
    else this.#pass('>', from + 1, from);
  }

  #passInstruction(at: number): void {
    this.#sayUntil(at);
    this.#pass('>', at + 2, at + 2);
  }

  #passComment(from: number): void {
    const end = this.#isXml ? { last: '-->', from } : endOfComment(this.#markup, from);
    this.#pass(end.last, end.from, this.#markup.length);
  }

  #readCdata(from: number): void {
    const end = this.#pass(']]>', from, this.#markup.length);
    if (this.#isXml) this.tree.sayApart(this.#markup.slice(from, end));
  }

  /**
   * Passes by what begins where the text ended. Answers where its `last` characters begin, which are looked for from `from` on, or undefined
   * where there are none: then what begins at `orElse` is text.
   */
  #pass(last: string, from: number, orElse: number): number | undefined {
    const end = this.#markup.indexOf(last, from);
    if (end !== -1) {
      this.#goOnAt(end + last.length);
      return end;
    }
    this.#goOnAt(this.#markup.length);
    this.#textFrom = orElse;
    return undefined;
  }

  #goOnAt(at: number): void {
    this.#cursor.at = at;
    this.#textFrom = at;
  }

  #sayUntil(end: number): void {
    if (end > this.#textFrom) this.tree.say(this.#decoded(this.#markup.slice(this.#textFrom, end)));
    this.#textFrom = end;
  }

  #decoded(text: string): string {
    if (!text.includes('&')) return text;
    return this.#isXml ? decodeXML(text) : decodeHTML(text);
  }

  #kindOf(name: string): ElementKind {
    return this.#isXml ? ORDINARY : kindOf(name);
  }

  #startsName(code: number): boolean {
    return this.#isXml ? !Number.isNaN(code) && !endsName(code) : isLetter(code);
  }

  #endOfName(from: number): number {
    let end = from;
    while (end < this.#markup.length && !endsName(this.#markup.charCodeAt(end))) end += 1;
    return end;
  }
}
