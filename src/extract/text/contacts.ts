import type { Line } from '../lines.ts';
import { isProse, proseIn } from './noise.ts';

/** An address to write to, or a number to call behind a label or alone. */
const REACH =
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:^|\p{L}\.?\s?[:：]?\s?)\(?\+?\d[\d()\s./-]{6,24}(?:\s?\([A-Z]{2,4}\))?(?:\W*$|\s\p{Lu})/u;
const LONGEST = 120;
/** Most of the text stands before whom to ask about it. */
const MOST_BEFORE = 0.6;
/** From the first way to reach somebody back to what the list is headed by there are so many lines. */
const MOST_ABOVE = 8;

/**
 * Where a press office lists below a text whom to ask: behind the last paragraph, under a heading, with an address or a number in a line
 * of its own. The number of lines where there is no such list.
 */
export function contactsAt(lines: readonly Line[]): number {
  const last = lines.findLastIndex(isProse);
  const reach = lines.findIndex(({ text }, at) => at > last && isReach(text));
  if (last < 0 || reach < 0) return lines.length;
  const label = lines.findIndex(
    (line, at) => at > last && at <= reach && reach - at <= MOST_ABOVE && isLabel(line),
  );
  const isEnd = label >= 0 && proseIn(lines.slice(0, label)) >= proseIn(lines) * MOST_BEFORE;
  return isEnd ? label : lines.length;
}

function isReach(text: string): boolean {
  return text.length <= LONGEST && !/[.!?]$/.test(text) && REACH.test(text);
}

function isLabel({ kind, text }: Line): boolean {
  return kind === 'heading' || (kind === 'text' && /[:：]$/.test(text) && text.length <= 60);
}
