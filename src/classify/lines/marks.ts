import type { Marks } from '../../model/marks.ts';
import { type Pieces, readPieces } from './pieces.ts';
import type { KnownWords } from './known-words.ts';
import { readTelling } from './telling.ts';
import type { Weights } from './weights.ts';
import { countKnown, countWording } from './wording.ts';

type Texts = { readonly title: string; readonly blocks: readonly { readonly text: string }[] };

/** How a post is told, and every term of it with its count: what marks by any weights are made of. */
export type ReadText = { readonly telling: readonly number[]; readonly counts: ReadonlyMap<string, number> };

/** Reads a post for the learnt lines, in time linear in its text. */
export function readText(post: Texts): ReadText {
  const pieces = piecesOf(post);
  return { telling: readTelling(pieces), counts: countWording(pieces) };
}

function piecesOf({ title, blocks }: Texts, knownWords?: KnownWords): Pieces {
  return readPieces(title, blocks.map(({ text }) => text).join('\n'), knownWords);
}

/** What weights look at in a text. */
export function marksOf({ telling, counts }: ReadText, { edition, placeOf }: Weights): Marks {
  const wording: number[] = [];
  for (const [term, count] of counts) {
    const place = placeOf.get(term);
    if (place !== undefined) wording.push(place, count);
  }
  return { edition, telling, wording };
}

/** What weights look at in a post. @param kept what was read of the same text before: as it is if it counts the same, else the text is read anew. */
export function readMarks(post: Texts, { edition, knownTerms }: Weights, kept?: Marks): Marks {
  if (kept?.edition === edition) return kept;
  const pieces = piecesOf(post, knownTerms.knownWords);
  return { edition, telling: readTelling(pieces), wording: countKnown(pieces, knownTerms) };
}
