import * as z from 'zod';
import { readTerm } from './pack/terms.ts';
import { type Fault, type FaultAt, readYaml } from './pack/read-pack.ts';

/** A kind of thing that a post may be about, with the words that show it. */
export type Taxon = {
  readonly slug: string;
  readonly label: string;
  readonly terms: readonly string[];
  readonly near: readonly {
    readonly a: readonly string[];
    readonly b: readonly string[];
    readonly within: number;
  }[];
  /** What stands in one sentence, in whatever order: each part is the terms that may be it, or the name of a class: `@suppliers`. */
  readonly frames: readonly (readonly (string | readonly string[])[])[];
  readonly unless: readonly string[];
  readonly tests: { readonly match: readonly string[]; readonly no_match: readonly string[] };
};

/** A service that is bought: its CPV prefixes and contract-countdown groups say which contracts it is about. */
export type Topic = Taxon & { readonly cpv: readonly string[]; readonly groups: readonly string[] };

export type Taxonomy = {
  /** Words that stand for one another in frames, by the name of the class. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly Topic[];
  readonly practices: readonly Taxon[];
  /** In the order of a contract's life. */
  readonly stages: readonly Taxon[];
  /** From weakest to strongest; the weakest of all, `claimed`, needs no words and is not among them. */
  readonly evidence: readonly Taxon[];
};

const text = z.string().trim().min(1);
const taxon = {
  slug: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be lower-case words joined by -'),
  label: text,
  terms: z.array(text).default([]),
  near: z
    .array(z.strictObject({ a: z.array(text).min(1), b: z.array(text).min(1), within: z.int().min(1) }))
    .default([]),
  frames: z.array(z.array(z.union([text, z.array(text).min(1)])).min(2)).default([]),
  unless: z.array(text).default([]),
  tests: z.strictObject({ match: z.array(text).min(2), no_match: z.array(text).min(1) }),
};
const TaxonSchema = z.strictObject(taxon);
const TopicSchema = z.strictObject({
  ...taxon,
  cpv: z.array(z.string().regex(/^\d{2,8}$/, 'must be the first 2 to 8 digits of a CPV code')),
  groups: z.array(text).default([]),
});
const TaxonomySchema = z.strictObject({
  version: z.literal(1),
  classes: z
    .record(z.string().regex(/^[a-z]+$/, 'must be lower-case letters'), z.array(text).min(1))
    .default({}),
  topics: z.array(TopicSchema).min(1),
  practices: z.array(TaxonSchema).min(1),
  stages: z.array(TaxonSchema).min(1),
  evidence: z.array(TaxonSchema).min(1),
});

/** Reads a taxonomy, or every fault in it, in the order of the file. Touches nothing. */
export function parseTaxonomy(
  text: string,
): { kind: 'taxonomy'; taxonomy: Taxonomy } | { kind: 'faulty'; faults: readonly Fault[] } {
  const reading = readYaml(text, TaxonomySchema);
  if (reading.kind === 'faulty') return reading;
  const faults = lintTaxonomy(reading.data, reading.fault);
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'taxonomy', taxonomy: reading.data };
}

/** Whether a part of a frame is the name of a class of words. */
export function isClass(part: string): boolean {
  return part.startsWith('@');
}

function lintTaxonomy(data: z.output<typeof TaxonomySchema>, faultAt: FaultAt): Fault[] {
  const faults: Fault[] = [];
  const prefixes = new Map<string, string>();
  const lintTerm = (term: string, path: (string | number)[]) => {
    const reading = readTerm(term);
    if (reading.kind === 'fault') faults.push(faultAt(`"${term}" ${reading.say}`, path));
  };
  for (const [name, terms] of Object.entries(data.classes))
    for (const term of terms) lintTerm(term, ['classes', name]);
  for (const kind of ['topics', 'practices', 'stages', 'evidence'] as const)
    for (const [at, { slug, terms, near, frames, unless }] of data[kind].entries()) {
      const framed = frames.flat(2);
      const plain = framed.filter((term) => !isClass(term));
      for (const term of [...terms, ...near.flatMap(({ a, b }) => [...a, ...b]), ...plain, ...unless])
        lintTerm(term, [kind, at]);
      for (const name of framed.filter(isClass))
        if (data.classes[name.slice(1)] === undefined)
          faults.push(faultAt(`"${name}" is no class of words`, [kind, at]));
      if (data[kind].findIndex((other) => other.slug === slug) < at)
        faults.push(faultAt(`there are two of "${slug}"`, [kind, at, 'slug']));
    }
  for (const [at, { slug, cpv }] of data.topics.entries())
    for (const prefix of cpv) {
      const other = prefixes.get(prefix);
      if (other !== undefined)
        faults.push(faultAt(`${prefix} belongs to "${other}" already`, ['topics', at, 'cpv']));
      prefixes.set(prefix, slug);
    }
  return faults;
}
