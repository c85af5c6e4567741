import type { Marks } from '../../model/marks.ts';
import { countWording } from './wording.ts';
import { readTelling } from './telling.ts';
import { type Weights } from './weights.ts';
import { shippedWeights } from './shipped-weights.ts';

type Texts = { readonly title: string; readonly blocks: readonly { readonly text: string }[] };

/**
 * Reads a post for the learnt lines; the tagger takes about 3 ms for a summary, 20 ms for a long page.
 * @param kept what was read of the same text before: as it is if it counts these terms, else only its words are counted anew.
 */
export function readMarks(post: Texts, weights: Weights = shippedWeights(), kept?: Marks): Marks {
  if (kept?.edition === weights.edition) return kept;
  const text = post.blocks.map((block) => block.text).join('\n');
  return {
    edition: weights.edition,
    telling: kept?.telling ?? readTelling(`${post.title}.\n${text}`),
    wording: countKnown(countWording(post.title, text), weights),
  };
}

function countKnown(counts: ReadonlyMap<string, number>, { placeOf }: Weights): number[] {
  const known: number[] = [];
  for (const [term, count] of counts) {
    const place = placeOf.get(term);
    if (place !== undefined) known.push(place, count);
  }
  return known;
}
