import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { readDate } from '../../base/dates/dates.ts';
import { onceEach } from '../../base/once-each.ts';
import { isAlike } from '../dress.ts';
import type { Line } from '../lines.ts';
import { A_DATE } from '../dates/written.ts';
import { hrefIn } from './elsewhere.ts';
import { announces, isProse, proseIn } from './noise.ts';
import { linesBelowPictures } from '../lines-below-pictures.ts';
import { isWithin } from './opening.ts';
import { hasWords, sameWords } from '../plain-text.ts';

/** A teaser's title is as long as this, its sentences are not longer, and it is not further from the next. */
const TITLE = { from: 8, to: 220 } as const;
const TEASER = { text: 420, lines: 5 } as const;
/** Paragraphs that lead to so many other sites are what others wrote of it. */
const LEAST_HOSTS = 3;
/** People and places are linked by names no longer than this, on the whole. */
const SHORT_NAME = 30;
/** A comment begins with a line of who and when. */
const SIGNATURE = 100;
const MOST_OF_THREAD = 0.6;
/** What is no longer than this says nothing of a post before it. */
const LEAST_BEFORE = 100;
/** A box with more lines is no teaser and no comment; of more beginnings on a page the rest is not looked at. */
const MOST_IN_BOX = 60;
const MOST_STARTS = 600;
/** How long ago, in the languages that pages are written in. */
const AGO =
  /(?<!\p{L})\d{1,3}\s*\p{L}{1,9}\.? (?:ago|temu|geleden|sedan|siden|önce|назад|тому|fa|atrás|sitten)(?!\p{L})|(?<!\p{L})(?:vor|il y a|hace|há|fa|acum|před|pred|prije|πριν) (?:\p{L}+ )?\d{1,3}\s*\p{L}{1,9}|\d{1,3}\s*(?:分|時間|日|か月|ヶ月|年|小时|天)前/iu;

/**
 * Marks the lines that are other posts, readers' comments and captions as beside the text, by their structure and in any language: a row
 * of boxes alike, each with a linked title and at most a few sentences; a row of boxes alike, each with a line of who and when above what
 * was said; a line that shares its box with a picture alone. What stands above such a row as its heading goes with it. Where nothing
 * would be left, nothing is marked.
 */
export function withoutCompany(lines: readonly Line[], titleAt: number): readonly Line[] {
  // Most lines are asked more than once.
  const isSigned = onceEach(isSignature);
  const marked = new Set([
    ...rows(lines, titleAt, { opens: isLinkedHeading, isBox: isTeaser }),
    ...rows(lines, titleAt, { opens: isLinkedTitle, isBox: isTeaser }),
    ...rows(lines, titleAt, {
      opens: isSigned,
      isBox: (box) => isComment(box, { title: lines[titleAt], isSigned }),
      mayRepeat: true,
    }),
    ...linesBelowPictures(lines, titleAt),
  ]);
  if (marked.size === 0) return lines;
  const left = lines.filter((_, at) => !marked.has(at));
  const isEmptied = proseIn(left) < LEAST_BEFORE && proseIn(lines) > proseIn(left);
  return isEmptied
    ? lines
    : lines.map((line, at) => (marked.has(at) ? { ...line, beside: true, company: true } : line));
}

/** A box of a row: its lines, and the element that holds them. */
type Box = { readonly from: number; readonly to: number; readonly element: HtmlElement };

type Kind = {
  readonly opens: (line: Line) => boolean;
  readonly isBox: (lines: readonly Line[]) => boolean;
  /** Comments: a box may open twice, since beside a comment stands since when somebody has been there. */
  readonly mayRepeat?: boolean;
};

