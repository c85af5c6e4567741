import { formsOf } from '../stems.ts';
import { expandTerms, isGazetteerList } from './lists.ts';
import type { Pack, PackRule } from './pack.ts';
import { readTerm, type TermPart } from './terms.ts';

/**
 * Words (or beginnings of words) of which a text must hold one for a rule of one pack to find something else in it than a rule of
 * another; null where every text may: numbers, names and stems that take other words.
 */
export function changedWords(
  [rule, pack]: readonly [PackRule, Pack],
  [other, otherPack]: readonly [PackRule, Pack],
): readonly string[] | null {
  if (JSON.stringify(pack.exceptions) !== JSON.stringify(otherPack.exceptions)) return null;
  const names = (one: PackRule) => one.list.filter(isGazetteerList).toSorted().join();
  if (names(rule) !== names(other)) return null;
  const terms = [
    ...apart(termsOf(rule, pack), termsOf(other, otherPack)),
    ...changedPairs(pairsOf(rule, pack), pairsOf(other, otherPack)),
    ...changedSpares(sparedOf(rule, pack), sparedOf(other, otherPack)),
  ];
  const words: string[] = [];
  for (const term of terms) {
    const word = tellingWord(term);
    if (word === undefined) return null;
    words.push(word);
  }
  return [...new Set(words)];
}

/** Makes of the words of `changedWords` a test of texts; true where one may be there. */
export function holderOf(words: readonly string[]): (text: string) => boolean {
  if (words.length === 0) return () => false;
  // A word is looked up without apostrophes and as it is written by hand: the rare text with other marks is unfolded first.
  const spelt = words.map((word) => Array.from(word).join("['‘’ʼ＇]?"));
  const pattern = new RegExp(spelt.join('|'), 'i');
  return (text) => pattern.test(ODD.test(text) ? unfolded(text) : text);
}

/** Beyond what English pages hold: letters with marks, ligatures, invisible characters. */
// oxlint-disable-next-line no-control-regex
const ODD = /[^\x00-\x7f‘’ʼ＇“”–—…£€•·©®™\u00a0]/;

function unfolded(text: string): string {
  return text.normalize('NFKD').replaceAll(/[\p{M}\p{Cf}]/gu, '');
}

function termsOf(rule: PackRule, pack: Pack): readonly string[] {
  const lists = rule.list.filter((name) => !isGazetteerList(name));
  return written([...rule.terms, ...lists.map((name) => `@${name}`)], pack);
}

/** Pairs that are alike are no change; of the others the first of one rule stands for the first of the other. */
function changedPairs(one: readonly WrittenPair[], other: readonly WrittenPair[]): string[] {
  const key = (pair: WrittenPair) => JSON.stringify(pair);
  const left = one.filter((pair) => !other.some((same) => key(same) === key(pair)));
  const right = other.filter((pair) => !one.some((same) => key(same) === key(pair)));
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => at).flatMap((at) => {
    const [first, second] = [left[at], right[at]];
    if (first === undefined || second === undefined) return needed(first ?? second);
    if (first.within !== second.within || first.ordered !== second.ordered)
      return [...needed(first), ...needed(second)];
    return [...apart(first.a, second.a), ...apart(first.b, second.b)];
  });
}

type WrittenPair = {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly within: number;
  readonly ordered: boolean;
};

function pairsOf(rule: PackRule, pack: Pack): WrittenPair[] {
  return rule.near.map((pair) => ({ ...pair, a: written(pair.a, pack), b: written(pair.b, pack) }));
}

/** Both sides of a pair must be there, so the shorter list tells. */
function needed(pair: WrittenPair | undefined): readonly string[] {
  if (pair === undefined) return [];
  return pair.a.length < pair.b.length ? pair.a : pair.b;
}

/** What only one of two lists holds. */
function apart(one: readonly string[], other: readonly string[]): string[] {
  return [...one.filter((term) => !other.includes(term)), ...other.filter((term) => !one.includes(term))];
}

type Spares = { readonly terms: readonly string[]; readonly within: number };

function sparedOf({ unless }: PackRule, pack: Pack): Spares {
  return { terms: written(unless?.terms ?? [], pack), within: unless?.within ?? 0 };
}

function changedSpares(one: Spares, other: Spares): string[] {
  return one.within === other.within
    ? apart(one.terms, other.terms)
    : [...new Set([...one.terms, ...other.terms])];
}

function written(terms: readonly string[], pack: Pack): readonly string[] {
  const expansion = expandTerms(terms, pack.lists);
  return expansion.kind === 'terms' ? expansion.terms : [];
}

/** The longest word of a term that a text holds as it is written here, or the beginning that all forms of a stem share. */
function tellingWord(term: string): string | undefined {
  const reading = readTerm(term);
  if (reading.kind === 'fault') return undefined;
  return reading.parts
    .map(beginningOf)
    .filter((word) => word.length > 2)
    .toSorted((one, other) => other.length - one.length)[0];
}

function beginningOf(part: TermPart): string {
  // An ampersand is the word "and" too.
  if (part.kind === 'word') return part.word === 'and' ? '' : part.word;
  if (part.kind !== 'stem') return '';
  const [first = '', ...others] = formsOf(part.stem);
  let length = first.length;
  for (const form of others) while (!form.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
