import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, messageOf } from '../base/errors.ts';
import { keepMade } from '../base/keep-made.ts';
import { onceAsked } from '../base/once-each.ts';
import { VERSION } from '../base/version.ts';
import { type CompiledPack, compilePack } from './pack/compile.ts';
import { lintPack } from './pack/lint.ts';
import type { Corrections } from '../model/corrections.ts';
import type { Edition } from '../model/finds.ts';
import type { Pack } from './pack/pack.ts';
import { type Fault, type FaultAt, readPack } from './pack/read-pack.ts';
import type { Density } from './dense.ts';
import { LINE_LABELS, type LineWeights } from './lines/lines.ts';
import { type Weights } from './lines/weights.ts';
import { readWeights, type WeightsReading } from './lines/shipped-weights.ts';
import type { ScoreGate, Group } from './score.ts';
import { taxonomyTagger, type Tagger } from './tag.ts';

/** A rule pack that was read, checked and compiled, ready to classify with. */
export type RuleSet = {
  /** SHA-256, in hex, of everything that decides a verdict: pack, taxonomy, gazetteer. Kept with each score. */
  readonly hash: string;
  /** The hash of the pack alone: what it is without what decisions taught. */
  readonly packHash: string;
  readonly pack: { readonly id: string; readonly version: number };
  readonly thresholds: { readonly queue: number; readonly strong: number };
  readonly groups: readonly Group[];
  readonly gates: readonly ScoreGate[];
  /** Null in a pack whose rules score once. */
  readonly density: Density | null;
  /** How much each learnt line counts, and what decisions taught; null where no line counts. */
  readonly lines: {
    readonly on: LineWeights;
    readonly weights: Weights;
    readonly taught: Corrections | null;
  } | null;
  /** Why lines that the pack asks for do not count; null where nothing is wrong with them. */
  readonly linesFault: string | null;
  readonly compiled: CompiledPack;
  /** What is looked for, so that what was found can be kept. */
  readonly edition: Edition;
  readonly tagger: Tagger;
  /** As the file gives it, for those who explain or test rules. */
  readonly source: Pack;
  /** The file itself. */
  readonly text: string;
};

/** A pack read, or every fault in it, in the order of the file. `faultAt` places what is found out later. */
export type RulesReading =
  | { readonly kind: 'rules'; readonly rules: RuleSet; readonly faultAt: FaultAt }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** The pack that is used unless another is named. */
export const DEFAULT_RULES = fileURLToPath(new URL('./rules/council-procurement.yaml', import.meta.url));

const TAXONOMY = 'rules/taxonomy.yaml';
const FACTS = ['cautions', 'councils', 'places', 'public-bodies', 'regions'].map(
  (name) => `facts/${name}.csv`,
);

/**
 * Reads a rule pack from a file.
 * @throws Failure (`config`) at the first fault, with file, line and column.
 */
export function loadRules(file: string = DEFAULT_RULES): RuleSet {
  const reading = rulesOfText(readRulesFile(file));
  if (reading.kind === 'rules') return reading.rules;
  const [first, ...others] = reading.faults;
  const more = others.length === 0 ? '' : ` (and ${others.length} more; "lamplighter rules test" lists them)`;
  throw new Failure('config', `${first?.say ?? 'cannot be read'}${more}`, { file, ...placeOf(first) });
}

/** What was read last: rules do not change. */
let lastRead: RuleSet | undefined;

/** The rules of a text that is used as it is, such as a file's or a saved version's: read once, and kept for the next process. */
export function rulesOfText(
  text: string,
): { readonly kind: 'rules'; readonly rules: RuleSet } | Extract<RulesReading, { kind: 'faulty' }> {
  if (lastRead?.text === text) return { kind: 'rules', rules: lastRead };
  const kept = keepMade('rules', text, import.meta.dirname, (): KeptReading => {
    const reading = parseRules(text);
    return reading.kind === 'rules' ? { kind: 'rules', sent: toSend(reading.rules) } : reading;
  });
  if (kept.kind === 'faulty') return kept;
  lastRead = fromSent(kept.sent);
  return { kind: 'rules', rules: lastRead };
}

type KeptReading =
  | { readonly kind: 'rules'; readonly sent: SentRules }
  | Extract<RulesReading, { kind: 'faulty' }>;

/** Rules without what is the same for all and cannot leave its thread. */
export type SentRules = Omit<RuleSet, 'tagger'>;

/** Rules as one thread sends them to another, and as they are put together there. */
export function toSend(rules: RuleSet): SentRules {
  const { tagger: _, ...sent } = rules;
  return sent;
}
export function fromSent(sent: SentRules): RuleSet {
  return { ...sent, tagger: taxonomyTagger() };
}

/** Reads a rule pack from text, such as a draft in an editor. Touches nothing. @param learnt the weights of the lines, those that are shipped unless told. */
export function parseRules(text: string, learnt: WeightsReading = readWeights()): RulesReading {
  const reading = readPack(text);
  if (reading.kind === 'faulty') return reading;
  const faults = lintPack(reading.data, reading.fault);
  if (faults.length > 0) return { kind: 'faulty', faults };
  return { kind: 'rules', rules: makeRuleSet(reading.data, text, learnt), faultAt: reading.fault };
}

