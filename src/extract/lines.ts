import {
  isElement,
  isText,
  isUnclosed,
  type HtmlDocument,
  type HtmlElement,
  type HtmlNode,
} from '../base/html.ts';
import type { ClutterJudge } from './text/clutter.ts';
import { plainText } from './plain-text.ts';

/** A run of a page's text that stands on its own: a paragraph, a heading, an item, a row. */
export type Line = {
  readonly kind: 'heading' | 'item' | 'row' | 'text';
  readonly text: string;
  /** How much of the text is in links, 0 to 1. */
  readonly linked: number;
  /** Within something that is beside the post. */
  readonly beside: boolean;
  /** Of another post, a comment or a caption, by its structure: beside the text, and kept to be shown. */
  readonly company?: boolean;
  /** The block element it stands in. */
  readonly element: HtmlDocument | HtmlElement;
};

/** The lines of a page in order, and which of them each block element holds: from, to (exclusive). */
export type Lines = {
  readonly lines: readonly Line[];
  readonly spans: ReadonlyMap<HtmlElement, readonly [from: number, to: number]>;
};

const BLOCKS = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
);
const HEADING = /^h[1-6]$/;
/** A line wholly in bold is a heading that nobody marked up, if it is short and no sentence. */
const BOLD_HEADING = 90;

/** What is all link or all bold up to a break is a line of its own, if it is no longer. */
const LONGEST_ALONE = 160;

/** A cell with more breaks than a table's figures need is a column of a page. */
const LAYOUT_BREAKS = 5;

/** Where reading may end: so many lines past the last of these elements; past the whole where there are none, or one is no block of it. */
export type LinesEnd = { readonly past: readonly (HtmlDocument | HtmlElement)[]; readonly by: number };

/** Reads an element's text as lines, as a person would see them. After an early end, the lines past it are of no use. */
export function readLines(
  roots: readonly (HtmlDocument | HtmlElement)[],
  judge: ClutterJudge,
  end: LinesEnd = { past: [], by: 0 },
): Lines {
  const reader = new LineReader(judge, end);
  for (const root of roots) reader.block(root, 'text');
  return { lines: reader.lines, spans: reader.spans };
}

/** What a line belonged to before an element began. */
type Around = { readonly kind: Line['kind']; readonly element: HtmlDocument | HtmlElement | undefined };

/** The line that is being written; it lives for one pass. */
class LineReader {
  readonly lines: Line[] = [];
  readonly spans = new Map<HtmlElement, readonly [number, number]>();
  readonly #judge: ClutterJudge;
  readonly #ahead: Set<HtmlDocument | HtmlElement>;
  readonly #by: number;
  #most = Infinity;
  #text = '';
  /** What was written last: a line may grow without end, and is not to be looked at whole at each word. */
  #last = '';
  #linked = 0;
  #bold = 0;
  #breaks = 0;
  #isLong = false;
  #isBegun = false;
  #inLink = 0;
  #inBold = 0;
  #beside = 0;
  #kind: Line['kind'] = 'text';
  #element: HtmlDocument | HtmlElement | undefined;

  constructor(judge: ClutterJudge, end: LinesEnd) {
    this.#judge = judge;
    this.#ahead = new Set(end.past);
    this.#by = end.by;
  }

