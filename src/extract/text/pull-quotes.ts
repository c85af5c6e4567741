import { isElement } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { announces, isProse } from './noise.ts';
import { sameWords } from '../plain-text.ts';

/** So long a line may be, in characters, and so many words it has at least: fewer are said twice by chance. */
const LONGEST = 260;
const LEAST_WORDS = 5;
const BOX = /^(?:div|section|aside|blockquote|figure)$/;
const QUOTED = /^(?:aside|blockquote|figure)$/;
/** So many boxes are asked for what stands in the text as well. */
const MOST_ASKED = 12;

/** Lines in a box of their own that only repeat words of a paragraph, to be seen large beside it. What a sentence announces is said for the first time. */
export function pullQuotes(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex(isProse);
  const boxed = lines
    .filter((line, at) => at > first && isBoxed(line) && !announces(lines[at - 1]))
    .slice(0, MOST_ASKED);
  if (first < 0 || boxed.length === 0) return [];
  const told = new Set(boxed);
  const text = lines.filter((line) => !told.has(line) && isProse(line) && !isCode(line));
  return boxed.filter((line) => {
    const words = sameWords(line.text);
    // A word and the letter before it, from its middle, are sought as they are written: most boxes say nothing twice.
    const [some] = /\p{L} \p{L}+/u.exec(line.text.slice(line.text.length / 3)) ?? [];
    if (some === undefined || words.split(' ').length < LEAST_WORDS) return false;
    return text.some(
      (other) => other.text.includes(some) && ` ${sameWords(other.text)} `.includes(` ${words} `),
    );
  });
}

function isCode({ element }: Line): boolean {
  return isElement(element) && element.name === 'pre';
}

/** A box for words, or a paragraph in one: neither a plain paragraph of the text nor code, whose lines repeat each other. */
function isBoxed({ kind, text, element }: Line): boolean {
  if (kind !== 'text' || text.length > LONGEST || !isElement(element)) return false;
  const { parent } = element;
  const around = parent !== null && isElement(parent) ? parent.name : '';
  return BOX.test(element.name) || (element.name === 'p' && QUOTED.test(around));
}
