import type { FieldReading } from './evidence.ts';
import { firstBeyond, rangesOf, type RangesPart } from './matcher.ts';
import { AFTER_STOP } from './tokens.ts';

/** Any of these sets of terms, by their places among all sets: a class of words, or some, with words besides. `id` tells parts apart. */
export type FramePart = { readonly id: number; readonly sets: readonly number[] };

/** What stands in one sentence, in whatever order: an act, its object, whom it was done with. */
export type Frame = readonly FramePart[];

/** The sentences of a field, and in which of them a part of frames stands; filled as frames ask. */
export type Sentences = {
  readonly reading: FieldReading;
  /** Of each token, and the token where each begins; both empty until something is asked for. */
  of: Int32Array;
  readonly from: number[];
  /** By a part's id: a bit for each sentence, 32 in a number. */
  readonly bits: (Int32Array | undefined)[];
};

/** A list without a stop is cut into stretches of so many words. */
const LONGEST_SENTENCE = 60;
const NOWHERE: readonly number[] = [];

export function sentencesOf(reading: FieldReading): Sentences {
  return { reading, of: new Int32Array(0), from: [], bits: [] };
}

/**
 * Where a frame stands in a field: token ranges, `first, end, …`, one for each of its parts, for each sentence that has them all, up to `most` sentences.
 * No word counts for two of its parts. Time is linear in the words found.
 */
export function frameIn(frame: Frame, sentences: Sentences, most: number): readonly number[] {
  if (!mayStand(frame, sentences.reading.matches)) return NOWHERE;
  const found: number[] = [];
  const bits = frame.map((part) => bitsOf(sentences, part));
  for (let at = 0; at < (bits[0]?.length ?? 0); at += 1) {
    let both = -1;
    for (const one of bits) both &= one[at] ?? 0;
    for (; both !== 0 && found.length < most * 2 * frame.length; both &= both - 1)
      addSentence(frame, sentences, at * 32 + (31 - Math.clz32(both & -both)), found);
  }
  return found;
}

/** Most frames lack a part in most fields: this is all that they cost. */
function mayStand(frame: Frame, { from, to }: FieldReading['matches']): boolean {
  for (const { sets } of frame) {
    let isFound = false;
    for (const set of sets) isFound ||= from[set] !== to[set];
    if (!isFound) return false;
  }
  return true;
}

function bitsOf(sentences: Sentences, { id, sets }: FramePart): Int32Array {
  const known = sentences.bits[id];
  if (known !== undefined) return known;
  if (sentences.from.length === 0) cut(sentences);
  const bits = new Int32Array(Math.ceil(sentences.from.length / 32));
  for (const set of sets) {
    const { ranges, from, to } = rangesOf(sentences.reading.matches, set);
    for (let at = from; at < to; at += 2) {
      const sentence = sentences.of[ranges[at] ?? 0] ?? 0;
      bits[sentence >> 5] = (bits[sentence >> 5] ?? 0) | (1 << (sentence & 31));
    }
  }
  sentences.bits[id] = bits;
  return bits;
}

function cut(sentences: Sentences): void {
  const { from, reading } = sentences;
  const { count, flags } = reading.tokens;
  sentences.of = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const ended = ((flags[at] ?? 0) & AFTER_STOP) !== 0;
    if (at === 0 || ended || at - (from.at(-1) ?? 0) >= LONGEST_SENTENCE) from.push(at);
    sentences.of[at] = from.length - 1;
  }
}

/** Adds a range of each part, unless two would share a word. */
function addSentence(frame: Frame, { reading, from }: Sentences, sentence: number, found: number[]): void {
  const before = found.length;
  const [first, close] = [from[sentence] ?? 0, from[sentence + 1] ?? reading.tokens.count];
  for (const { sets } of frame) {
    const length = found.length;
    for (const set of sets)
      if (found.length === length) addFree(rangesOf(reading.matches, set), [first, close], found, before);
    if (found.length > length) continue;
    found.length = before;
    return;
  }
}

/** Adds the first range of a set in a sentence that shares no word with those found from `before` on. */
function addFree(
  part: RangesPart,
  [first, close]: readonly [number, number],
  found: number[],
  before: number,
): void {
  const { ranges, to } = part;
  for (let at = firstBeyond(part, 0, first - 1); at < to && (ranges[at] ?? close) < close; at += 2) {
    if (!isFree(found, before, ranges[at] ?? 0, ranges[at + 1] ?? 0)) continue;
    found.push(ranges[at] ?? 0, ranges[at + 1] ?? 0);
    return;
  }
}

function isFree(found: readonly number[], from: number, first: number, end: number): boolean {
  for (let at = from; at < found.length; at += 2)
    if (first < (found[at + 1] ?? 0) && end > (found[at] ?? 0)) return false;
  return true;
}
