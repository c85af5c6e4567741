import { isElement, type HtmlDocument, type HtmlElement } from '../../base/html.ts';
import { isSuspect } from './clutter.ts';
import type { Line, Lines } from '../lines.ts';
import { isProse, proseIn } from './noise.ts';
import { sameWords } from '../plain-text.ts';
import { sizeOf, sizesOf } from '../size-of.ts';

/** The part of a page's lines that one element must hold to be taken for the place of the post. */
const ENOUGH = 0.85;
const COLUMN = 0.6;
/** An element that says of itself that it is the article's body is believed from here on. */
const DECLARED = 0.5;
/** How far above the text its standfirst may begin, in lines. */
const STANDFIRST_REACH = 12;
/** A sentence that opens a post is longer than its labels, in characters. */
const LEAST_STANDFIRST = 60;
const LEAST_TOLD = 30;
/** So many lines before the text are looked at for what the page says of itself. */
const MOST_ABOVE = 30;
/** An article that holds the title is believed from here on. */
const TITLED = 0.5;
/** One that other stories follow has so much running text of its own. */
const LEAST_STORY = 150;
/** A box with the title behind another is believed from here on. */
const BEHIND_COLUMN = 0.35;
/** What systems of publishing call the element that holds the text. */
const NAMED_BODY =
  /(?:^|\s)(?:[\w-]*[_-])?(?:(?:entry|post|article|story)(?:-|_{1,2})?(?:content|body|text)|e-content|h-?entry|field-{1,2}name-body)(?:$|\s)/i;
const LEAST_VERSES = 3;
/** So many lines of which hardly any runs on are verse. */
const LEAST_LINES = 8;
const MOST_RUNNING = 0.25;
const MOST_NOTES = 2;
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
  const gain = ([from, to]: Span): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const all: Span = [0, page.lines.length];
  const prose = isShort ? sizesOf(page.lines.filter(isToldPlainly)) : running;
  // Among more links than text nothing that holds both is the place of the post.
  const start = gain(all) < prose * DECLARED ? (richest(page, gain) ?? body) : body;
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

/** How much running text a page has, and where its title stands among its lines. */
type Root = { readonly prose: number; readonly titleAt: number };

type Span = readonly [from: number, to: number];
type Gain = (span: Span) => number;

/** What says of itself that it is the text: to machines, or, where nothing else on the page does, by the name that systems give it. */
function declaredBody(page: Lines, gain: Gain, { prose, titleAt }: Root): HtmlElement | undefined {
  for (const [element, span] of page.spans) {
    if (/articleBody/i.test(element.attribs['itemprop'] ?? '') && gain(span) >= prose * DECLARED)
      return element;
  }
  const named = namedBody(page);
  if (named === undefined) return undefined;
  const [element, span] = named;
  const isWhole =
    gain(span) >= Math.max(1, prose * DECLARED) ||
    isVerse(page.lines, span, titleAt) ||
    isAmongAsides(page.lines, span, gain);
  return isWhole ? element : undefined;
}

type Named = readonly [element: HtmlElement, span: Span];

/** The one element that a system's name for the text stands on; the innermost of those in each other. */
function namedBody({ lines, spans }: Lines): Named | undefined {
  let found: Named | undefined;
  for (const [element, span] of spans) {
    if (!isNamedBody(element)) continue;
    if (!lines.slice(...span).some(({ beside }) => !beside)) continue;
    if (found === undefined) found = [element, span];
    else if (span[0] > found[1][0] || span[1] < found[1][1]) return undefined;
  }
  return found;
}

function isNamedBody({ attribs }: HtmlElement): boolean {
  const names = attribs['class'];
  // Most elements are called something else, which is told sooner.
  return names !== undefined && /content|body|text|entry/i.test(names) && NAMED_BODY.test(names);
}

/** A short text, where all that runs on besides it stands in places for what is beside a post, however long that is. */
function isAmongAsides(lines: readonly Line[], [from, to]: Named[1], gain: Gain): boolean {
  if (gain([from, to]) < LEAST_TOLD) return false;
  return lines.every((line, at) => (at >= from && at < to) || !isProse(line) || isInAside(line));
}

function isInAside({ element }: Line): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && isElement(at); at = at.parent)
    if (isSuspect(at)) return true;
  return false;
}

