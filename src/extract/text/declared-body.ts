import { type HtmlElement, outwards } from '../../base/html.ts';
import { isSuspect } from './clutter.ts';
import type { Line, Lines } from '../lines.ts';
import { isProse } from './noise.ts';
import { sizesOf } from '../size-of.ts';
import type { Gain, Running, LineSpan } from './span.ts';
import { STANDFIRST_REACH } from './standfirst.ts';

/** An element that says of itself that it is the article's body is believed from here on. */
export const LEAST_DECLARED = 0.5;
/** What systems of publishing call the element that holds the text. */
const NAMED_BODY =
  /(?:^|\s)(?:[\w-]*[_-])?(?:(?:entry|post|article|story)(?:-|_{1,2})?(?:content|body|text)|e-content|h-?entry|field-{1,2}name-body)(?:$|\s)/i;
const LEAST_VERSES = 3;
const MOST_NOTES = 2;
/** A short text has so much. */
const LEAST_SHORT = 30;

/** What says of itself that it is the text: to machines, or, where nothing else on the page does, by the name that systems give it. */
export function declaredBody(page: Lines, gain: Gain, { prose, titleAt }: Running): HtmlElement | undefined {
  for (const [element, span] of page.spans) {
    if (/articleBody/i.test(element.attribs['itemprop'] ?? '') && gain(span) >= prose * LEAST_DECLARED)
      return element;
  }
  const named = namedBody(page);
  if (named === undefined) return undefined;
  const [element, span] = named;
  const isWhole =
    gain(span) >= Math.max(1, prose * LEAST_DECLARED) ||
    isVerse(page.lines, span, titleAt) ||
    isAmongAsides(page.lines, span, gain);
  return isWhole ? element : undefined;
}

type Named = readonly [element: HtmlElement, span: LineSpan];

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
  if (gain([from, to]) < LEAST_SHORT) return false;
  return lines.every((line, at) => (at >= from && at < to) || !isProse(line) || isInAside(line));
}

function isInAside({ element }: Line): boolean {
  for (const at of outwards(element)) if (isSuspect(at)) return true;
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