  block(element: HtmlDocument | HtmlElement, kind: Line['kind']): void {
    const continues = isElement(element) && element.name === 'dd' && this.#text.endsWith(': ');
    if (!continues) this.#flush();
    const from = this.lines.length;
    const around = { kind: this.#kind, element: this.#element };
    this.#kind = kind;
    this.#element = element;
    for (const child of element.children) this.#node(child);
    const isTitle = this.#linked > this.#text.trim().length * 0.8;
    if (isElement(element) && element.name === 'dt' && !isTitle && isTermOf(element, this.#text)) {
      this.#text = `${this.#text.trim().replace(/:$/, '')}: `;
    } else this.#flush();
    this.#leave(element, around);
    if (isElement(element) && this.lines.length > from) this.spans.set(element, [from, this.lines.length]);
  }

  #node(node: HtmlNode): void {
    if (this.lines.length > this.#most) return;
    if (isElement(node)) this.#child(node);
    else if (isText(node)) this.#write(node.data);
  }

  #child(element: HtmlElement): void {
    const { name } = element;
    if (name === 'br') {
      this.#break();
      return;
    }
    const judgement = this.#judge(element);
    if (judgement === 'nothing') return;
    if (judgement === 'beside') {
      this.#flush();
      this.#beside += 1;
    }
    if (name === 'tr' && isDataRow(element)) this.#row(element);
    else if (BLOCKS.has(name)) this.block(element, kindOf(name, this.#kind));
    else this.#inline(element);
    if (judgement === 'beside') {
      this.#flush();
      this.#beside -= 1;
    }
  }

  #inline(element: HtmlElement): void {
    if (this.#isGlued(element)) this.#write(' ');
    const link = element.name === 'a' && 'href' in element.attribs && !holdsText(element) ? 1 : 0;
    const bold = element.name === 'b' || element.name === 'strong' ? 1 : 0;
    this.#inLink += link;
    this.#inBold += bold;
    for (const child of element.children) this.#node(child);
    this.#inLink -= link;
    this.#inBold -= bold;
  }

  /** Two elements with nothing between them that a style sheet sets apart: a name and "Published". */
  #isGlued(element: HtmlElement): boolean {
    const { prev } = element;
    if (prev === null || !isElement(prev)) return false;
    if (!/[\p{L}\p{N}]$/u.test(this.#last)) return false;
    const areSpans = element.name === 'span' && prev.name === 'span';
    const areDressed = 'class' in element.attribs && 'class' in prev.attribs;
    const first = firstText(element);
    // A small letter before a capital is the end of a word before another.
    if (/^\p{Lu}\p{Ll}/u.test(first) && /\p{Ll}$/u.test(this.#last)) return true;
    return (areSpans || areDressed) && /^[\p{Lu}\d]/u.test(first);
  }

  /** Cells of a table of data are read as one line; those of a table that lays out a page are blocks of their own. */
  #row(row: HtmlElement): void {
    this.#flush();
    const around = { kind: this.#kind, element: this.#element };
    this.#kind = 'row';
    this.#element = row;
    for (const cell of row.children) {
      if (!isElement(cell) || this.#judge(cell) === 'nothing') continue;
      if (this.#hasText()) this.#text += ' | ';
      for (const child of cell.children) this.#node(child);
    }
    this.#flush();
    this.#leave(row, around);
  }

  /** Whether anything but white space was written; once it was, a row of any number of cells is not looked at again. */
  #hasText(): boolean {
    if (this.#isBegun) return true;
    this.#isBegun = this.#text.trim() !== '';
    if (!this.#isBegun) this.#text = '';
    return this.#isBegun;
  }

  #leave(element: HtmlDocument | HtmlElement, { kind, element: outer }: Around): void {
    this.#kind = kind;
    this.#element = outer;
    if (this.#ahead.delete(element) && this.#ahead.size === 0) this.#most = this.lines.length + this.#by;
  }

  #write(data: string): void {
    this.#text += data;
    if (data !== '') this.#last = data.slice(-2);
    if (this.#inLink === 0 && this.#inBold === 0 && this.#breaks === 0) return;
    const size = data.trim().length;
    if (size === 0) return;
    this.#breaks = 0;
    if (this.#inLink > 0) this.#linked += size;
    if (this.#inBold > 0) this.#bold += size;
  }

  /** Two breaks with nothing between them are a paragraph's end in pages that know no paragraphs; so is one behind a heading or a link alone. */
  #break(): void {
    this.#text += ' ';
    this.#last = ' ';
    this.#breaks += 1;
    if (this.#breaks > 1 || this.#isAlone()) this.#flush();
  }

  /** A line that was once too long stays so: it is not measured again at each of its breaks. */
  #isAlone(): boolean {
    const marked = Math.max(this.#bold, this.#linked);
    if (this.#isLong || marked === 0) return false;
    const size = this.#text.trim().length;
    this.#isLong = size > LONGEST_ALONE;
    return size > 0 && !this.#isLong && marked >= size * 0.95;
  }

  #flush(): void {
    const text = this.#text === '' ? '' : plainText(this.#text);
    if (text !== '' && this.#element !== undefined) {
      const isBold = this.#bold >= text.length * 0.9 && text.length <= BOLD_HEADING && !/[.!:,;]$/.test(text);
      this.lines.push({
        kind: isBold && this.#kind === 'text' ? 'heading' : this.#kind,
        text,
        linked: Math.min(1, this.#linked / text.length),
        beside: this.#beside > 0,
        element: this.#element,
      });
    }
    this.#text = '';
    this.#last = '';
    this.#linked = 0;
    this.#bold = 0;
    this.#breaks = 0;
    this.#isLong = false;
    this.#isBegun = false;
  }
}

/** A link that somebody forgot to close, with paragraphs of the text in it. */
function holdsText(link: HtmlElement): boolean {
  return (
    isUnclosed(link) && link.children.filter((child) => isElement(child) && child.name === 'p').length > 1
  );
}

function firstText(element: HtmlElement): string {
  const [first] = element.children;
  if (first === undefined) return '';
  return isText(first) ? first.data : isElement(first) ? firstText(first) : '';
}

function kindOf(name: string, around: Line['kind']): Line['kind'] {
  if (HEADING.test(name)) return 'heading';
  if (name === 'li') return 'item';
  return around === 'heading' || around === 'item' ? around : 'text';
}

function isTermOf(term: HtmlElement, text: string): boolean {
  let next = term.next;
  while (next !== null && !isElement(next)) next = next.next;
  return next !== null && next.name === 'dd' && text.trim() !== '' && text.length < 120;
}

function isDataRow(row: HtmlElement): boolean {
  const cells = row.children.filter(isElement);
  return (
    cells.length > 1 &&
    cells.every((cell) => !cell.children.some((child) => isElement(child) && BLOCKS.has(child.name))) &&
    cells.every((cell) => breaksIn(cell) < LAYOUT_BREAKS)
  );
}

/** How many breaks an element holds, whatever is around them. */
function breaksIn(parent: HtmlElement): number {
  return parent.children.reduce(
    (sum, child) => sum + (isElement(child) ? (child.name === 'br' ? 1 : breaksIn(child)) : 0),
    0,
  );
}
