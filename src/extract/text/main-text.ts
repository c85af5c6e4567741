import { isElement, type HtmlDocument, type HtmlElement } from '../../base/html.ts';
import { declaredBody, LEAST_DECLARED } from './declared-body.ts';
import { dressOf, isAlike } from '../dress.ts';
import type { Line, Lines } from '../lines.ts';
import { isProse, proseIn } from './noise.ts';
import { sizeOf, sizesOf } from '../size-of.ts';
import type { Gain, Running, LineSpan } from './span.ts';
import { standfirst } from './standfirst.ts';

/** The part of a page's lines that one element must hold to be taken for the place of the post. */
const ENOUGH = 0.85;
const COLUMN = 0.6;
/** An article that holds the title is believed from here on. */
const TITLED = 0.5;
/** One that other stories follow has so much running text of its own. */
const LEAST_STORY = 150;
/** A box with the title behind another is believed from here on. */
const BEHIND_COLUMN = 0.35;
/** So many lines of which hardly any runs on are verse. */
const LEAST_LINES = 8;
const MOST_RUNNING = 0.25;
const ARTICLE = /(?:^|\s)(?:article|post|story|entry|hentry)(?:$|\s)/;
/** A link outside running text counts against its surroundings by its length, up to this. */
const LINK_COST = 80;

/** What is known of a page besides its lines: where its title stands among them, or -1, and what it says of itself to machines. */
export type Shown = { readonly titleAt: number; readonly description?: string | undefined };

/**
 * Finds the post among a page's lines by the density of running text: from the body inwards, as long as one child holds nearly all
 * of the prose, links counting against; then the siblings that carry on in the same dress, and what stands between title and text.
 */
export function mainText(
  page: Lines,
  body: HtmlDocument | HtmlElement,
  { titleAt, description }: Shown,
): readonly Line[] {
  const running = proseIn(page.lines);
  const isShort = isInShortLines(page.lines, titleAt, running);
  const sums = prefixSums(page.lines, isShort);
  const gain = ([from, to]: LineSpan): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const all: LineSpan = [0, page.lines.length];
  const prose = isShort ? sizesOf(page.lines.filter(isToldPlainly)) : running;
  // Among more links than text nothing that holds both is the place of the post.
  const start = gain(all) < prose * LEAST_DECLARED ? (richest(page, gain) ?? body) : body;
  const root = declaredBody(page, gain, { prose, titleAt }) ?? descend(page, start, gain, { prose, titleAt });
  const [from, to] = isElement(root) ? joined(root, page, { gain, titleAt }) : all;
  return [
    ...standfirst(page.lines.slice(0, from), titleAt, description),
    ...page.lines.slice(startOf([from, to], titleAt, gain), to),
  ];
}

/** Verse, or what else is told in lines too short to run on: hardly anything on the page does. */
function isInShortLines(lines: readonly Line[], titleAt: number, running: number): boolean {
  if (titleAt < 0) return false;
  const own = lines.slice(titleAt + 1).filter(isToldPlainly);
  return own.length >= LEAST_LINES && running < sizesOf(own) * MOST_RUNNING;
}

function isToldPlainly({ beside, linked, kind }: Line): boolean {
  return !beside && linked < 0.5 && kind !== 'heading';
}

function prefixSums(lines: readonly Line[], isShort = false): readonly number[] {
  const sums = [0];
  let sum = 0;
  for (const line of lines) {
    sum += isShort && isToldPlainly(line) ? sizeOf(line.text) : gainOf(line);
    sums.push(sum);
  }
  return sums;
}

function gainOf(line: Line): number {
  if (line.beside) return 0;
  if (isProse(line)) return sizeOf(line.text);
  return line.linked > 0.5 ? -Math.min(line.text.length, LINK_COST) : 0;
}

/** The element that holds the most text for its links; of several the outermost. */
function richest({ spans }: Lines, gain: Gain): HtmlElement | undefined {
  let best: HtmlElement | undefined;
  let most = 1;
  for (const [element, span] of spans) {
    const size = gain(span);
    // Elements are noted from within.
    if (size >= most) [best, most] = [element, size];
  }
  return best;
}

function descend(
  page: Lines,
  body: HtmlDocument | HtmlElement,
  gain: Gain,
  { prose, titleAt }: Running,
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
      if (span === undefined || !isElement(child)) continue;
      const isTitles = titleAt >= span[0] && titleAt < span[1];
      if (isTitles && gain(span) >= LEAST_STORY && hasNextStory(child, page, titleAt)) {
        next = child;
        break;
      }
      const least = isTitles ? Math.min(most, prose * leastOfTitled(child, [span, here], gain)) : most;
      if (gain(span) >= least) {
        most = gain(span);
        next = child;
      }
    }
    if (next === undefined || /^(p|ul|ol|dl|blockquote|pre|h\d)$/.test(next.name)) return root;
    if (isOneOfMany(next, page, titleAt) && !hasNextStory(next, page, titleAt)) return root;
    root = next;
  }
}

