import type { WordPiece } from './pieces.ts';

/** What stands for a name or an amount: unmasked, councils' names would weigh heaviest. */
const MASKS = { name: '', money: '£ #', percent: '# %', number: '#', stop: '' };

/** The words and pairs of neighbours of a post, with how often each stands there. Pairs do not reach over a name or the end of a sentence. */
export function countWording(pieces: readonly WordPiece[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  let before = '';
  for (const { kind, word } of pieces) {
    const term = kind === 'word' ? word : MASKS[kind];
    if (term !== '') count(term);
    if (term !== '' && before !== '') count(`${before} ${term}`);
    before = term;
  }
  return counts;
}
