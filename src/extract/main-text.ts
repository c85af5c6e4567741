import { isElement, type HtmlDocument, type HtmlElement } from '../base/html.ts';
import type { Line, Lines } from './lines.ts';
import { isProse, proseIn } from './noise.ts';

/** The part of a page's lines that one element must hold to be taken for the place of the post. */
const ENOUGH = 0.85;
const COLUMN = 0.6;
/** An element that says of itself that it is the article's body is believed from here on. */
const DECLARED = 0.5;
/** With less running text than this, in characters, another reading may find more. */
const LEAST_PROSE = 250;
/** How far above the text its standfirst may begin, in lines. */
const STANDFIRST_REACH = 12;
/** A link outside running text counts against its surroundings by its length, up to this. */
const LINK_COST = 80;

/** Which lines are the post, and whether the choice was a clear one. */
export type MainText = { readonly lines: readonly Line[]; readonly sure: boolean };

/**
 * Finds the post among a page's lines by the density of running text: from the body inwards, as long as one child holds nearly all
 * of the prose, links counting against; then the siblings that carry on in the same dress, and what stands between title and text.
 */
export function mainText(page: Lines, body: HtmlDocument | HtmlElement, titleAt: number): MainText {
  const sums = prefixSums(page.lines);
  const gain = ([from, to]: readonly [number, number]): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const all: readonly [number, number] = [0, page.lines.length];
  const prose = proseIn(page.lines);
  const root = declaredBody(page, gain, prose) ?? descend(page, body, gain, { prose, titleAt });
  const [from, to] = isElement(root) ? joined(root, page, gain) : all;
  const lines = [
    ...standfirst(page.lines, titleAt, from),
    ...page.lines.slice(startOf([from, to], titleAt, gain), to),
  ];
  // More running text beside the post than in it is a thread of comments, or a page whose names misled us; what was told by its
  // structure did not.
  const aside = proseIn(
    page.lines
      .filter((line) => line.beside && line.company !== true)
      .map((line) => ({ ...line, beside: false })),
  );
  const isSure = prose > LEAST_PROSE && gain([from, to]) >= prose * 0.6 && aside <= prose * 1.5;
  return { lines, sure: isSure };
}

function prefixSums(lines: readonly Line[]): readonly number[] {
  const sums = [0];
  let sum = 0;
  for (const line of lines) {
    sum += gainOf(line);
    sums.push(sum);
  }
  return sums;
}

function gainOf(line: Line): number {
  if (line.beside) return 0;
  if (isProse(line)) return line.text.length;
  return line.linked > 0.5 ? -Math.min(line.text.length, LINK_COST) : 0;
}

type Gain = (span: readonly [number, number]) => number;

function declaredBody(page: Lines, gain: Gain, prose: number): HtmlElement | undefined {
  for (const [element, span] of page.spans) {
    if (/articleBody/i.test(element.attribs['itemprop'] ?? '') && gain(span) >= prose * DECLARED)
      return element;
  }
  return undefined;
}

function descend(
  page: Lines,
  body: HtmlDocument | HtmlElement,
  gain: Gain,
  { prose, titleAt }: { readonly prose: number; readonly titleAt: number },
): HtmlDocument | HtmlElement {
  let root = body;
  for (;;) {
    let next: HtmlElement | undefined;
    const here = isElement(root) ? page.spans.get(root) : undefined;
    // Columns of a table that lays out a page are told by less: there is no other name for what stands beside.
    const share = isElement(root) && root.name === 'tr' ? COLUMN : ENOUGH;
    let most = Math.max(Math.min(prose, here === undefined ? prose : gain(here)) * share, prose * 0.5, 1);
    for (const child of root.children) {
      const span = isElement(child) ? page.spans.get(child) : undefined;
      if (span !== undefined && isElement(child) && gain(span) >= most) {
        most = gain(span);
        next = child;
      }
    }
    if (next === undefined || /^(p|ul|ol|dl|blockquote|pre|h\d)$/.test(next.name)) return root;
    if (isOneOfMany(next, page, titleAt)) return root;
    root = next;
  }
}

/** Boxes in the very same dress, none of them the title's, are the parts of one text. */
function isOneOfMany(box: HtmlElement, page: Lines, titleAt: number): boolean {
  if (box.parent === null) return false;
  return box.parent.children.some((other) => {
    const span = isElement(other) && other !== box ? page.spans.get(other) : undefined;
    return (
      span !== undefined &&
      isElement(other) &&
      isPartOf(box, other, span, page) &&
      !(titleAt >= span[0] && titleAt < span[1])
    );
  });
}

function isPartOf(
  box: HtmlElement,
  other: HtmlElement,
  span: readonly [number, number],
  { lines }: Lines,
): boolean {
  const dress = box.attribs['class'] ?? '';
  if (dress === '' || other.name !== box.name || other.attribs['class'] !== dress) return false;
  return lines.slice(...span).some(({ beside, linked }) => !beside && linked < 0.5);
}

/** A post in several like boxes: neighbours of the chosen one that look the same and hold prose belong to it. */
function joined(root: HtmlElement, page: Lines, gain: Gain): readonly [number, number] {
  const span = page.spans.get(root) ?? [0, 0];
  if (root.name === 'article' || root.name === 'td' || root.parent === null) return span;
  let [from, to] = span;
  for (const sibling of root.parent.children) {
    if (!isElement(sibling) || !isAlike(sibling, root)) continue;
    const other = page.spans.get(sibling);
    if (other === undefined || gain(other) <= 0) continue;
    from = Math.min(from, other[0]);
    to = Math.max(to, other[1]);
  }
  return [from, to];
}

function isAlike(one: HtmlElement, other: HtmlElement): boolean {
  const dress = (element: HtmlElement): string => (element.attribs['class'] ?? '').split(/\s+/)[0] ?? '';
  return /^(p|ul|ol|blockquote)$/.test(one.name) || (one.name === other.name && dress(one) === dress(other));
}

function standfirst(lines: readonly Line[], titleAt: number, from: number): readonly Line[] {
  if (titleAt < 0 || titleAt >= from || from - titleAt > STANDFIRST_REACH) return [];
  return lines.slice(titleAt + 1, from).filter(isProse);
}

/** Text begins below its title, unless the title stands so low that it must be another one. */
function startOf([from, to]: readonly [number, number], titleAt: number, gain: Gain): number {
  const isInside = titleAt >= from && titleAt < to;
  return isInside && gain([from, titleAt]) <= gain([titleAt, to]) * 0.5 ? titleAt + 1 : from;
}

/** The lines below the title, where a source has named the elements that hold the text and the title may be among them. */
export function belowTitle(page: Lines, titleAt: number): readonly Line[] {
  const sums = prefixSums(page.lines);
  const gain: Gain = ([from, to]) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return page.lines.slice(startOf([0, page.lines.length], titleAt, gain));
}
