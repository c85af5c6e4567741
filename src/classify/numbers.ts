import { APOSTROPHE, characterClass, CURRENCY, PLAIN } from './characters.ts';
import { MONEY, NUMBER, PERCENT, UNKNOWN } from './pack/lexicon.ts';
import { goOn, ROOT, spell } from './pack/spellings.ts';

/** A number as it is written, with its sign, size and unit; `kind` UNKNOWN for what only looks like one: `2nd`. */
export type Amount = { readonly to: number; readonly kind: number };

/** What stands behind numbers, by what it makes of them. */
const BEHIND = {
  size: 'k m mn bn tn hundred thousand million billion trillion'.split(' '),
  money: 'pound pounds sterling gbp pence euro euros eur dollar dollars usd'.split(' '),
  pence: ['p'],
  percent: ['percent', 'pc'],
  per: ['per'],
  cent: ['cent'],
  ordinal: ['st', 'nd', 'rd', 'th'],
};
/** A word by its number: none has the number 0. */
const WORDS = ['', ...Object.values(BEHIND).flat()];
const ROLES = Object.entries(BEHIND).flatMap(([role, words]) => words.map(() => role));
const SPELT = spell(WORDS);
const LONGEST = Math.max(...WORDS.map((word) => word.length));

const [COMMA, POINT, PER_CENT, ZERO, NINE] = [0x2c, 0x2e, 0x25, 0x30, 0x39];
/** Space, hyphen, and the spaces and the hyphen that do not break a line. */
const GAPS = new Set([0x20, 0x2d, 0xa0, 0x2009, 0x2011, 0x202f]);

/**
 * Reads `25`, `25,000`, `£1.2m`, `1.2 million pounds`, `60p`, `40%`, `40 per cent` from `start`, which is a digit or a
 * currency sign. Returns null for a sign with no number after it.
 * @param units the UTF-16 units of the text, with a space behind them.
 */
export function readNumber(units: Uint16Array, start: number): Amount | null {
  const signed = characterClass(units[start] ?? 0) === CURRENCY;
  const first = signed ? skipSpace(units, start + 1) : start;
  if (!isDigit(units, first)) return null;
  const digits = afterDigits(units, first);
  const attached = wordAt(units, digits);
  if (roleOf(attached) === 'ordinal' && !signed) return { to: digits + lengthOf(attached), kind: UNKNOWN };
  const { to, kind } = withUnit(units, withSize(units, digits));
  return { to, kind: signed ? MONEY : kind };
}

/** Digits with the commas and points among them: `1,250.50`, never the full stop after a number. */
function afterDigits(units: Uint16Array, start: number): number {
  let at = start;
  for (;;) {
    while (isDigit(units, at)) at += 1;
    if ((units[at] !== COMMA && units[at] !== POINT) || !isDigit(units, at + 1)) return at;
    at += 1;
  }
}

function withSize(units: Uint16Array, at: number): number {
  const from = skipSpace(units, at);
  const word = wordAt(units, from);
  return roleOf(word) === 'size' ? from + lengthOf(word) : at;
}

function withUnit(units: Uint16Array, at: number): Amount {
  if (roleOf(wordAt(units, at)) === 'pence') return { to: at + 1, kind: MONEY };
  const start = skipSpace(units, at);
  if (units[start] === PER_CENT) return { to: start + 1, kind: PERCENT };
  const word = wordAt(units, start);
  const to = start + lengthOf(word);
  const role = roleOf(word);
  if (role === 'money') return { to, kind: MONEY };
  if (role === 'percent') return { to, kind: PERCENT };
  if (role !== 'per') return { to: at, kind: NUMBER };
  const second = skipSpace(units, to);
  return roleOf(wordAt(units, second)) === 'cent'
    ? { to: second + 'cent'.length, kind: PERCENT }
    : { to: at, kind: NUMBER };
}

/** The number of the word that begins here and is one of these, or 0. */
function wordAt(units: Uint16Array, from: number): number {
  let state = ROOT;
  let at = from;
  for (; at - from <= LONGEST; at += 1) {
    const plain = PLAIN[units[at] ?? 0] ?? 0;
    if (plain <= NINE) break;
    state = goOn(SPELT.cells, state, plain);
  }
  return characterClass(units[at] ?? 0) >= APOSTROPHE ? (SPELT.numbers[state] ?? 0) : 0;
}

function roleOf(word: number): string | undefined {
  return word === 0 ? undefined : ROLES[word - 1];
}

function lengthOf(word: number): number {
  return WORDS[word]?.length ?? 0;
}

/** Past one or two spaces or a hyphen: `£25-million`, `40 %`. */
function skipSpace(units: Uint16Array, at: number): number {
  let next = at;
  while (next - at < 2 && GAPS.has(units[next] ?? 0)) next += 1;
  return next;
}

function isDigit(units: Uint16Array, at: number): boolean {
  const unit = units[at] ?? 0;
  return unit >= ZERO && unit <= NINE;
}
