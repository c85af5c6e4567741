import { readDate } from '../base/dates/dates.ts';
import { isElement, type HtmlElement } from '../base/html.ts';
import { A_DATE } from './dates/written.ts';
import type { Line, Lines, LinesEnd } from './lines.ts';
import { opensAt } from './text/opening.ts';

/** Lines above and below a title in which a date or a name is looked for, and how long they are. */
const NEAR = { above: 4, farAbove: 40, below: 8, length: 120, filed: 600 } as const;

/** Short lines around the title, the nearest first: below it up to the first paragraph, which is the last of them, and above it. */
export function linesNear(lines: readonly Line[], titleAt: number, now: Date): readonly Line[] {
  const below = lines.slice(titleAt + 1, titleAt + 1 + NEAR.below);
  const proseAt = opensAt(below, NEAR.below);
  const above = titleAt < 0 ? [] : linesAbove(lines, titleAt);
  const short = [
    // What is marked as beside the post may still be its own data, below the title.
    ...(proseAt < 0 ? below : below.slice(0, proseAt)),
    // Above a title the date of the day is that of the reader, not of the post.
    ...above.filter((line) => !line.beside && !isToday(line, now)),
    // Without a title in sight nothing is known to be below it.
  ].filter((line) => isOfFacts(line) && (titleAt >= 0 || !isToday(line, now)));
  return [...short, ...below.slice(Math.max(0, proseAt), proseAt + 1)];
}

/** The nearest lines above a title, and those that share its box although a menu stands between. */
function linesAbove(lines: readonly Line[], titleAt: number): readonly Line[] {
  const all = lines.slice(Math.max(0, titleAt - NEAR.farAbove), titleAt).reverse();
  const box = lines[titleAt]?.element.parent ?? null;
  const isBox = box !== null && isElement(box) && /^(?:div|header|section|hgroup)$/.test(box.name);
  return [
    ...all.slice(0, NEAR.above),
    ...all.slice(NEAR.above).filter(({ element }) => isBox && element.parent === box),
  ];
}

/** A line of who and when is short, but for what the post is filed under. */
function isOfFacts({ text, linked }: Line): boolean {
  if (text.length <= NEAR.length) return true;
  return linked > 0.3 && text.length <= NEAR.filed && text.slice(0, NEAR.length / 3).search(A_DATE) >= 0;
}

function isToday({ text }: Line, now: Date): boolean {
  return /\d{4}/.test(text) && readDate(text, 'text', { now }).value === now.toISOString().slice(0, 10);
}

/** The lines of a page up to some below its title; read up to some below its text, where that is told. */
export function linesUntil(
  heading: HtmlElement | undefined,
  last: Line['element'] | undefined,
  lines: (end: LinesEnd) => Lines,
): readonly Line[] {
  if (heading === undefined) return lines({ past: [], by: 0 }).lines;
  const read = lines({ past: last === undefined ? [heading] : [heading, last], by: NEAR.below });
  const [, to = Infinity] = read.spans.get(heading) ?? [];
  return read.lines.slice(0, to + NEAR.below);
}
