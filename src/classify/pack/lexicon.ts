import { PLAIN } from '../characters.ts';

/**
 * The closed vocabulary of a rule pack: every word that a term, a list or the gazetteer can match, by number.
 * It only grows while terms are compiled; reading text never adds to it, so an unknown word costs one hash and one probe,
 * no allocation, and no text can make it grow or change what another text scores.
 */
export type Lexicon = {
  /** Words by id; ids below FIRST_WORD are not words. */
  readonly words: string[];
  /** Open addressing, a power of two long: id, or 0 for a free slot. */
  slots: Int32Array;
};

/** Id of every word that no term knows. */
export const UNKNOWN = 0;
/** Ids of numbers that are not themselves words of a term (`iso 14001`): plain, money, percentage. */
export const NUMBER = 1;
export const MONEY = 2;
export const PERCENT = 3;
const FIRST_WORD = 4;

/** Longer runs of letters are never looked up; no term may hold one. */
export const MAX_WORD = 48;

/** FNV-1a over UTF-16 units, as `tokenise` computes it while it reads. A signed number, which takes no room of its own while it is carried about. */
export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

export function makeLexicon(): Lexicon {
  return { words: Array.from({ length: FIRST_WORD }, () => ''), slots: new Int32Array(1024) };
}

/** The id of a word, new or old. The word must be as `normaliseWord` gives it. */
export function intern(lexicon: Lexicon, word: string): number {
  const known = lookUp(lexicon, word);
  if (known !== UNKNOWN) return known;
  const id = lexicon.words.push(word) - 1;
  // At most a third full: an unknown word mostly meets a free slot at once, and the slots stay in the processor's cache.
  if (id * 3 > lexicon.slots.length) rebuild(lexicon);
  else lexicon.slots[freeSlot(lexicon.slots, hashOf(word))] = id;
  return id;
}

/** The id of a normalised word, or UNKNOWN. */
export function lookUp(lexicon: Lexicon, word: string): number {
  const mask = lexicon.slots.length - 1;
  for (let slot = mixed(hashOf(word)) & mask; ; slot = (slot + 1) & mask) {
    const id = lexicon.slots[slot] ?? UNKNOWN;
    if (id === UNKNOWN || lexicon.words[id] === word) return id;
  }
}

/** The id of plain letters and digits, in any case, found without making a string of them. @param hash theirs, FNV-1a over `PLAIN`. */
export function lookUpUnits(
  { slots, words }: Lexicon,
  units: Uint16Array,
  from: number,
  to: number,
  hash: number,
): number {
  const mask = slots.length - 1;
  for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
    const id = slots[slot] ?? UNKNOWN;
    if (id === UNKNOWN || isSpelt(words[id] ?? '', units, from, to)) return id;
  }
}

function isSpelt(word: string, units: Uint16Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at += 1)
    if (PLAIN[units[from + at] ?? 0] !== word.charCodeAt(at)) return false;
  return true;
}

/** Spreads a hash over the low bits that choose the slot. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

/**
 * One spelling of a word: lower case, compatibility forms and accents folded (`CO₂` → `co2`, `Môn` → `mon`),
 * apostrophes and invisible characters (soft hyphens, direction marks) gone, a possessive `'s` dropped.
 */
export function normaliseWord(raw: string): string {
  // Most are plain already; to fold a word takes six times as long as to see that there is nothing to fold.
  if (/^[a-z0-9]+$/i.test(raw)) return raw.toLowerCase();
  return raw
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/['‘’ʼ＇]s$/, '')
    .replaceAll(/['‘’ʼ＇]/g, '');
}

function hashOf(word: string): number {
  let hash = HASH_SEED;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), HASH_PRIME);
  return hash;
}

function rebuild(lexicon: Lexicon): void {
  const slots = new Int32Array(lexicon.slots.length * 2);
  for (let id = FIRST_WORD; id < lexicon.words.length; id += 1)
    slots[freeSlot(slots, hashOf(lexicon.words[id] ?? ''))] = id;
  lexicon.slots = slots;
}

function freeSlot(slots: Int32Array, hash: number): number {
  const mask = slots.length - 1;
  let slot = mixed(hash) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}
