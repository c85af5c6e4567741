import { readDate } from '../../base/dates/dates.ts';
import { onceEach } from '../../base/once-each.ts';
import { isElement, isText, type HtmlElement, outwards } from '../../base/html.ts';
import { contactsAt } from './contacts.ts';
import { hrefIn, type LeadsElsewhere } from './elsewhere.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isWithin } from './opening.ts';
import { pullQuotes } from './pull-quotes.ts';
import { sameWords } from '../plain-text.ts';
import { announces, isNoise, isProse, isStamped, opensAfterword, opensThread, proseIn } from './noise.ts';
import { sizeOf, sizesOf } from '../size-of.ts';

/** The lines of a post, and those that came between or after them and are something else. */
export type Parted = { readonly text: readonly Line[]; readonly beside: readonly Line[] };

/** A paragraph that is one link is the way to another post. */
const LINK = { from: 15, to: 220, linked: 0.8 } as const;
/** An address that is written out is an author's: teasers have titles. */
const AN_ADDRESS = /https?:\/\/|\bwww\.|^\S+$/;
/** So many lines at the end may be invitations, of so many characters each. */
const MOST_LAST = 12;
const INVITATION = 260;
/** To follow takes fewer. */
const FOLLOW = 100;
/** So many lines before it are a text, whatever they are. */
const LEAST_LINES = 4;
/** A box on the author holds no more than this. */
const MOST_ON_AUTHOR = 900;
/** What readers are asked to do; an author may say the same, so that a line is an invitation only where it opens so, */
const ASKS =
  /\b(?:follow|like|find|join|connect with|support|contact|e-?mail|call|write to) (?:us|me|our)\b|\b(?:subscribe|unsubscribe|sign up|register|download|get|click|tap|share|tweet|donate|get in touch|visit|read|see|find out) (?:to|for|the|our|this|here|below|now|today|more|with)\b|\bwant (?:more|to (?:hear|read|know))\b/i;
/** or where it speaks to them of what only a site sends. */
const SENDS = /\b(?:newsletter|mailing list|our app|subscribe to (?:us|our))\b/i;
/** Where readers are asked to follow: names of houses, the same in every language. */
const NETWORKS =
  /\b(?:facebook|twitter|instagram|linkedin|youtube|tiktok|whatsapp|telegram|mastodon|bluesky)\b/i;
/** What is set in italics behind a text says so of itself, where it is no part of that. */
const ON_ITSELF = /^\W*(?:the (?:author|writer)|this (?:page|site|blog|post|article|story))\b/i;
const RIGHTS =
  /\ball rights reserved\b|\blicen[sc]ed under an? creative commons\b|\btoute reproduction (?:est )?(?:interdite|même partielle)\b|\briproduzione riservata\b|\btous droits réservés\b|\balle rechte vorbehalten\b|\btodos los derechos reservados\b|\btodos os direitos reservados\b|\balle rechten voorbehouden\b/i;
/** Kubrick's, Twenty Ten's and their descendants' names for what stands below a post. */
const OF_SYSTEM =
  /(?:^|[\s_-])(?:post-?meta(?:data)?|entry-?(?:meta|utility|footer)|post-?(?:footer|info)|meta-?data)(?:$|[\s_-])/i;
const MOST_OF_SYSTEM = 0.6;
const MOST_OF_LINKS = 0.5;
/** So long a line may be a label. */
const STRAY = 60;
const A_POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/;
const OURS = /\b(?:us|our|my|me|we)\b/i;
const SPEAKS_TO = /\b(?:us|our|you|your|here|below|me|we)\b/i;
const OPENS_ASKING =
  /^\W*(?:follow|like|join|subscribe|sign up|register|download|click|tap|share|tweet|donate|contact|want|get|find out|visit|read|see|e-?mail|call)\b/i;

/**
 * Parts the lines of a post from what is no part of it: the rows that `withoutCompany` marked, an afterword under a heading for it, links
 * to other posts that stand alone, and what a post ends with when its text is over: invitations, signatures, headings of nothing, dates.
 * @param author who wrote the post: a short line with that name behind the text opens a box on the author
 * @param isElsewhere whether a link leads to a site that the page knows for nothing but its text: it is the author's
 */