/** The part of the page's running text from which on what holds the title is believed. */
function leastOfTitled(
  box: HtmlElement,
  [span, around]: readonly [LineSpan, LineSpan | undefined],
  gain: Gain,
): number {
  if (isArticle(box)) return TITLED;
  return isBehindColumn(span, around, gain) ? BEHIND_COLUMN : 1;
}

/** Another box in the same dress, with a heading just like the title. */
function hasNextStory(box: HtmlElement, { lines, spans }: Lines, titleAt: number): boolean {
  return (
    box.parent?.children.some((other) => {
      const span = isElement(other) && other !== box ? spans.get(other) : undefined;
      return (
        span !== undefined &&
        isElement(other) &&
        isOfOne(other, box) &&
        isStory(lines.slice(...span), lines[titleAt])
      );
    }) ?? false
  );
}

function isStory(lines: readonly Line[], title: Line | undefined): boolean {
  const dress =
    title?.kind === 'heading' && isElement(title.element) ? title.element.attribs['class'] : undefined;
  if (dress === undefined || dress === '' || nameOf(title) !== 'h1') return false;
  return lines.some(
    (line) => nameOf(line) === 'h1' && isElement(line.element) && line.element.attribs['class'] === dress,
  );
}

/** What holds the title, where a column with much running text stands before it: no text begins before its title. */
function isBehindColumn(span: LineSpan, around: LineSpan | undefined, gain: Gain): boolean {
  return gain([around?.[0] ?? 0, span[0]]) > gain(span) * 0.5;
}

function isArticle({ name, attribs }: HtmlElement): boolean {
  return name === 'article' || ARTICLE.test(attribs['class'] ?? '');
}

/** Boxes in the very same dress, none of them the title's, are the parts of one text. */
function isOneOfMany(box: HtmlElement, page: Lines, titleAt: number): boolean {
  if (box.parent === null) return false;
  return box.parent.children.some((other) => {
    const span = isElement(other) && other !== box ? page.spans.get(other) : undefined;
    return (
      span !== undefined &&
      isElement(other) &&
      isPartOf(box, other, span, { page, titleAt }) &&
      !(titleAt >= span[0] && titleAt < span[1])
    );
  });
}

function isPartOf(
  box: HtmlElement,
  other: HtmlElement,
  span: LineSpan,
  { page: { lines, spans }, titleAt }: { readonly page: Lines; readonly titleAt: number },
): boolean {
  if ((box.attribs['class'] ?? '') === '' || dressOf(other) !== dressOf(box)) return false;
  const own = spans.get(box) ?? [0, 0];
  // Where one holds the title, another that opens with a heading of that rank is the next story.
  const rank = titleAt >= own[0] && titleAt < own[1] ? nameOf(lines[titleAt]) : undefined;
  if (rank !== undefined && rank === nameOf(lines[span[0]])) return false;
  return lines.slice(...span).some(({ beside, linked }) => !beside && linked < 0.5);
}

function nameOf(line: Line | undefined): string | undefined {
  return line?.kind === 'heading' && isElement(line.element) ? line.element.name : undefined;
}

/** A post in several like boxes: neighbours of the chosen one that look the same and hold prose belong to it. */
function joined(
  root: HtmlElement,
  page: Lines,
  { gain, titleAt }: { readonly gain: Gain; readonly titleAt: number },
): LineSpan {
  const span = page.spans.get(root) ?? [0, 0];
  if (root.name === 'article' || root.name === 'td' || root.parent === null) return span;
  let [from, to] = span;
  for (const sibling of root.parent.children) {
    if (!isElement(sibling) || !isOfOne(sibling, root)) continue;
    const other = page.spans.get(sibling);
    if (other === undefined || gain(other) <= 0) continue;
    if (sibling !== root && isStory(page.lines.slice(...other), page.lines[titleAt])) continue;
    from = Math.min(from, other[0]);
    to = Math.max(to, other[1]);
  }
  return [from, to];
}

function isOfOne(part: HtmlElement, whole: HtmlElement): boolean {
  return /^(p|ul|ol|blockquote)$/.test(part.name) || isAlike(part, whole);
}

/** Text begins below its title, unless the title stands so low that it must be another one. */
function startOf([from, to]: LineSpan, titleAt: number, gain: Gain): number {
  const isInside = titleAt >= from && titleAt < to;
  return isInside && gain([from, titleAt]) <= gain([titleAt, to]) * 0.5 ? titleAt + 1 : from;
}

/** The lines below the title, where a source has named the elements that hold the text and the title may be among them. */
export function belowTitle(page: Lines, titleAt: number): readonly Line[] {
  const sums = prefixSums(page.lines);
  const gain: Gain = ([from, to]) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return page.lines.slice(startOf([0, page.lines.length], titleAt, gain));
}
