import { keepMade } from '../base/keep-made.ts';
import type { CompiledRule } from './pack/compile.ts';
import { countIn, evidenceIn, type FieldReading } from './evidence.ts';
import type { TermSet } from './pack/compile-terms.ts';
import { type Frame, frameIn, type FramePart, type Sentences, sentencesOf } from './frames.ts';
import { GENERAL, loadTaxonomy } from './load-taxonomy.ts';
import { isClass, type Taxon, type Taxonomy } from './taxonomy.ts';
import { readTerm } from './pack/terms.ts';
import type { PostField, Verdict } from '../model/verdict.ts';

/** The part of a verdict that says what a post is about. */
export type Tags = Pick<Verdict, 'topics' | 'practices' | 'stage' | 'evidence' | 'because'>;

/** The taxonomy as term sets, to be found in the same pass as a pack's and before them, with the rules that read them. */
export type Tagger = {
  readonly sets: readonly TermSet[];
  readonly tag: (readings: readonly FieldReading[]) => Tags;
};

/** What a word is worth where it stands; a word in passing, deep in a long text, is not what a post is about. */
const WORTH: Readonly<Record<PostField, number>> = { title: 3, heading: 2, lede: 2, body: 1, url: 0 };
/** Further mentions in one field tell no more. */
const MOST_MENTIONS = 3;
const MOST_TOPICS = 3;
const MOST_PRACTICES = 5;
/** Below this part of the leading one's weight another is an aside; a post is about one thing bought, and may tell of several ways to buy it. */
const ASIDE = { topics: 0.55, practices: 0.2 };
/** So many times as much about buying itself makes what was bought a word in passing. */
const IN_GENERAL = 4;
/** A stage is stated where it is told of so much more than the next; else it is left open rather than guessed. */
const STATED = 1.3;
/** Words beside a term that make it mean something else stand this close. */
const UNLESS_WITHIN = 1;

/** The tagger of the taxonomy that comes with Lamplighter, compiled once. */
export function taxonomyTagger(): Tagger {
  tagger ??= makeTagger();
  return tagger;
}

let tagger: Tagger | undefined;

function makeTagger(): Tagger {
  const taxonomy = loadTaxonomy();
  const { sets, compiled } = keepMade('tagger', JSON.stringify(taxonomy), import.meta.dirname, () =>
    compileTaxonomy(taxonomy),
  );
  return { sets, tag: (readings) => tagPost(compiled, readings) };
}

function compileTaxonomy({ classes, topics, practices, stages, evidence }: Taxonomy): {
  sets: TermSet[];
  compiled: Compiled;
} {
  const draft: Draft = { sets: [], placeOf: new Map(), partOf: new Map(), classes };
  const compiled = {
    topics: topics.map((taxon) => compileTaxon(taxon, draft)),
    practices: practices.map((taxon) => compileTaxon(taxon, draft)),
    stages: stages.map((taxon) => compileTaxon(taxon, draft)),
    evidence: evidence.map((taxon) => compileTaxon(taxon, draft)),
  };
  return { sets: draft.sets, compiled };
}

/** Sets while they are made: a class is one, and so is a part that many frames ask for. */
type Draft = {
  readonly sets: TermSet[];
  readonly placeOf: Map<string, number>;
  readonly partOf: Map<string, FramePart>;
  readonly classes: Taxonomy['classes'];
};

type CompiledTaxon = {
  readonly slug: string;
  readonly rule: CompiledRule;
  readonly frames: readonly Frame[];
};
type Compiled = Readonly<Record<'topics' | 'practices' | 'stages' | 'evidence', readonly CompiledTaxon[]>>;

function tagPost(compiled: Compiled, readings: readonly FieldReading[]): Tags {
  const because: Record<string, readonly string[]> = {};
  const fields = readings.flatMap((reading) => (WORTH[reading.field] > 0 ? [sentencesOf(reading)] : []));
  const keep = (taxa: readonly Weighed[]): string[] =>
    taxa.map(({ taxon }) => {
      because[taxon.slug] = wordsOf(taxon, fields);
      return taxon.slug;
    });
  const weigh = (taxa: readonly CompiledTaxon[]) => weighAll(taxa, fields);
  const topics = leading(weigh(compiled.topics), MOST_TOPICS, ASIDE.topics);
  const stage = stated(weigh(compiled.stages));
  const evidence = weigh(compiled.evidence);
  // The strongest evidence that is shown, not the most often mentioned.
  const strongest = compiled.evidence.findLast((one) => evidence.some(({ taxon }) => taxon === one));
  const level = evidence.find(({ taxon }) => taxon === strongest);
  return {
    topics: keep(topics),
    practices: keep(leading(weigh(compiled.practices), MOST_PRACTICES, ASIDE.practices)),
    stage: keep(stage === undefined ? [] : [stage])[0] ?? 'unknown',
    evidence: keep(level === undefined ? [] : [level])[0] ?? 'claimed',
    because,
  };
}

