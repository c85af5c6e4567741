const WORDS_IN_A_SHINGLE = 5;
/** One hash in four is kept: on 164 real articles that loses no pair and no precision (docs/decisions/0007). */
const SAMPLE = 4;

/**
 * The sampled hashes (32 bits, unsigned, ascending, distinct) of every five words in a row of a text.
 * Broder, "On the resemblance and containment of documents" (1997); sampling by value, so that two texts keep the same ones.
 */
export function shingles(text: string): number[] {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(fnv1a);
  const kept = new Set<number>();
  for (let end = WORDS_IN_A_SHINGLE; end <= words.length; end += 1) {
    let hash = 0;
    // The hash of a word is made once, and five of them are joined in their order.
    for (let at = end - WORDS_IN_A_SHINGLE; at < end; at += 1) hash = mixed(hash ^ (words[at] ?? 0));
    if (hash % SAMPLE === 0) kept.add(hash);
  }
  return [...kept].sort((a, b) => a - b);
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
