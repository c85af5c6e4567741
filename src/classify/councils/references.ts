import { isCapital, isDone, isPossessive, runsOn, words } from './around.ts';
import { type Tokens, tokenText } from '../tokens.ts';

/** Where a council was named, in reading order. `field` is the place of its field among all. */
export type NamedAt = {
  readonly field: number;
  readonly at: number;
  readonly code: string;
  readonly name: string;
  /** As a place, or in passing. */
  readonly isByTheWay: boolean;
};

/** A council that did something and is told of without its name: `kind` is the word before "council", or ''. */
type Reference = { readonly at: number; readonly kind: string };

const KINDS = words('city county borough district metropolitan unitary local');
/** Words between it and what it did: "the council has since saved". */
const MOST_BETWEEN = 2;
/** So many of a field are looked at: more say nothing further. */
const MOST = 60;

/**
 * The codes of councils that did something where only "the council" is written, once for each time: the last that was named before
 * as more than by the way ("the city council": the last that is one), else the last that was named at all. Linear in the text, and for each of
 * a bounded number of references in the names.
 * @param authority ids of the lexicon that stand for a council that was named before.
 */
export function meantBy(
  fields: readonly (Tokens | undefined)[],
  authority: readonly [number, number],
  named: readonly NamedAt[],
): string[] {
  return fields.flatMap((tokens, field) =>
    tokens === undefined
      ? []
      : referencesIn(tokens, authority).flatMap(({ at, kind }) => {
          const before = named.filter((one) => one.field < field || (one.field === field && one.at < at));
          return lastOf(before, kind) ?? [];
        }),
  );
}

function lastOf(seen: readonly NamedAt[], kind: string): string | undefined {
  const ofKind = kind === '' ? seen : seen.filter(({ name }) => name.toLowerCase().includes(` ${kind} `));
  return (ofKind.findLast(({ isByTheWay }) => !isByTheWay) ?? ofKind.at(-1))?.code;
}

function referencesIn(tokens: Tokens, authority: readonly [number, number]): Reference[] {
  const found: Reference[] = [];
  const { count, word } = tokens;
  const [council, other] = authority;
  for (let at = 1; at < count && found.length < MOST; at += 1) {
    if ((word[at] !== council && word[at] !== other) || !runsOn(tokens, at)) continue;
    const before = tokenText(tokens, at - 1);
    const isKind = KINDS.has(before) && at > 1 && runsOn(tokens, at - 1);
    if ((isKind ? tokenText(tokens, at - 2) : before) !== 'the') continue;
    if (isPossessive(tokens, { first: at, end: at + 1 }) || hasDone(tokens, at + 1))
      found.push({ at, kind: isKind ? before : '' });
  }
  return found;
}

function hasDone(tokens: Tokens, end: number): boolean {
  for (let at = end; at <= end + MOST_BETWEEN; at += 1) {
    if (!runsOn(tokens, at) || isCapital(tokens, at)) return false;
    if (isDone(tokens, at)) return true;
  }
  return false;
}