/** The lines of all rows of boxes alike, with their headings. */
function rows(lines: readonly Line[], titleAt: number, kind: Kind): readonly number[] {
  const { opens, mayRepeat = false } = kind;
  const starts = lines
    .flatMap((line, at) => (at !== titleAt && isInSight(line) && opens(line) ? [at] : []))
    .slice(0, MOST_STARTS);
  const post = lines[lines.findIndex((line, at) => at > titleAt && isProse(line) && !opens(line))];
  const found: number[] = [];
  for (let first = 0; first < starts.length - 1;) {
    const alike = rowFrom(starts, first, { lines, post, mayRepeat });
    const isThread = mayRepeat || isCalled(alike[0], lines, lines[titleAt]);
    const row = isThread ? withoutFirstPost(alike, post) : alike;
    const [from, end] = [row[0]?.from ?? 0, row.at(-1)?.to ?? 0];
    if (isRow(row, lines, kind) && !isAuthorsOwn(row, lines)) {
      const isHeaded = from - 1 !== titleAt && isHeadOf(lines[from - 1], row[0]?.element, post);
      for (let at = isHeaded ? from - 1 : from; at < end; at += 1) found.push(at);
    }
    do first += 1;
    while (row.length > 1 && (starts[first] ?? end) < end);
  }
  return found;
}

/** Among comments one may be a link alone, or a word; other posts are all told alike. */
function isRow(row: readonly Box[], lines: readonly Line[], { isBox, mayRepeat = false }: Kind): boolean {
  const told = row.filter((box) => isBox(lines.slice(box.from, box.to))).length;
  return row.length > 1 && told >= row.length * (mayRepeat ? MOST_OF_THREAD : 1);
}

/** A heading, or a few words in the box of the row, which holds nothing of the post. */
function isHeadOf(line: Line | undefined, box: HtmlElement | undefined, post: Line | undefined): boolean {
  if (line === undefined || line.kind === 'heading') return line !== undefined;
  const { parent } = line.element;
  if (line.text.length > SHORT_NAME || /[.:：]$/.test(line.text) || parent === null || !isElement(parent))
    return false;
  return box !== undefined && isWithin(box, parent) && !holds(parent, post);
}

/**
 * A list of links that an author wrote: items of nothing but a link, below a line of the text that ends in a colon, or of short names, or
 * to several sites. Other posts of a site are called by titles, and are its own.
 */
function isAuthorsOwn(row: readonly Box[], lines: readonly Line[]): boolean {
  const items = row.flatMap((box) => lines.slice(box.from, box.to));
  const before = lines[(row[0]?.from ?? 0) - 1];
  if (isOfSources(row, items, before) || isMixedList(row, items)) return true;
  if (!items.every(({ kind, linked }) => kind === 'item' && linked > 0.5)) return false;
  if (before?.kind === 'text' && !before.beside && /[:：]$/.test(before.text)) return true;
  const length = items.reduce((sum, { text }) => sum + text.length, 0) / items.length;
  const next = lines[row.at(-1)?.to ?? 0];
  const isWithin =
    before?.kind !== 'heading' ||
    (next !== undefined && isProse(next) && holds(parentOf(row[0]?.element), next));
  return (isWithin && length < SHORT_NAME) || hostsIn(items).size > 1;
}

/** Paragraphs below a sentence that ends in a colon, or with links to many sites. */
function isOfSources(row: readonly Box[], items: readonly Line[], before: Line | undefined): boolean {
  const isOfParagraphs = row.every(({ element }) => element.name === 'p');
  return isOfParagraphs && (announces(before) || hostsIn(items).size >= LEAST_HOSTS);
}

/** A list with an item that runs on and links little of it: other posts are all told alike. */
function isMixedList(row: readonly Box[], lines: readonly Line[]): boolean {
  const list = row[0]?.element.parent;
  if (list === undefined || list === null || !isElement(list) || row[0]?.element.name !== 'li') return false;
  const told = new Set(row.map(({ element }) => element));
  return lines.some((line) => {
    const item = childHolding(list, line);
    const isOther = item !== undefined && item.name === 'li' && !told.has(item);
    return isOther && isProse(line);
  });
}

/** What a list stands in. */
function parentOf(item: HtmlElement | undefined): HtmlElement | undefined {
  const around = item?.parent?.parent;
  return around !== undefined && around !== null && isElement(around) ? around : undefined;
}

