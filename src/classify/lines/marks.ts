import type { Marks } from '../../model/marks.ts';
import { countWording } from './wording.ts';
import { readTelling } from './telling.ts';
import { type Weights } from './weights.ts';
import { shippedWeights } from './shipped-weights.ts';

type Texts = { readonly title: string; readonly blocks: readonly { readonly text: string }[] };

/**
 * Reads a post for the learnt lines; the tagger takes some ms.
 * @param kept what was read of the same text before: as it is if it counts these terms, else only its words are counted anew.
 */
export function readMarks(post: Texts, weights: Weights = shippedWeights(), kept?: Marks): Marks {
  if (kept?.edition === weights.edition) return kept;
  const text = textOf(post);
  return {
    edition: weights.edition,
    telling: kept?.telling ?? tellingOf(post),
    wording: countKnown(countWording(post.title, text), weights),
  };
}

/** How a post is told, by the tagger: all that is slow about its marks. */
export function tellingOf(post: Texts): readonly number[] {
  return readTelling(`${post.title}.\n${textOf(post)}`);
}

/** Marks of a text that was tagged, and whose words are still to be counted. */
export function taggedMarks(telling: readonly number[]): Marks {
  return { edition: '', telling, wording: [] };
}

function textOf({ blocks }: Texts): string {
  return blocks.map(({ text }) => text).join('\n');
}

function countKnown(counts: ReadonlyMap<string, number>, { placeOf }: Weights): number[] {
  const known: number[] = [];
  for (const [term, count] of counts) {
    const place = placeOf.get(term);
    if (place !== undefined) known.push(place, count);
  }
  return known;
}