export function partEnding(
  lines: readonly Line[],
  author: string | undefined,
  isElsewhere: LeadsElsewhere = () => false,
): Parted {
  const beside = new Set<Line>(lines.filter(({ company }) => company === true));
  const own = lines.filter((line) => !line.beside);
  const named = author === undefined || /^\p{Ll}/u.test(author) || isTold(author, own) ? undefined : author;
  // What of the list was told as rows of boxes alike still says what it is.
  const asked = lines.slice(0, contactsAt(lines)).filter((line) => !beside.has(line)).length;
  const end = Math.min(afterwordAt(own), authorsBoxAt(own, named), asked);
  for (const line of own.slice(end)) beside.add(line);
  const within = own.slice(0, end);
  const told = within.filter((line) => line.kind !== 'heading' && !isNoise(line));
  // Where there is hardly anything but links, they are what the post has to say.
  const isOfLinks = sizesOf(told.filter(isLoneLink)) > sizesOf(told) * MOST_OF_LINKS;
  const isAuthors = (line: Line, at: number, all: readonly Line[]): boolean =>
    announces(all[at - 1]) || (isElsewhere(line) && isAmongText(line, at, all));
  const isTeaser = (line: Line, at: number): boolean =>
    isLoneLink(line) && !isOfLinks && !isAuthors(line, at, within);
  for (const [at, line] of within.entries()) if (isNoise(line) || isTeaser(line, at)) beside.add(line);
  for (const line of [...ofSystem(within), ...pullQuotes(within)]) beside.add(line);
  const text = within.filter((line) => !beside.has(line));
  const last = endOfText(text, named, isAuthors);
  for (const line of text.slice(last)) beside.add(line);
  return { text: text.slice(0, last), beside: lines.filter((line) => beside.has(line)) };
}

/** Whom the first half of a text names more than once is the house that publishes it: nobody writes of themselves so. */
function isTold(author: string, lines: readonly Line[]): boolean {
  const paragraphs = lines.filter(isProse);
  const first = paragraphs.slice(0, Math.ceil(paragraphs.length / 2));
  return first.filter(({ text }) => text.includes(author)).length > 1;
}

const ON_AUTHORS = /^about the authors?\W*$/i;

/** A heading such as "Related" ends the post only where what follows is no running text: authors use such words too. */
function afterwordAt(lines: readonly Line[]): number {
  const total = proseIn(lines);
  let after = total;
  const end = lines.findIndex((line) => {
    after -= proseIn([line]);
    const most = opensThread(line) ? 0.6 : ON_AUTHORS.test(line.text) ? 0.35 : 0.1;
    return opensAfterword(line) && after <= total * most;
  });
  return end < 0 ? lines.length : end;
}

/**
 * Where a box on the author begins: a short line with the name, behind nearly all of the text. What stands before and behind each line is
 * summed once: a page may name its author in every other line.
 */
