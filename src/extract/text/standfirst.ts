import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { isCaption } from './captions.ts';
import type { Line } from '../lines.ts';
import { isProse } from './noise.ts';
import { sameWords } from '../plain-text.ts';
import { sizeOf } from '../size-of.ts';

/** How far above the text its standfirst may begin, in lines. */
export const STANDFIRST_REACH = 12;
/** A sentence that opens a post is longer than its labels, in characters. */
const LEAST_STANDFIRST = 60;
const LEAST_TOLD = 30;
/** What stands in one of these opens no text. */
const OTHERS = new Set(['figure', 'figcaption', 'aside', 'nav']);
/** So many lines before the text are looked at for what the page says of itself. */
const MOST_ABOVE = 30;

/** What stands between the title and the text and opens it: sentences, even under a name that usually means something else, or as a heading. */
export function standfirst(
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
  for (const at of outwards(element)) {
    if (OTHERS.has(at.name) || isCaption(at)) return false;
    if (at === around) return true;
  }
  return false;
}
