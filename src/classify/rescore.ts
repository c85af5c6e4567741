import { earnedBy, type FoundRule, isCounted, lackingHits, mostEarned, unfoundHits } from './dense.ts';
import { linePoints } from './lines/lines.ts';
import { changedWords, holderOf } from './pack/changed-words.ts';
import type { CompiledRule } from './pack/compile.ts';
import type { Pack } from './pack/pack.ts';
import { patternOf } from './pack/pattern.ts';
import type { RuleSet } from './rules.ts';
import { type Fired, LEARNT, type ScoreGate, totalTenths } from './score.ts';
import { type Edition, FIND_WIDTH, type Finds } from '../model/finds.ts';
import { LINES, type PostField } from '../model/verdict.ts';

/** How a pack reads what was found by another: the rules that each pattern stands for by now, and those that were not looked for. */
export type Rescoring = {
  readonly rules: RuleSet;
  /** By the place of a pattern in the edition. */
  readonly rulesAt: readonly (readonly CompiledRule[])[];
  /** Rules that only the texts can tell about. */
  readonly missing: readonly CompiledRule[];
  /** A text of which `mayHold` is false has of each missing rule what it had of its forerunner; null where that cannot be said. */
  readonly changed: {
    readonly mayHold: (text: string) => boolean;
    readonly rulesAt: Rescoring['rulesAt'];
  } | null;
  /** What the missing rules could do at the most and the least; null where that cannot be told without the text. */
  readonly bounds: { readonly high: Supposed; readonly low: Supposed } | null;
};

/** Compares what a pack looks for with what was looked for. @param before the pack that is in force, which most posts were read by. */
export function rescoringFor(rules: RuleSet, edition: Edition, before: Pack): Rescoring {
  const looking = rules.compiled.rules.filter(({ pattern }) => pattern !== '');
  const known = new Set(edition.patterns);
  const missing = looking.filter((rule) => !known.has(rule.pattern) && mayMatter(rule, rules));
  return {
    rules,
    // Rules that look for the same were found alike: the first tells of all.
    rulesAt: edition.patterns.map((pattern, at) =>
      pattern === '' || edition.patterns.indexOf(pattern) < at
        ? []
        : looking.filter((rule) => rule.pattern === pattern),
    ),
    missing,
    changed: changedIn(missing, { rules, edition, before }),
    bounds: boundsOf(missing, rules),
  };
}

type Compared = { readonly rules: RuleSet; readonly edition: Edition; readonly before: Pack };

function changedIn(
  missing: readonly CompiledRule[],
  { rules, edition, before }: Compared,
): Rescoring['changed'] {
  const rulesAt: CompiledRule[][] = edition.patterns.map(() => []);
  const words: string[] = [];
  for (const rule of missing) {
    const [now, then] = [rules.source, before].map((pack) => pack.rules.find(({ id }) => id === rule.id));
    if (now === undefined || then === undefined) return null;
    const place = edition.patterns.indexOf(patternOf(then, before));
    const changed = place === -1 ? null : changedWords([now, rules.source], [then, before]);
    if (changed === null) return null;
    words.push(...changed);
    rulesAt[place]?.push(rule);
  }
  return { mayHold: holderOf([...new Set(words)]), rulesAt };
}

/** What the learnt lines gave; undefined where a line counts that was not read. */
export function linesFired({ lines }: Pick<Finds, 'lines'>, rules: RuleSet): Fired[] | undefined {
  if (rules.lines === null) return [];
  // What decisions taught stays as it was in the verdict that is compared.
  const counts = { ...rules.lines.on, decisions: lines.decisions === null ? 0 : 1 };
  const fired: Fired[] = [];
  for (const line of LINES) {
    const sum = lines[line];
    if (counts[line] === 0) continue;
    if (sum === null) return undefined;
    const tenths = Math.round(linePoints(line, sum, counts[line]) * 10);
    if (tenths !== 0) fired.push({ rule: `learnt.${line}`, group: LEARNT, tenths, field: 'body', spans: [] });
  }
  return fired;
}

/** Where in a row of counts a field's count stands, behind the place of the rule. */
const PLACE: Readonly<Record<PostField, number>> = { title: 1, heading: 2, lede: 3, body: 4, url: 5 };

