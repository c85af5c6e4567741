import { isElement, isText, type HtmlElement, outwards, standsIn } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { saysOtherRole } from './introduced.ts';
import { plainText } from '../plain-text.ts';
import { isNameLabel } from './name.ts';

/** So far up the box of a name is looked for among others, and so many of those. */
const LEVELS = 3;
const MOST_BEFORE = 12;
/** What a post is called has so many words at least. */
const LEAST_WORDS = 3;
const OF_AUTHORS = /auth|auteur|autor|auctor|writ|contribut|verfass|redakt|f[oö]rfatt|forfatt/i;

/** Where sites keep what is filed under one name. */
const FILED_PATH = /\/(?:categor(?:y|ies)|tags?|topics?|sections?|rubri(?:que|k|ca)s?|categorias?)\//i;

/**
 * Whether a name stands in one of several boxes in one dress below a heading that speaks of no authors (a team, replies), or beside the link
 * to a post in a column beside this one.
 * @param around the title's element and the first paragraph's with everything around them
 */
export function isNameOfOthers(element: HtmlElement, around: ReadonlySet<HtmlElement>): boolean {
  for (const at of outwards(element, LEVELS)) {
    if (around.has(at)) return false;
    const head = headOfTwins(at, around);
    if (head !== undefined) return !OF_AUTHORS.test(head) && !isNameLabel(head);
  }
  return isBesidePost(element) && standsIn(element, 'aside');
}

/** The heading above a box and others in its dress; undefined where it has no twin or they no heading but the title. */
function headOfTwins(box: HtmlElement, around: ReadonlySet<HtmlElement>): string | undefined {
  const before = elementsBefore(box);
  const at = before.findIndex((other) => !isTwin(other, box));
  const head = before[at];
  if (head === undefined || around.has(head) || !/^h[1-6]$/.test(head.name)) return undefined;
  return at > 0 || isTwinNext(box) ? textOf(head).trim() : undefined;
}

/** Its siblings before it, the nearest first. */
function elementsBefore(box: HtmlElement): readonly HtmlElement[] {
  const found: HtmlElement[] = [];
  for (let prev = box.prev; prev !== null && found.length < MOST_BEFORE; prev = prev.prev)
    if (isElement(prev)) found.push(prev);
  return found;
}

function isTwinNext(box: HtmlElement): boolean {
  let next = box.next;
  while (next !== null && !isElement(next)) next = next.next;
  return next !== null && isTwin(next, box);
}

function isTwin(one: HtmlElement, other: HtmlElement): boolean {
  const dress = other.attribs['class'];
  return one.name === other.name && dress !== undefined && one.attribs['class'] === dress;
}

function isBesidePost({ parent }: HtmlElement): boolean {
  return (
    parent !== null &&
    parent.children.some(
      (child) =>
        isElement(child) &&
        child.name === 'a' &&
        child.attribs['rel'] !== 'author' &&
        textOf(child).trim().split(/\s+/).length >= LEAST_WORDS,
    )
  );
}

/** Whether all of an element is a link to what is filed under a section's name: themes call its place the author's, too. */
export function isFiling(element: HtmlElement): boolean {
  if (element.name === 'a') return FILED_PATH.test(element.attribs['href'] ?? '');
  const inner = element.children.filter((child) =>
    isElement(child) ? textOf(child).trim() !== '' : isText(child) && child.data.trim() !== '',
  );
  const [only] = inner;
  return inner.length === 1 && only !== undefined && isElement(only) && isFiling(only);
}

/** Whether what stands right before an element says another role than that of whoever wrote ("Photography by"). */
export function isBehindOtherRole({ prev }: HtmlElement): boolean {
  const before = prev !== null && isText(prev) && prev.data.trim() === '' ? prev.prev : prev;
  const said = before === null ? '' : isText(before) ? before.data : isElement(before) ? textOf(before) : '';
  return saysOtherRole(plainText(said));
}
