import { createHash } from 'node:crypto';
import { lowerCaseWords } from '../base/text.ts';

/**
 * What a page said, in hashes that cannot be read back: enough to tell later whether it still says it, without keeping its text.
 * Shingles are runs of four words; of a long text the lowest hashes stand for all (Broder's min-wise sampling).
 *
 * To find which of many texts is like one, `sketchOf` keeps the same hashes of each, so that an index can look them up;
 * to say how alike two given texts are, `likenessOf` keeps a fixed number of each.
 */
export type Likeness = { readonly title: readonly string[]; readonly shingles: readonly string[] };

const RUN = 4;
const MOST_KEPT = 256;
const INDEXED_RUN = 5;
/** One hash in four is kept: on 164 real articles that loses no pair and no precision (docs/decisions/0007). */
const ONE_IN = 4;
/** So many hashes of a text are kept: all, up to some 4,000 words. */
export const MOST_SKETCHED = 1024;

export function likenessOf(title: string, text: string): Likeness {
  const words = lowerCaseWords(text);
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(digest(words.slice(at, at + RUN).join(' ')));
  return {
    title: [...new Set(lowerCaseWords(title).map(digest))],
    shingles: [...runs].sort().slice(0, MOST_KEPT),
  };
}

/** How much of two titles is the same, 0–1: shared words by all words. */
export function titleLikeness(a: Likeness, b: Likeness): number {
  return jaccard(new Set(a.title), new Set(b.title));
}

/** How much of two texts is the same, 0–1, estimated from the lowest shingles of both; two empty texts are alike. */
export function textLikeness(a: Likeness, b: Likeness): number {
  const union = [...new Set([...a.shingles, ...b.shingles])].sort().slice(0, MOST_KEPT);
  if (union.length === 0) return 1;
  const [inA, inB] = [new Set(a.shingles), new Set(b.shingles)];
  return union.filter((shingle) => inA.has(shingle) && inB.has(shingle)).length / union.length;
}

/**
 * The sketch of a text: sampled hashes (32 bits, unsigned, ascending, distinct) of every five words in a row, and of a long text the
 * lowest 1,024 of them. Broder, "On the resemblance and containment of documents" (1997); sampling by value, so that two texts keep the same ones.
 */
export function sketchOf(text: string): Uint32Array {
  const words = lowerCaseWords(text).map(fnv1a);
  const kept = new Set<number>();
  for (let end = INDEXED_RUN; end <= words.length; end += 1) {
    let hash = 0;
    // The hash of a word is made once, and five of them are joined in their order.
    for (let at = end - INDEXED_RUN; at < end; at += 1) hash = mixed(hash ^ (words[at] ?? 0));
    if (hash % ONE_IN === 0) kept.add(hash);
  }
  return Uint32Array.from(kept).sort().slice(0, MOST_SKETCHED);
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash;
}

/** So that low bits are fit for sampling, and order counts. */
function mixed(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
  return (folded ^ (folded >>> 13)) >>> 0;
}
