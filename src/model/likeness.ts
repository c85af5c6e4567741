import { hash } from 'node:crypto';
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
  return {
    title: [...new Set(lowerCaseWords(title).map(digest))],
    shingles: lowestRuns(lowerCaseWords(text)),
  };
}

/** The lowest digests of the runs of these words, ascending. What cannot be among them is let go on the way: to sort all took as long as to make them. */
function lowestRuns(words: readonly string[]): string[] {
  let lowest = new Set<string>();
  let limit = '~';
  for (let at = 0; at + RUN <= words.length; at += 1) {
    const run = digest(words.slice(at, at + RUN).join(' '));
    if (run < limit) lowest.add(run);
    if (lowest.size < 4 * MOST_KEPT) continue;
    lowest = new Set([...lowest].sort().slice(0, MOST_KEPT));
    limit = [...lowest].at(-1) ?? limit;
  }
  return [...lowest].sort().slice(0, MOST_KEPT);
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
  const words = wordHashes(text);
  const sampled = new Uint32Array(words.length);
  let count = 0;
  for (let end = INDEXED_RUN; end <= words.length; end += 1) {
    let hash = 0;
    // The hash of a word is made once, and five of them are joined in their order.
    for (let at = end - INDEXED_RUN; at < end; at += 1) hash = mixed(hash ^ (words[at] ?? 0));
    if (hash % ONE_IN === 0) sampled[count++] = hash;
  }
  return distinct(sampled.subarray(0, count).sort()).slice(0, MOST_SKETCHED);
}

/** Of ascending numbers each once, in their place. */
function distinct(sorted: Uint32Array): Uint32Array {
  let count = 0;
  for (const one of sorted) if (count === 0 || one !== sorted[count - 1]) sorted[count++] = one;
  return sorted.subarray(0, count);
}

/**
 * A hash of each of the `lowerCaseWords` of a text, in their order: FNV-1a, 32 bits, over UTF-16 units. Read unit by unit, since to cut the words out and to look
 * at each again took six times as long.
 */
function wordHashes(text: string): Int32Array {
  const lower = text.toLowerCase();
  const hashes = new Int32Array((lower.length + 1) >> 1);
  let count = 0;
  let hash = FNV_START;
  let isInside = false;
  for (let at = 0; at <= lower.length; at += 1) {
    const unit = at < lower.length ? lower.charCodeAt(at) : SPACE;
    if (unit < 0x80 ? isAsciiWord(unit) : isOfWord(lower, at, unit)) {
      hash = Math.imul(hash ^ unit, 0x01_00_01_93);
      isInside = true;
    } else if (isInside) {
      hashes[count++] = hash;
      hash = FNV_START;
      isInside = false;
    }
  }
  return hashes.subarray(0, count);
}

const FNV_START = 0x81_1c_9d_c5 | 0;
const SPACE = 0x20;
const WORD = /[\p{L}\p{N}]/u;
/** What was found of units above ASCII: 1 of a word, 2 not; surrogates are asked for in pairs, each time. */
const known = new Uint8Array(0x1_00_00);

/** Letters are in lower case by now. */
function isAsciiWord(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}

function isOfWord(text: string, at: number, unit: number): boolean {
  if (unit >= 0xd8_00 && unit <= 0xdf_ff) return isPairOfWord(text, unit >= 0xdc_00 ? at - 1 : at);
  if (known[unit] === 0) known[unit] = WORD.test(String.fromCharCode(unit)) ? 1 : 2;
  return known[unit] === 1;
}

/** Half a pair alone is no letter. */
function isPairOfWord(text: string, at: number): boolean {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xff_ff && WORD.test(String.fromCodePoint(point));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function digest(text: string): string {
  return hash('sha256', text).slice(0, 12);
}

/** So that low bits are fit for sampling, and order counts. */
function mixed(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
  return (folded ^ (folded >>> 13)) >>> 0;
}
