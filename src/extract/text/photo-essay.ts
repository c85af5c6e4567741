import { outwards } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { isCaption } from './captions.ts';
import { isProse, proseIn } from './noise.ts';

/** So many captions that run on tell a story, */
const LEAST_CAPTIONS = 3;
/** each of them so long, in characters, */
const LEAST_CAPTION = 20;
/** where they say so many times as much as all else: papers set captions between paragraphs that say twice as much. */
const TIMES = 3;
/** A caption's paragraph stands no deeper in it. */
const LEVELS = 3;

/**
 * The lines of a page whose story is told below its pictures, with the captions as text; the same lines where it has a text besides.
 * @param read the lines as they were read, in step with `lines`, of which some were marked as others' since
 */
export function withTellingCaptions(
  lines: readonly Line[],
  read: readonly Line[],
  titleAt: number,
): readonly Line[] {
  const captions = new Map<number, Line>();
  for (const [at, line] of read.entries()) {
    if (at <= titleAt || !line.beside || line.text.length < LEAST_CAPTION || !isInCaption(line)) continue;
    const told = { ...line, beside: false };
    if (isProse(told)) captions.set(at, told);
  }
  if (captions.size < LEAST_CAPTIONS) return lines;
  const rest = proseIn(lines.filter((_, at) => at > titleAt && !captions.has(at)));
  return proseIn([...captions.values()]) < rest * TIMES
    ? lines
    : lines.map((line, at) => captions.get(at) ?? line);
}

function isInCaption({ element }: Line): boolean {
  for (const at of outwards(element, LEVELS)) if (at.name === 'figcaption' || isCaption(at)) return true;
  return false;
}
