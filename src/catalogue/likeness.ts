import { createHash } from 'node:crypto';
import type { Likeness } from '../model/likeness.ts';

const RUN = 4;
const SAMPLE = 256;

export function likenessOf(title: string, text: string): Likeness {
  const words = wordsOf(text);
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(hash(words.slice(at, at + RUN).join(' ')));
  return { title: [...new Set(wordsOf(title).map(hash))], shingles: [...runs].sort().slice(0, SAMPLE) };
}

/** How much of two titles is the same, 0–1: shared words by all words. */
export function titleLikeness(a: Likeness, b: Likeness): number {
  return jaccard(new Set(a.title), new Set(b.title));
}

/** How much of two texts is the same, 0–1, estimated from the lowest shingles of both; two empty texts are alike. */
export function textLikeness(a: Likeness, b: Likeness): number {
  const union = [...new Set([...a.shingles, ...b.shingles])].sort().slice(0, SAMPLE);
  if (union.length === 0) return 1;
  const [inA, inB] = [new Set(a.shingles), new Set(b.shingles)];
  return union.filter((shingle) => inA.has(shingle) && inB.has(shingle)).length / union.length;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
