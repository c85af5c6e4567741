import type { Line, LinesEnd } from './lines.ts';
import { isProse } from './noise.ts';

/** The text of a post, and the lines of its page: all of them, or those up to an end. */
export type TextAndPage = {
  readonly text: readonly Line[];
  readonly lines: (end?: LinesEnd) => readonly Line[];
};

/** The lines of a page that follow the last paragraph of the text, so many of them. */
export function linesBelow({ text, lines }: TextAndPage, most: number): readonly Line[] {
  const last = text.findLast((line) => isProse(line))?.element;
  if (last === undefined) return [];
  const all = lines({ past: last, by: most });
  const end = all.findLastIndex(({ element }) => element === last);
  return end < 0 ? [] : all.slice(end + 1, end + 1 + most);
}
