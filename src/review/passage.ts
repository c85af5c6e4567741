import type { Block } from '../model/post.ts';
import type { AnswerFound } from './answers.ts';

/** Texts of so many words are shown whole. */
const SHORT = 450;
/** About so many words of a longer one are open at first. */
const OPEN = 300;

/** A stretch of a text's blocks: `from` the first, `to` behind the last. */
export type Passage = { readonly from: number; readonly to: number };

/** Where a text is opened: around the block that has the most answers near it, and whole where it is short. Pure. */
export function bestPassage(
  blocks: readonly Block[],
  answers: readonly Pick<AnswerFound, 'block'>[],
): Passage {
  const words = blocks.map(({ text }) => text.split(/\s+/).length);
  if (words.reduce((sum, n) => sum + n, 0) <= SHORT) return { from: 0, to: blocks.length };
  const places = answers.flatMap(({ block }) => (block === undefined || block < 0 ? [] : [block]));
  const near = (at: number) => places.filter((place) => place >= at && place - at <= 4).length;
  const [best = 0] = [...places].sort((a, b) => near(b) - near(a) || a - b);
  // A heading above it says what it is about.
  const from = blocks[best - 1]?.kind === 'heading' ? best - 1 : best;
  let to = from + 1;
  for (let shown = words[from] ?? 0; to < blocks.length && shown < OPEN; to += 1) shown += words[to] ?? 0;
  return { from, to };
}