function authorsBoxAt(lines: readonly Line[], author: string | undefined): number {
  if (author === undefined) return lines.length;
  const sizes = lines.map((line) => (isProse(line) ? sizeOf(line.text) : 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const named = sameWords(author);
  let [before, left] = [0, sizes.filter((size) => size > 0).length];
  const at = lines.findIndex(({ text }, place) => {
    const size = sizes[place] ?? 0;
    before += size;
    left -= Number(size > 0);
    if (size > 0 || text.length > author.length + 40 || !sameWords(text).includes(named)) return false;
    // What is somebody's ("Jane Roe's ten best") is no box on them.
    if (/^['’]s\s/.test(text.slice(text.indexOf(author) + author.length))) return false;
    if (place >= LEAST_LINES && isToldOf(lines[place + 1], left, author)) return true;
    if (before > 0 && left > 0 && left < 3 && isLabelled(text, author)) return true;
    return total - before <= Math.min(total * 0.2, MOST_ON_AUTHOR) && before >= total * 0.6;
  });
  return at < 0 ? lines.length : at;
}

/** "About the author: Jane Roe" says of itself what follows, however short the post is. */
function isLabelled(text: string, author: string): boolean {
  const label = text.endsWith(author) ? text.slice(0, -author.length).trim() : '';
  return /^\p{L}[^.!?]*:$/u.test(label) || /^about$/i.test(label);
}

/** A name, and then a sentence or two that begin with it, and nothing more: however short the lines of the text before are. */
function isToldOf(next: Line | undefined, proseLeft: number, author: string): boolean {
  const isFew = proseLeft > 0 && proseLeft < 3;
  return isFew && next !== undefined && isProse(next) && next.text.startsWith(`${author} `);
}

/** A paragraph that is a link alone, or one behind a label ("More: …"). */
function isLoneLink({ kind, text, linked, element }: Line): boolean {
  // What is wholly in bold is no heading where it links.
  const isText = kind === 'text' || (kind === 'heading' && isElement(element) && element.name === 'p');
  if (!isText || text.length < LINK.from || text.length > LINK.to || AN_ADDRESS.test(text)) return false;
  const label = /^[\p{L} ]{2,24}[:：]\s/u.exec(text)?.[0].length ?? 0;
  return (
    linked > LINK.linked ||
    (label > 0 && linked >= (text.length - label) / text.length - 0.03 && linked > 0.4) ||
    (linked > 0.5 && !/[.!?]$/.test(text) && isLabelledLink(element))
  );
}

/** Nothing but a word or two in a dress of their own and one link. */
function isLabelledLink(element: Line['element']): boolean {
  const [label, link, ...more] = element.children.filter(
    (child) => !isText(child) || child.data.trim() !== '',
  );
  if (label === undefined || link === undefined || more.length > 0 || !isElement(label)) return false;
  return label.name !== 'a' && isElement(link) && link.name === 'a';
}

/** Where the text ends: behind its last line that is neither an invitation nor set apart, as long as text is left before it. */
function endOfText(
  lines: readonly Line[],
  author: string | undefined,
  isAuthors: (line: Line, at: number, all: readonly Line[]) => boolean,
): number {
  const last = lines.findLast(isProse);
  const isEnd = (line: Line | undefined, at: number): boolean =>
    line !== undefined &&
    (isLast(line, author, () => isAuthors(line, at, lines)) ||
      (isWay(line) && !isAuthors(line, at, lines)) ||
      (isPostal(line) && !announces(beforePlaces(lines, at))) ||
      isStray(line, last));
  let end = lines.length;
  while (end > 0 && lines.length - end < MOST_LAST && isEnd(lines[end - 1], end - 1)) end -= 1;
  const kept = proseIn(lines.slice(0, end));
  return kept > 0 && kept >= proseIn(lines) * 0.6 ? end : lines.length;
}

function isLast(line: Line, author: string | undefined, isAuthors: () => boolean): boolean {
  // A heading with a full stop says something.
  if ((line.kind === 'heading' && !/\p{L}\.$/u.test(line.text)) || isDated(line)) return true;
  if (author !== undefined && isOnAuthor(line.text, author)) return true;
  if (line.kind === 'row') return false;
  if (isBar(line) || isLegal(line.text)) return true;
  if (line.text.length > INVITATION) return false;
  if (isToFollow(line) || (ON_ITSELF.test(line.text) && isSetApart(line))) return true;
  // Readers are sent to what an author quotes from by the same words; a site speaks of itself.
  if (OPENS_ASKING.test(line.text) && ASKS.test(line.text)) return OURS.test(line.text) || !isAuthors();
  return SENDS.test(line.text) && SPEAKS_TO.test(line.text);
}

/** To networks by name; a sentence with an address that asks for one thing among many says what is to be seen there. */
function isToFollow(line: Line): boolean {
  if (line.linked <= 0.05 || line.text.length > FOLLOW || !NETWORKS.test(linksIn(line.element))) return false;
  return !isProse(line) || hrefIn(line.element)?.includes('?') !== true;
}

/** A link and little else, to wherever it leads. */
function isWay(line: Line): boolean {
  const isShort = line.text.length <= INVITATION && line.kind === 'text' && !isProse(line);
  return isShort && line.linked > 0.5 && !AN_ADDRESS.test(line.text);
}

/** Of each line, the paragraph next before it … */
const paragraphBefore = onceEach((lines: readonly Line[]) => {
  let last: Line | undefined;
  return lines.map((line) => {
    const before = last;
    if (isProse(line)) last = line;
    return before;
  });
});
/** … and the one next behind it. */
const paragraphBehind = onceEach((lines: readonly Line[]) =>
  paragraphBefore(lines.toReversed()).toReversed(),
);

/** Whether the box of a line holds the paragraph before it or behind it, too. */
function isAmongText({ element }: Line, at: number, lines: readonly Line[]): boolean {
  const { parent } = element;
  if (parent === null || !isElement(parent)) return false;
  const around = [paragraphBefore(lines)[at], paragraphBehind(lines)[at]];
  return around.some((line) => line !== undefined && isWithin(line.element, parent));
}

/** What an element's links say. */
function linksIn(parent: Line['element']): string {
  return parent.children
    .filter(isElement)
    .map((child) => (child.name === 'a' ? textOf(child) : linksIn(child)))
    .join(' ');
}

/** A few words behind the text, in a box that holds nothing of it. */
function isStray({ kind, text, element }: Line, last: Line | undefined): boolean {
  if (kind === 'row' || text.length > STRAY || /[.!?:…]["”’)]?$/.test(text) || last === undefined)
    return false;
  const box = kind === 'item' ? element.parent?.parent : element.parent;
  return box !== null && box !== undefined && isElement(box) && !isWithin(last.element, box);
}

/** Lines in places that themes keep for what they say of a post, unless that is how one names the place of the text. */
function ofSystem(lines: readonly Line[]): readonly Line[] {
  const found = lines.filter(({ element, kind }) => kind !== 'row' && isOfSystem(element));
  return proseIn(found) <= proseIn(lines) * MOST_OF_SYSTEM ? found : [];
}

/** What a theme says below a post of when, where and by what rules it was published: its place has that name. */
function isOfSystem(element: Line['element']): boolean {
  for (const at of outwards(element, 3)) if (OF_SYSTEM.test(at.attribs['class'] ?? '')) return true;
  return false;
}

/** Whose rights are kept. */
function isLegal(text: string): boolean {
  return text.length <= 300 && (/^\W*(?:©|\(c\)|copyright\b)/i.test(text) || RIGHTS.test(text));
}

/** There for its date: when the page was published or changed. */
function isDated({ text }: Line): boolean {
  return (
    isStamped(text) ||
    (text.length <= 80 &&
      /\d{4}/.test(text) &&
      !/[.!?]$/.test(text) &&
      readDate(text, 'text').precision === 'day')
  );
}

/** The line above a place and those that stand one below the other with it. */
function beforePlaces(lines: readonly Line[], at: number): Line | undefined {
  let from = at;
  while (from > 0 && isPostal(lines[from - 1])) from -= 1;
  return lines[from - 1];
}

/** Where to write to: an address element, or a line with a British postcode that is no sentence. Places in a list are what a post tells of. */
function isPostal(line: Line | undefined): boolean {
  if (line?.kind !== 'text' || line.text.length > INVITATION || isProse(line)) return false;
  const { element, text } = line;
  if (/[.!?]$/.test(text)) return false;
  return (isElement(element) && element.name === 'address') || A_POSTCODE.test(text);
}

/** What is said of an author in the third person below a post, and who else is named with them. */
function isOnAuthor(text: string, author: string): boolean {
  return text.startsWith(`${author} `) || (text.length <= 120 && text.includes(author));
}

/** Links with bars between them ("Order reprints | Subscribe"). */
function isBar({ text, linked }: Line): boolean {
  return linked > 0.1 && /\S\s[|•·]\s.*\s[|•·]\s\S/.test(text);
}

function isSetApart({ kind, element }: Line): boolean {
  return kind === 'text' && isElement(element) && isItalic(element);
}

/** Whether all that an element says is in italics. */
export function isItalic(parent: HtmlElement): boolean {
  return parent.children.every((node) => {
    if (isText(node)) return node.data.trim() === '';
    return (
      !isElement(node) || node.name === 'em' || node.name === 'i' || node.name === 'br' || isItalic(node)
    );
  });
}