/** @throws Failure (`config`) naming the file, when it cannot be read. */
export function readRulesFile(file: string = DEFAULT_RULES): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(
      'config',
      `the rule pack cannot be read: ${messageOf(error)}`,
      { file },
      { cause: error },
    );
  }
}

/** What a rule of the pack is, in words; undefined for one that is no longer there. */
export function describeRule(
  rules: RuleSet,
  id: string,
):
  | {
      readonly group: string;
      readonly label: string;
      readonly why: string;
      readonly weight: number;
      readonly state: string;
    }
  | undefined {
  const learnt = LINE_LABELS[id];
  if (learnt !== undefined) return { group: 'learnt', weight: 0, state: 'active', ...learnt };
  const rule = rules.source.rules.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  const label = rules.source.groups[rule.group]?.label ?? rule.group;
  return { group: rule.group, label, why: rule.why, weight: rule.weight, state: rule.status };
}

/** Rules of a pack that was made by learning, with the lines' weights that belong to it. Touches nothing. */
export function rulesOfPack(pack: Pack, weights?: Weights): RuleSet {
  const learnt = weights === undefined ? readWeights() : ({ kind: 'weights', weights } as const);
  return makeRuleSet(pack, JSON.stringify(pack), learnt);
}

/** The hash of rules that decisions corrected. */
export function taughtHash(hash: string, taught: Corrections): string {
  return createHash('sha256').update(hash).update(JSON.stringify(taught)).digest('hex');
}

/** Rules with what decisions taught beside them; a pack without learnt lines goes on alone. */
export function withCorrections(rules: RuleSet, taught: Corrections): RuleSet {
  const lines = rules.lines === null ? null : { ...rules.lines, taught };
  return { ...rules, hash: taughtHash(rules.hash, taught), lines };
}

function makeRuleSet(pack: Pack, text: string, learnt: WeightsReading): RuleSet {
  const tagger = taxonomyTagger();
  const compiled = compilePack(pack, tagger.sets);
  const hash = hashPack(text);
  return {
    ...{ hash, packHash: hash },
    pack: { id: pack.pack, version: pack.version },
    thresholds: pack.thresholds,
    groups: groupsOf(pack),
    gates: pack.gates.map(({ unless, times, ...gate }) => ({
      whenMissing: gate.when_missing,
      whenTitle: gate.when_title,
      whenOpening: gate.when_opening,
      whenOften: gate.when_often,
      times,
      unless,
      whenNone: gate.when_none,
      whenLittle: gate.when_little
        ? { rules: gate.when_little.rules, tenths: tenths(gate.when_little.points) }
        : null,
      fromWords: gate.from_words ?? 0,
      cap: gate.cap === 'queue' ? tenths(pack.thresholds.strong) - 1 : tenths(gate.cap),
      say: gate.say,
    })),
    density: pack.density ?? null,
    ...linesIn(pack, learnt),
    compiled,
    edition: editionOf(compiled),
    tagger,
    source: pack,
    text,
  };
}

/** What else decides what is found and shown: this program, the taxonomy, the gazetteer. */
const readBy = onceAsked(() => {
  const code = readdirSync(import.meta.dirname, { encoding: 'utf8', recursive: true });
  return hashOf(VERSION, [...code.filter((file) => file.endsWith('.ts')).sort(), TAXONOMY, ...FACTS]);
});

/** Whoever reads by the same edition finds and shows the same, under the same names. */
function editionOf({ rules }: CompiledPack): Edition {
  const reader = hashOf(JSON.stringify([readBy(), rules.map(({ id }) => id)]), []);
  return { patterns: rules.map(({ pattern }) => pattern), reader };
}

/** Where the weights cannot be read the rules go on alone. */
function linesIn({ lines }: Pack, learnt: WeightsReading): Pick<RuleSet, 'lines' | 'linesFault'> {
  if (lines === undefined || (lines.wording === 0 && lines.telling === 0))
    return { lines: null, linesFault: null };
  if (learnt.kind === 'faulty') return { lines: null, linesFault: learnt.say };
  return { lines: { on: lines, weights: learnt.weights, taught: null }, linesFault: null };
}

/** The hash that the rules of a pack have, without reading it: over the pack and over the taxonomy and facts beside it, since a verdict depends on each. */
export function hashPack(text: string): string {
  return hashOf(text, [TAXONOMY, 'lines/weights.csv', ...FACTS]);
}

function hashOf(text: string, files: readonly string[]): string {
  const hash = createHash('sha256').update(text);
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex');
}

function groupsOf(pack: Pack): Group[] {
  // The pack's cap keeps one group from carrying a post; a group that only takes points away needs its own to be bounded.
  const adds = new Set(pack.rules.filter(({ weight }) => weight > 0).map(({ group }) => group));
  return Object.entries(pack.groups).map(([id, { label, cap }]) => {
    const limit = cap ?? (adds.has(id) ? pack.group_cap : undefined);
    return { id, label, cap: limit === undefined ? null : tenths(limit) };
  });
}

function placeOf(fault: Fault | undefined): { field?: string; line?: number; column?: number } {
  if (fault === undefined) return {};
  const { field, line, column } = fault;
  return { line, column, ...(field === '' ? {} : { field }) };
}

function tenths(value: number): number {
  return Math.round(value * 10);
}