/** The other hosts that lines lead to. */
function hostsIn(items: readonly Line[]): ReadonlySet<string> {
  const hosts = items.map(({ element }) =>
    /^https?:\/\/([^/]+)/i.exec(hrefIn(element) ?? '')?.[1]?.toLowerCase(),
  );
  return new Set(hosts.filter((host) => host !== undefined));
}

/** Whether a box repeats the page's title: it is the post's own. */
function isCalled(box: Box | undefined, lines: readonly Line[], title: Line | undefined): boolean {
  if (box === undefined || title === undefined) return false;
  const words = sameWords(title.text);
  return lines.slice(box.from, box.to).some(({ text }) => hasWords(text, words));
}

/** In a forum the post is the first box of its thread. */
function withoutFirstPost(row: readonly Box[], post: Line | undefined): readonly Box[] {
  const [first, second] = row;
  return first !== undefined && second !== undefined && holds(first.element, post) ? row.slice(1) : row;
}

type Page = {
  readonly lines: readonly Line[];
  /** The first paragraph of the post. */
  readonly post: Line | undefined;
  /** Whether a box may open twice: beside a comment stands since when somebody has been there. */
  readonly mayRepeat: boolean;
};

/** As many boxes as stand side by side in one element from a start on, alike in tag and dress, with nothing of the post between them. */
function rowFrom(starts: readonly number[], first: number, { lines, post, mayRepeat }: Page): readonly Box[] {
  const [one, other] = starts.slice(first, first + 2).map((at) => lines[at]);
  const around = commonAncestor(one, other);
  if (around === undefined) return [];
  // In an element of their own, what follows a title up to the next one belongs to it without a box.
  const isOwn = !holds(around, post);
  const row: Box[] = [];
  for (let at = first; at < starts.length; at += 1) {
    const from = starts[at] ?? -1;
    const element = childHolding(around, lines[from]);
    const before = row.at(-1);
    if (element === undefined || (before !== undefined && !isAlike(element, before.element))) break;
    if (before?.element === element) {
      if (isOneBox(element, [lines[starts[at - 1] ?? -1], lines[from]], mayRepeat)) continue;
      return row.slice(0, -1);
    }
    const box = boxOf(isOwn ? around : element, from, {
      lines,
      least: before?.to ?? -1,
      most: beginOf(childHolding(around, lines[starts[at + 1] ?? -1]), starts[at + 1], {
        lines,
        not: element,
      }),
    });
    if (before !== undefined && box.from !== before.to) break;
    row.push({
      ...boxOf(element, from, { lines, least: before?.to ?? -1, most: undefined }),
      ...(isOwn ? box : {}),
      element,
    });
  }
  return row;
}

/** Whether two beginnings in one element are of one box: it is all link, or both lead to one place. */
function isOneBox(
  { name }: HtmlElement,
  [one, other]: readonly [Line | undefined, Line | undefined],
  mayRepeat: boolean,
): boolean {
  return name === 'a' || mayRepeat || isSamePlace(one, other);
}

/** Its picture, its title and the way to read on lead to one place. */
function isSamePlace(one: Line | undefined, other: Line | undefined): boolean {
  const href = one === undefined ? undefined : hrefOf(one);
  return href !== undefined && other !== undefined && href === hrefOf(other);
}

/** Where a line leads: by a link in it, or one that it stands in. */
function hrefOf({ element }: Line): string | undefined {
  const { parent } = element;
  const around =
    parent !== null && isElement(parent) && parent.name === 'a' ? parent.attribs['href'] : undefined;
  return around ?? hrefIn(element);
}

/** Where the box of the next beginning starts: what stands before it in an element of its own is of that, too. */
function beginOf(
  element: HtmlElement | undefined,
  start: number | undefined,
  { lines, not }: { readonly lines: readonly Line[]; readonly not: HtmlElement },
): number | undefined {
  if (start === undefined || element === undefined || element === not) return start;
  let at = start;
  while (at > 0 && holds(element, lines[at - 1])) at -= 1;
  return at;
}