/** Many short lines below the title, where what runs on is hardly more than a note on who wrote them. */
function isVerse(lines: readonly Line[], [from, to]: Named[1], titleAt: number): boolean {
  const isAside = (at: number): boolean => at < from || at >= to;
  const isOwn = (line: Line): boolean => !line.beside && line.linked < 0.5;
  const own = lines.filter((line, at) => !isAside(at) && isOwn(line));
  const others = lines.filter((line, at) => isAside(at) && at > titleAt && isProse(line));
  const isBelow = titleAt >= 0 && from > titleAt && from - titleAt <= STANDFIRST_REACH;
  return (
    isBelow &&
    own.length >= LEAST_VERSES &&
    others.length <= MOST_NOTES &&
    sizesOf(own) >= sizesOf(others) * 0.4
  );
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
  { prose, titleAt }: Root,
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
  [span, around]: readonly [Span, Span | undefined],
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
        isAlike(other, box) &&
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
function isBehindColumn(span: Span, around: Span | undefined, gain: Gain): boolean {
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
  span: Span,
  { page: { lines, spans }, titleAt }: { readonly page: Lines; readonly titleAt: number },
): boolean {
  const dress = box.attribs['class'] ?? '';
  if (dress === '' || other.name !== box.name || other.attribs['class'] !== dress) return false;
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
): Span {
  const span = page.spans.get(root) ?? [0, 0];
  if (root.name === 'article' || root.name === 'td' || root.parent === null) return span;
  let [from, to] = span;
  for (const sibling of root.parent.children) {
    if (!isElement(sibling) || !isAlike(sibling, root)) continue;
    const other = page.spans.get(sibling);
    if (other === undefined || gain(other) <= 0) continue;
    if (sibling !== root && isStory(page.lines.slice(...other), page.lines[titleAt])) continue;
    from = Math.min(from, other[0]);
    to = Math.max(to, other[1]);
  }
  return [from, to];
}

function isAlike(one: HtmlElement, other: HtmlElement): boolean {
  const dress = (element: HtmlElement): string => (element.attribs['class'] ?? '').split(/\s+/)[0] ?? '';
  return /^(p|ul|ol|blockquote)$/.test(one.name) || (one.name === other.name && dress(one) === dress(other));
}

/** What stands between the title and the text and opens it: sentences, even under a name that usually means something else, or as a heading. */
function standfirst(
  above: readonly Line[],
  titleAt: number,
  description: string | undefined,
): readonly Line[] {
  const said = sameWords(description ?? '');
  const isNear = titleAt >= 0 && titleAt < above.length && above.length - titleAt <= STANDFIRST_REACH;
  const near = isNear ? above.slice(titleAt + 1) : [];
  const around = parentOf(above[titleAt]);
  const opens = (line: Line, at: number): boolean =>
    isProse(line) || (isSentence(line) && ((at === 0 && !line.beside) || isIn(line, around)));
  const found = near.filter((line, at) => isTold(line, said) || opens(line, at));
  const told = isNear ? [] : above.slice(-MOST_ABOVE).filter((line) => isTold(line, said));
  return [...found, ...told].map((line) => ({ ...line, kind: 'text', beside: false }));
}

/** Words that a page also gives to machines as what it is about. */
function isTold({ text, linked, company }: Line, said: string): boolean {
  if (said === '' || linked > 0.5 || company === true || text.length < LEAST_TOLD) return false;
  const words = sameWords(text);
  return words === said || words.startsWith(`${said} `) || said.startsWith(`${words} `);
}

function isSentence({ text, linked, company, kind }: Line): boolean {
  return kind !== 'item' && linked < 0.2 && company !== true && sizeOf(text) >= LEAST_STANDFIRST;
}

function parentOf(line: Line | undefined): HtmlElement | undefined {
  const around = line?.element.parent;
  const isBox =
    around !== null && around !== undefined && isElement(around) && !/^(?:body|main|html)$/.test(around.name);
  return isBox ? around : undefined;
}

function isIn({ element }: Line, around: HtmlElement | undefined): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && isElement(at); at = at.parent) {
    if (at.name === 'figure' || at.name === 'figcaption' || at.name === 'aside' || at.name === 'nav')
      return false;
    if (at === around) return true;
  }
  return false;
}

/** Text begins below its title, unless the title stands so low that it must be another one. */
function startOf([from, to]: Span, titleAt: number, gain: Gain): number {
  const isInside = titleAt >= from && titleAt < to;
  return isInside && gain([from, titleAt]) <= gain([titleAt, to]) * 0.5 ? titleAt + 1 : from;
}

/** The lines below the title, where a source has named the elements that hold the text and the title may be among them. */
export function belowTitle(page: Lines, titleAt: number): readonly Line[] {
  const sums = prefixSums(page.lines);
  const gain: Gain = ([from, to]) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return page.lines.slice(startOf([0, page.lines.length], titleAt, gain));
}
