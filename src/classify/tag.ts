import { keepMade } from '../base/keep-made.ts';
import type { CompiledRule } from './pack/compile.ts';
import { countIn, evidenceIn, type FieldReading } from './evidence.ts';
import type { TermSet } from './pack/compile-terms.ts';
import { GENERAL, loadTaxonomy } from './load-taxonomy.ts';
import type { Taxon, Taxonomy } from './taxonomy.ts';
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
const ASIDE = { topics: 0.4, practices: 0.25 };
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

function compileTaxonomy({ topics, practices, stages, evidence }: Taxonomy): {
  sets: TermSet[];
  compiled: Compiled;
} {
  const sets: TermSet[] = [];
  const compiled = {
    topics: topics.map((taxon) => compileTaxon(taxon, sets)),
    practices: practices.map((taxon) => compileTaxon(taxon, sets)),
    stages: stages.map((taxon) => compileTaxon(taxon, sets)),
    evidence: evidence.map((taxon) => compileTaxon(taxon, sets)),
  };
  return { sets, compiled };
}

type CompiledTaxon = { readonly slug: string; readonly rule: CompiledRule };
type Compiled = Readonly<Record<'topics' | 'practices' | 'stages' | 'evidence', readonly CompiledTaxon[]>>;

function tagPost(compiled: Compiled, readings: readonly FieldReading[]): Tags {
  const because: Record<string, readonly string[]> = {};
  const keep = (taxa: readonly Weighed[]): string[] =>
    taxa.map(({ taxon }) => {
      because[taxon.slug] = wordsOf(taxon, readings);
      return taxon.slug;
    });
  const weigh = (taxa: readonly CompiledTaxon[]) => weighAll(taxa, readings);
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
function wordsOf({ rule }: CompiledTaxon, readings: readonly FieldReading[]): string[] {
  const words = readings.flatMap((reading) =>
    WORTH[reading.field] === 0
      ? []
      : (evidenceIn(rule, reading) ?? []).map(([from, to]) => reading.tokens.text.slice(from, to)),
  );
  return [...new Set(words)];
}

/** The taxa that a post has words for, heaviest first. */
function weighAll(taxa: readonly CompiledTaxon[], readings: readonly FieldReading[]): Weighed[] {
  const weighed: Weighed[] = [];
  for (const taxon of taxa) {
    let weight = 0;
    for (const reading of readings) {
      const worth = WORTH[reading.field];
      if (worth > 0) weight += worth * Math.min(countIn(taxon.rule, reading), MOST_MENTIONS);
    }
    if (weight > 0) weighed.push({ taxon, weight });
  }
  return weighed.sort((one, other) => other.weight - one.weight);
}

function stated([first, second]: readonly Weighed[]): Weighed | undefined {
  return first !== undefined && first.weight >= (second?.weight ?? 0) * STATED ? first : undefined;
}

function leading(weighed: readonly Weighed[], most: number, aside: number): Weighed[] {
  // Good buying itself only where nothing more particular was bought.
  const particular = weighed.filter(({ taxon }) => taxon.slug !== GENERAL);
  const chosen = particular.length > 0 ? particular : weighed;
  const least = (chosen[0]?.weight ?? 0) * aside;
  return chosen.filter(({ weight }) => weight >= least).slice(0, most);
}

function compileTaxon({ slug, terms, near, unless }: Taxon, sets: TermSet[]): CompiledTaxon {
  const add = (list: readonly string[]) => sets.push(termSet(list)) - 1;
  return {
    slug,
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
      half: null,
      near: near.map(({ a, b, within }) => ({ a: add(a), b: add(b), within, ordered: false })),
      unless: unless.length === 0 ? null : { set: add(unless), within: UNLESS_WITHIN },
    },
  };
}

function termSet(terms: readonly string[]): TermSet {
  return terms.map((term) => {
    const reading = readTerm(term);
    if (reading.kind === 'fault')
      throw new Error(`an unchecked taxonomy was compiled: "${term}" ${reading.say}`);
    return reading.parts;
  });
}