/** Rules that were found, by their counts. @param rulesAt the rules of each place in `counts`. */
export function foundBy(counts: Uint16Array, rulesAt: (at: number) => readonly CompiledRule[]): FoundRule[] {
  const found: FoundRule[] = [];
  for (let row = 0; row < counts.length; row += FIND_WIDTH)
    for (const rule of rulesAt(counts[row] ?? 0))
      found.push({ rule, countIn: (field) => counts[row + PLACE[field]] ?? 0 });
  return found;
}

/** What was found in a post, and what the learnt lines gave. */
export type FoundInPost = {
  readonly found: readonly FoundRule[];
  readonly lines: readonly Fired[];
  readonly words: number;
};

/** What rules that are not known to be found would add at the most or the least, and which rules about scarce words they would silence. */
export type Supposed = { readonly fired: readonly Fired[]; readonly silenced: readonly string[] };

/** The score, in tenths, of what was found. */
export function scoreFound(
  { found, lines, words }: FoundInPost,
  rules: RuleSet,
  supposed?: Supposed,
): number {
  const { compiled, density, groups, gates } = rules;
  const fired: Fired[] = [...lines];
  for (const { rule, countIn } of found)
    for (const earned of earnedBy(rule, countIn, words, density))
      fired.push({ rule: rule.id, group: rule.group, ...earned, spans: [] });
  for (const hit of unfoundHits(compiled.rules, found, words, density))
    if (supposed === undefined || !supposed.silenced.includes(hit.rule)) fired.push(hit);
  if (supposed !== undefined) fired.push(...supposed.fired);
  return totalTenths([...fired, ...lackingHits(compiled.rules, fired, words)], groups, gates, words);
}

/** Whether a rule can change a score: one in shadow does only where a gate asks for it, or words that are scarce. */
function mayMatter(rule: CompiledRule, rules: RuleSet): boolean {
  const { density, gates } = rules;
  return (
    mostEarned(rule, density).some(({ tenths }) => tenths !== 0) ||
    gates.some((gate) => asks(gate, rule.id)) ||
    scarceFor(rule, rules).length > 0
  );
}

function scarceFor({ id }: CompiledRule, { compiled }: RuleSet): CompiledRule[] {
  return compiled.rules.filter((rule) => isCounted(rule, id));
}

function asks({ whenTitle, whenOpening, whenOften, ...gate }: ScoreGate, id: string): boolean {
  return [whenTitle, whenOpening, whenOften, opening(gate)].some((ids) => ids.includes(id));
}

/** Rules that keep a gate open where they are found. */
function opening({
  unless,
  whenNone,
  whenLittle,
}: Pick<ScoreGate, 'unless' | 'whenNone' | 'whenLittle'>): string[] {
  return [...unless, ...whenNone, ...(whenLittle?.rules ?? [])];
}

/** A rule that only lifts scores lifts them most where it stands in title and text; one that only lowers, likewise. Others tell no bounds. */
function boundsOf(missing: readonly CompiledRule[], rules: RuleSet): Rescoring['bounds'] {
  const { density, gates } = rules;
  const high: Fired[] = [];
  const low: Fired[] = [];
  const silenced = new Set<string>();
  for (const rule of missing) {
    const most = mostEarned(rule, density);
    const scarce = scarceFor(rule, rules);
    const closes = gates.some(({ whenTitle, whenOpening, whenOften }) =>
      [...whenTitle, ...whenOpening, ...whenOften].includes(rule.id),
    );
    const opens = gates.some((gate) => opening(gate).includes(rule.id));
    const lifts = opens || scarce.length > 0 || most.some(({ tenths }) => tenths > 0);
    const lowers = closes || most.some(({ tenths }) => tenths < 0);
    if ((lifts && lowers) || scarce.some(({ dense }) => dense !== null && dense.text > 0)) return null;
    for (const { id } of scarce) silenced.add(id);
    const into = lowers ? low : high;
    for (const earned of most) into.push({ rule: rule.id, group: rule.group, ...earned, spans: [] });
  }
  return { high: { fired: high, silenced: [...silenced] }, low: { fired: low, silenced: [] } };
}
