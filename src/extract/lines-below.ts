import type { HtmlDocument, HtmlElement } from '../base/html.ts';
import type { ClutterJudge } from './text/clutter.ts';
import { readLines, type Line, type Lines, type LinesEnd } from './lines.ts';
import { isProse } from './text/noise.ts';

/** The text of a post, and the lines of its page: all of them, or those up to an end. */
export type TextAndPage = {
  readonly text: readonly Line[];
  readonly lines: (end?: LinesEnd) => readonly Line[];
};

/** Where a text's last paragraph stands. */
export function lastOfText(text: readonly Line[]): Line['element'] | undefined {
  return text.findLast((line) => isProse(line))?.element;
}

/** The lines of a page that follow the last paragraph of the text, so many of them. */
export function linesBelow({ text, lines }: TextAndPage, most: number): readonly Line[] {
  const last = lastOfText(text);
  if (last === undefined) return [];
  const all = lines({ past: [last], by: most });
  const end = all.findLastIndex(({ element }) => element === last);
  return end < 0 ? [] : all.slice(end + 1, end + 1 + most);
}

/**
 * The lines of a page, read when first asked for. Who asks for those up to an end gets no fewer: all of them, where these were needed
 * before, for most bodies are read without.
 */
export function linesOnce(body: HtmlDocument | HtmlElement, judge: ClutterJudge): (end?: LinesEnd) => Lines {
  let all: Lines | undefined;
  let some: { readonly end: LinesEnd; readonly lines: Lines } | undefined;
  return (end) => {
    if (all !== undefined || end === undefined || end.past.length === 0)
      return (all ??= readLines([body], judge));
    if (some === undefined || !isWithin(end, some.end)) some = { end, lines: readLines([body], judge, end) };
    return some.lines;
  };
}

function isWithin(end: LinesEnd, further: LinesEnd): boolean {
  return end.by <= further.by && end.past.every((element) => further.past.includes(element));
}
