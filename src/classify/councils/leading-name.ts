import { AFTER_STOP, CAPITAL, type Tokens } from '../tokens.ts';

/** Of fewer names none stands out by more than chance. */
const FEWEST = 8;
/** More than a text of 200,000 characters has of names that matter; further ones count as names that stand once. */
const MOST = 1024;
/** A power of two. */
const PLACES = MOST * 2;
const KEYS = new Int32Array(PLACES);
const TIMES = new Uint32Array(PLACES);
const CAPITAL_OR_STOP = CAPITAL | AFTER_STOP;
const THOUSAND = 1000;

/**
 * How much one name stands out: the share of the most frequent among all capital words of two letters and more that begin no sentence,
 * in thousandths and one more, from 1 to 1,001; 0 of a text with fewer than eight such words. Time is linear in the text.
 */
export function leadingName(fields: readonly Tokens[]): number {
  KEYS.fill(0);
  const so: Counted = { names: 0, known: 0, most: 0 };
  for (const tokens of fields) countNames(tokens, so);
  return so.names < FEWEST ? 0 : 1 + Math.round((THOUSAND * so.most) / so.names);
}

/** The share that is told by what `leadingName` answers of a text with names enough: 0 to 1. */
export function shareOfLeading(leading: number): number {
  return (leading - 1) / THOUSAND;
}

/** Names so far, different ones among those that are kept, and how often the most frequent stood. */
type Counted = { names: number; known: number; most: number };

function countNames({ text, count, from, to, flags }: Tokens, so: Counted): void {
  for (let token = 0; token < count; token += 1) {
    if (((flags[token] ?? 0) & CAPITAL_OR_STOP) !== CAPITAL) continue;
    const start = from[token] ?? 0;
    const end = to[token] ?? 0;
    if (end - start < 2) continue;
    so.names += 1;
    const hash = hashOf(text, start, end);
    const place = placeOf(hash);
    const isNew = KEYS[place] === 0;
    if (isNew && so.known === MOST) continue;
    if (isNew) so.known += 1;
    KEYS[place] = hash;
    const times = isNew ? 1 : (TIMES[place] ?? 0) + 1;
    TIMES[place] = times;
    if (times > so.most) so.most = times;
  }
}

/** Where a word is counted, or the next place that is free. */
function placeOf(hash: number): number {
  let place = (hash >>> 8) & (PLACES - 1);
  while (KEYS[place] !== 0 && KEYS[place] !== hash) place = (place + 1) & (PLACES - 1);
  return place;
}

/** Never 0, which marks a place that is free. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 1;
}
