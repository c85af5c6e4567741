import type { Block } from '../model/post.ts';
import { shorten } from '../web/words.ts';
import { sentenceAround } from './answers.ts';

/** The sentence of a text in which the most of a query's words stand; '' where none does (only the title has them). Pure. */
export function snippetOf(blocks: readonly Block[], query: string): string {
  const wanted = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])].map(stemOf);
  let best = { hits: 0, say: '' };
  for (const { text } of blocks.slice(0, 400)) {
    const lower = text.toLowerCase();
    for (const word of wanted) {
      const at = lower.indexOf(word);
      if (at === -1) continue;
      const say = sentenceAround(text, at, at + word.length);
      const hits = wanted.filter((one) => say.toLowerCase().includes(one)).length;
      if (hits > best.hits) best = { hits, say };
    }
    if (best.hits === wanted.length) break;
  }
  return shorten(best.say, 240);
}

// The index finds other forms of a word too: its beginning is what they share.
function stemOf(word: string): string {
  return word.length > 5 ? word.slice(0, -2) : word;
}
