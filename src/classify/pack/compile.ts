import { type Gazetteer, makeGazetteer } from '../councils/gazetteer.ts';
import { type Lexicon, makeLexicon, spellingsOf } from './lexicon.ts';
import { expandTerms, type GazetteerList, isGazetteerList } from './lists.ts';
import { compileTerms, type Exceptions, type TermSet } from './compile-terms.ts';
import type { Matcher } from '../matcher.ts';
import type { Pack, PackRule } from './pack.ts';
import { patternOf } from './pattern.ts';
import { readTerm } from './terms.ts';
import type { PostField } from '../../model/verdict.ts';

/** Two term sets that must stand close together; `within` is the most words between them. */
export type Pair = {
  readonly a: number;
  readonly b: number;
  readonly within: number;
  readonly ordered: boolean;
};

/** A rule as the engine reads it: term sets by number, points in tenths. */
export type CompiledRule = {
  readonly id: string;
  readonly group: string;
  readonly status: PackRule['status'];
  /** Fields it reads, the one worth most first, and what it is worth there, in tenths: 0 for a rule in shadow. */
  readonly fields: readonly { readonly field: PostField; readonly points: number }[];
  /** Set of its own terms and lists. */
  readonly any: number | null;
  readonly lists: readonly GazetteerList[];
  readonly near: readonly Pair[];
  readonly unless: { readonly set: number; readonly within: number } | null;
  /** What it looks for, in few letters: two rules with the same find the same; '' for one that looks for nothing in a text. */
  readonly pattern: string;
  /** What it earns by density, in tenths; null in a pack whose rules score once, at their best field. */
  readonly dense: { readonly title: number; readonly text: number } | null;
  readonly lacks: {
    readonly groups: readonly string[];
    readonly rules: readonly string[];
    readonly tenths: number;
  } | null;
  /** The rule counts where its terms, and those of others, are few, from and to so many words. */
  readonly scarce: { readonly from: number; readonly to: number; readonly also: readonly string[] } | null;
  /** What share of its weight it counts at so many words, the fewest first; null where the length does not tell. */
  readonly length: readonly (readonly [words: number, share: number])[] | null;
  /** It counts by how much one name stands out, whole at a share of `many`, not at all from `one` on; null where names do not tell. */
  readonly names: { readonly many: number; readonly one: number } | null;
  /** The density that earns half of its weight; null where it is the pack's. */
  readonly half: number | null;
};

export type CompiledPack = {
  readonly lexicon: Lexicon;
  readonly matcher: Matcher;
  readonly gazetteer: Gazetteer;
  readonly rules: readonly CompiledRule[];
};

const FIELDS: readonly PostField[] = ['title', 'heading', 'lede', 'body', 'url'];

/** Compiles a pack that has no faults; `first` are term sets of others (the taxonomy) that are found in the same pass. */
export function compilePack(pack: Pack, first: readonly TermSet[] = []): CompiledPack {
  const asked: (readonly string[])[] = [];
  const add = adder(asked, first.length);
  const rules = pack.rules.map((rule) => compileRule(rule, pack, add));
  return { ...searchFor(first, asked, pack), rules };
}

type Search = Pick<CompiledPack, 'lexicon' | 'matcher' | 'gazetteer'>;
type KeptSearch = { readonly first: readonly TermSet[]; readonly key: string; readonly search: Search };

let lastSearch: KeptSearch | undefined;

/** What finds the terms. Most packs of a process differ in their weights alone, and to put forty thousand words together takes a tenth of a second. */
function searchFor(first: readonly TermSet[], asked: readonly (readonly string[])[], pack: Pack): Search {
  const key = JSON.stringify([asked, pack.lists, pack.exceptions]);
  if (lastSearch?.first !== first || lastSearch.key !== key) {
    const lexicon = makeLexicon();
    const sets = [...first, ...asked.map((terms) => termSet(terms, pack))];
    // Names before terms: what begins a name is then told by a short table.
    const gazetteer = makeGazetteer(lexicon);
    const matcher = compileTerms(sets, lexicon, exceptionsOf(pack));
    // Here, so that it is kept with the rest for the next process.
    spellingsOf(lexicon);
    lastSearch = { first, key, search: { lexicon, matcher, gazetteer } };
  }
  return lastSearch.search;
}

/** Points of a rule in a field, in tenths, rounded once; half a tenth goes away from zero. */
export function pointsIn(rule: PackRule, field: PostField, pack: Pack): number {
  const hundredths = Math.round(rule.weight * 10) * Math.round(pack.fields[field] * 100);
  return Math.sign(hundredths) * Math.round(Math.abs(hundredths) / 100);
}

/** Words that stems do not take, as the pack lists them. */
export function exceptionsOf(pack: Pack): Exceptions {
  const entries = Object.entries(pack.exceptions);
  return new Map(entries.map(([stem, words]) => [stem.slice(0, -1), new Set(words)]));
}

/** Terms that several rules look for are found once. */
function adder(asked: (readonly string[])[], from: number): (terms: readonly string[]) => number {
  const known = new Map<string, number>();
  return (terms) => {
    const key = terms.join('\n');
    const set = known.get(key) ?? from + asked.push(terms) - 1;
    known.set(key, set);
    return set;
  };
}

function compileRule(rule: PackRule, pack: Pack, add: (terms: readonly string[]) => number): CompiledRule {
  const own = [
    ...rule.terms,
    ...rule.list.filter((name) => !isGazetteerList(name)).map((name) => `@${name}`),
  ];
  const fields = (rule.fields ?? FIELDS)
    .map((field) => ({ field, points: pointsIn(rule, field, pack) }))
    .filter(({ points }) => points !== 0)
    .sort(
      (one, other) =>
        Math.abs(other.points) - Math.abs(one.points) ||
        FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field),
    );
  return {
    id: rule.id,
    group: rule.group,
    status: rule.status,
    fields: rule.status === 'shadow' ? fields.map(({ field }) => ({ field, points: 0 })) : fields,
    any: own.length === 0 ? null : add(own),
    lists: rule.list.filter(isGazetteerList),
    near: rule.near.map(({ a, b, within, ordered }) => ({ a: add(a), b: add(b), within, ordered })),
    unless: rule.unless === undefined ? null : { set: add(rule.unless.terms), within: rule.unless.within },
    pattern: patternOf(rule, pack),
    dense: densePoints(rule, pack),
    lacks:
      rule.lacks === undefined
        ? null
        : {
            groups: rule.lacks.groups,
            rules: rule.lacks.rules,
            tenths: Math.round(rule.lacks.points * 10),
          },
    scarce: rule.scarce ?? null,
    length: rule.length ?? null,
    names: rule.names ?? null,
    half: rule.half ?? null,
  };
}

function densePoints(rule: PackRule, pack: Pack): CompiledRule['dense'] {
  if (pack.density === undefined) return null;
  const shown = rule.status === 'shadow' ? 0 : 10;
  return { title: Math.round((rule.title ?? 0) * shown), text: Math.round(rule.weight * shown) };
}

function termSet(terms: readonly string[], pack: Pack): TermSet {
  const expansion = expandTerms(terms, pack.lists);
  if (expansion.kind === 'fault') throw new Error(`an unchecked pack was compiled: ${expansion.say}`);
  return expansion.terms.map((term) => {
    const reading = readTerm(term);
    if (reading.kind === 'fault') throw new Error(`an unchecked pack was compiled: "${term}" ${reading.say}`);
    return reading.parts;
  });
}
