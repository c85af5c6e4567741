import { readDate } from '../base/dates/dates.ts';
import { type HtmlDocument, type HtmlElement, isElement, isText } from '../base/html.ts';

/** A date of its own stands in few words; what is longer tells something else. */
const LONGEST_DATE = 60;
const MOST_NODES = 20_000;

/** How many dates a page shows in words or in `<time>`, whoever reads them; counted no further than `most`. */
export function datesShown(document: HtmlDocument, { now, most }: { now: Date; most: number }): number {
  let [count, nodes] = [0, MOST_NODES];
  const walk = (parent: HtmlDocument | HtmlElement): void => {
    for (const node of parent.children) {
      if (count >= most || (nodes -= 1) < 0) return;
      if (isText(node)) count += isDate(node.data, now) ? 1 : 0;
      else if (isElement(node)) {
        // What it shows is that date again.
        if (node.tagName === 'time') count += 1;
        else walk(node);
      }
    }
  };
  walk(document);
  return count;
}

function isDate(words: string, now: Date): boolean {
  return (
    words.length <= LONGEST_DATE && /\d/.test(words) && readDate(words, 'text', { now }).precision === 'day'
  );
}