type Limits = { readonly lines: readonly Line[]; readonly least: number; readonly most: number | undefined };

/** The lines around one that an element holds, within limits. */
function boxOf(element: HtmlElement, at: number, { lines, least, most }: Limits): Pick<Box, 'from' | 'to'> {
  let [from, to] = [at, at + 1];
  while (from - 1 >= Math.max(0, least) && holds(element, lines[from - 1])) from -= 1;
  while (to < (most ?? lines.length) && to - from < MOST_IN_BOX && holds(element, lines[to])) to += 1;
  return { from, to };
}

/** Where each title is a heading, other links in its box are no titles: who wrote it, what it is filed under. */
function isLinkedHeading(line: Line): boolean {
  return line.kind === 'heading' && isLinkedTitle(line);
}

function isLinkedTitle({ linked, text, kind }: Line): boolean {
  if (kind === 'row' || linked <= 0.8 || text.length < TITLE.from || text.length > TITLE.to) return false;
  // An address that is written out is an author's note: posts are called by titles.
  return !/https?:\/\//.test(text);
}

/** Little besides its title, or the way to the rest; a title alone is one of a list of links. */
function isTeaser(all: readonly Line[]): boolean {
  const lines = all.filter(isInSight);
  const links = lines.filter(isLinkedTitle);
  const size = lines.reduce((sum, line) => sum + (isLinkedTitle(line) ? 0 : line.text.length), 0);
  if (lines.length - links.length < TEASER.lines && size <= TEASER.text) return true;
  const last = lines.at(-1);
  return links.length > 1 && links.at(-1) === last && isSamePlace(links[0], last);
}

/** What stands beside everything is no start; the head of a box alone may be. */
function isInSight({ beside, kind, element }: Line): boolean {
  return !beside || (kind === 'heading' && isInHeader(element));
}

function isInHeader(element: Line['element']): boolean {
  const { parent } = element;
  return parent !== null && isElement(parent) && parent.name === 'header' && isElement(element);
}

function isSignature(line: Line): boolean {
  const { text, kind } = line;
  if (text.length > SIGNATURE || kind === 'row' || isProse(line)) return false;
  return AGO.test(text) || readDate(text, 'text').precision === 'day';
}

/** Who and when, then what was said; a date alone heads an entry of a history. */
function isComment(
  lines: readonly Line[],
  { title, isSigned }: { readonly title: Line | undefined; readonly isSigned: Kind['opens'] },
): boolean {
  const saidAt = lines.findIndex(isProse);
  if (saidAt < 1) return false;
  const head = lines.slice(0, saidAt);
  const isNamed = head.some(({ text }) => /\p{L}{2}/u.test(text.replaceAll(A_DATE, '').replace(AGO, '')));
  return (
    head.length <= 4 &&
    isNamed &&
    head.some(isSigned) &&
    !head.some((line) => line.linked > 0.8 && line.text.length > 40 && !isReplyTo(line, title))
  );
}

/** A forum heads each answer with the title of what it answers. */
function isReplyTo({ text }: Line, title: Line | undefined): boolean {
  return title !== undefined && sameWords(text).endsWith(sameWords(title.text));
}

function commonAncestor(one: Line | undefined, other: Line | undefined): HtmlElement | undefined {
  if (one === undefined || other === undefined) return undefined;
  const around = new Set(pathOf(one));
  return pathOf(other).find((element) => around.has(element));
}

function childHolding(around: HtmlElement, line: Line | undefined): HtmlElement | undefined {
  const path = line === undefined ? [] : pathOf(line);
  const at = path.indexOf(around);
  return at < 1 ? undefined : path[at - 1];
}

function holds(element: HtmlElement | undefined, line: Line | undefined): boolean {
  return line !== undefined && element !== undefined && pathOf(line).includes(element);
}

/** A line's element and everything around it, from the inside out. */
function pathOf({ element }: Line): readonly HtmlElement[] {
  return [...outwards(element)];
}