type Weighed = { readonly taxon: CompiledTaxon; readonly weight: number };

/** The words themselves, each once: asked of the few taxa that a post is about. */
function wordsOf({ rule, frames }: CompiledTaxon, fields: readonly Sentences[]): string[] {
  const words = fields.flatMap((field) => {
    const { text, from, to } = field.reading.tokens;
    const framed = frames.flatMap((frame) => frameIn(frame, field, MOST_MENTIONS));
    return [
      ...(evidenceIn(rule, field.reading) ?? []).map(([first, end]) => text.slice(first, end)),
      ...framed.flatMap((first, at) =>
        at % 2 === 0 ? [text.slice(from[first], to[(framed[at + 1] ?? 0) - 1])] : [],
      ),
    ];
  });
  return [...new Set(words)];
}

/** The taxa that a post has words for, heaviest first. */
function weighAll(taxa: readonly CompiledTaxon[], fields: readonly Sentences[]): Weighed[] {
  const weighed: Weighed[] = [];
  for (const taxon of taxa) {
    let weight = 0;
    for (const field of fields)
      weight += WORTH[field.reading.field] * Math.min(mentionsIn(taxon, field), MOST_MENTIONS);
    if (weight > 0) weighed.push({ taxon, weight });
  }
  return weighed.sort((one, other) => other.weight - one.weight);
}

function mentionsIn({ rule, frames }: CompiledTaxon, field: Sentences): number {
  let count = countIn(rule, field.reading);
  for (const frame of frames) {
    if (count >= MOST_MENTIONS) break;
    count += frameIn(frame, field, MOST_MENTIONS).length / (2 * frame.length);
  }
  return count;
}

function stated([first, second]: readonly Weighed[]): Weighed | undefined {
  return first !== undefined && first.weight >= (second?.weight ?? 0) * STATED ? first : undefined;
}

function leading(weighed: readonly Weighed[], most: number, aside: number): Weighed[] {
  // Good buying itself only where nothing more particular was bought, or that is hardly more than a word in passing.
  const particular = weighed.filter(({ taxon }) => taxon.slug !== GENERAL);
  const general = weighed.filter(({ taxon }) => taxon.slug === GENERAL);
  const isGeneral = (general[0]?.weight ?? 0) >= IN_GENERAL * (particular[0]?.weight ?? 0);
  const chosen = isGeneral ? general : particular;
  const least = (chosen[0]?.weight ?? 0) * aside;
  return chosen.filter(({ weight }) => weight >= least).slice(0, most);
}

function compileTaxon({ slug, terms, near, frames, unless }: Taxon, draft: Draft): CompiledTaxon {
  const { sets } = draft;
  const add = (list: readonly string[]) => sets.push(termSet(list)) - 1;
  return {
    slug,
    frames: frames.map((parts) => parts.map((part) => compilePart(part, draft))),
    rule: {
      id: slug,
      group: '',
      status: 'active',
      pattern: '',
      fields: [],
      any: terms.length === 0 ? null : add(terms),
      lists: [],
      dense: null,
      lacks: null,
      scarce: null,
      length: null,
      names: null,
      half: null,
      near: near.map(({ a, b, within }) => ({ a: add(a), b: add(b), within, ordered: false })),
      unless: unless.length === 0 ? null : { set: add(unless), within: UNLESS_WITHIN },
    },
  };
}

function compilePart(part: string | readonly string[], { sets, placeOf, partOf, classes }: Draft): FramePart {
  const addOnce = (name: string, terms: readonly string[]) => {
    const place = placeOf.get(name) ?? sets.push(termSet(terms)) - 1;
    placeOf.set(name, place);
    return place;
  };
  const entries = [part].flat();
  const known = partOf.get(entries.join());
  if (known !== undefined) return known;
  const terms = entries.filter((entry) => !isClass(entry));
  const made = {
    id: partOf.size,
    sets: [
      ...entries.filter(isClass).map((name) => addOnce(name, classes[name.slice(1)] ?? [])),
      ...(terms.length === 0 ? [] : [addOnce(terms.join(), terms)]),
    ],
  };
  partOf.set(entries.join(), made);
  return made;
}

function termSet(terms: readonly string[]): TermSet {
  return terms.map((term) => {
    const reading = readTerm(term);
    if (reading.kind === 'fault')
      throw new Error(`an unchecked taxonomy was compiled: "${term}" ${reading.say}`);
    return reading.parts;
  });
}
