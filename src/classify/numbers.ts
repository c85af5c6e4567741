import { APOSTROPHE, characterClass, CURRENCY, DIGIT, SPACE } from './characters.ts';
import { MONEY, NUMBER, PERCENT, UNKNOWN } from './pack/lexicon.ts';

/** A number as it is written, with its sign, size and unit; `kind` UNKNOWN for what only looks like one: `2nd`. */
export type Amount = { readonly to: number; readonly kind: number };

const SIZES = new Set(['k', 'm', 'mn', 'bn', 'tn', 'hundred', 'thousand', 'million', 'billion', 'trillion']);
const MONEY_WORDS = new Set('pound pounds sterling gbp pence euro euros eur dollar dollars usd'.split(' '));
const ORDINALS = new Set(['st', 'nd', 'rd', 'th']);
const LONGEST = 8;

/** Space, hyphen, and the spaces and the hyphen that do not break a line. */
const GAPS = new Set([0x20, 0x2d, 0xa0, 0x2009, 0x2011, 0x202f]);

/**
 * Reads `25`, `25,000`, `£1.2m`, `1.2 million pounds`, `60p`, `40%`, `40 per cent` from `start`, which is a digit or a
 * currency sign. Returns null for a sign with no number after it.
 */
export function readNumber(text: string, start: number): Amount | null {
  const signed = kindAt(text, start) === CURRENCY;
  const first = signed ? skipSpace(text, start + 1) : start;
  if (kindAt(text, first) !== DIGIT) return null;
  const digits = afterDigits(text, first);
  const attached = wordAt(text, digits);
  if (attached !== null && ORDINALS.has(attached.word) && !signed) return { to: attached.to, kind: UNKNOWN };
  const sized = withSize(text, digits);
  const { to, kind } = withUnit(text, sized);
  return { to, kind: signed ? MONEY : kind };
}

/** Digits with the commas and points among them: `1,250.50`, never the full stop after a number. */
function afterDigits(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (kindAt(text, at) === DIGIT) at += 1;
    const mark = text.charAt(at);
    if ((mark !== ',' && mark !== '.') || kindAt(text, at + 1) !== DIGIT) return at;
    at += 1;
  }
}

function withSize(text: string, at: number): number {
  const next = wordAt(text, at) ?? wordAt(text, skipSpace(text, at));
  return next !== null && SIZES.has(next.word) ? next.to : at;
}

function withUnit(text: string, at: number): Amount {
  if (wordAt(text, at)?.word === 'p') return { to: at + 1, kind: MONEY };
  const start = skipSpace(text, at);
  if (text.charAt(start) === '%') return { to: start + 1, kind: PERCENT };
  const next = wordAt(text, start);
  if (next === null) return { to: at, kind: NUMBER };
  if (MONEY_WORDS.has(next.word)) return { to: next.to, kind: MONEY };
  if (next.word === 'percent' || next.word === 'pc') return { to: next.to, kind: PERCENT };
  const second = next.word === 'per' ? wordAt(text, skipSpace(text, next.to)) : null;
  return second?.word === 'cent' ? { to: second.to, kind: PERCENT } : { to: at, kind: NUMBER };
}

/** The word of plain letters that begins here, if it is short enough to be a size or unit. */
function wordAt(text: string, from: number): { readonly word: string; readonly to: number } | null {
  let to = from;
  while (to - from <= LONGEST && kindAt(text, to) < DIGIT) to += 1;
  const whole = to > from && to - from <= LONGEST && kindAt(text, to) >= APOSTROPHE;
  return whole ? { word: text.slice(from, to).toLowerCase(), to } : null;
}

/** Past one or two spaces or a hyphen: `£25-million`, `40 %`. */
function skipSpace(text: string, at: number): number {
  let next = at;
  while (next - at < 2 && GAPS.has(text.charCodeAt(next))) next += 1;
  return next;
}

function kindAt(text: string, at: number): number {
  return at < text.length ? characterClass(text.charCodeAt(at)) : SPACE;
}
