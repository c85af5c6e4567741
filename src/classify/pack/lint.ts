import { pointsIn } from './compile.ts';
import { MOST_POINTS } from '../lines/lines.ts';
import { type Finding, lintTerms } from './lint-terms.ts';
import { isGazetteerList } from './lists.ts';
import type { Pack, PackRule } from './pack.ts';
import type { DataPath, Fault, FaultAt } from './read-pack.ts';
import { formsOf } from '../stems.ts';

/** What is wrong with a pack whose shape is right: names that lead nowhere, rules and thresholds that can do nothing. */
export function lintPack(pack: Pack, faultAt: FaultAt): Fault[] {
  const findings = [
    ...lintThresholds(pack),
    ...lintGroups(pack),
    ...lintLists(pack),
    ...lintExceptions(pack),
    ...pack.rules.flatMap((rule, at) => lintRule(rule, at, pack)),
    ...lintDocuments(pack),
  ];
  return findings
    .map(({ say, path }) => faultAt(say, path))
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

function lintThresholds(pack: Pack): Finding[] {
  const { queue, strong } = pack.thresholds;
  if (queue > strong)
    return [finding(`queue (${queue}) must not be above strong (${strong})`, ['thresholds', 'queue'])];
  const most = mostPoints(pack);
  return (['queue', 'strong'] as const)
    .filter((band) => pack.thresholds[band] > most)
    .map((band) =>
      finding(`cannot be reached: all active rules and learnt lines together give ${most}`, [
        'thresholds',
        band,
      ]),
    );
}

/** The highest score that any post could have. */
function mostPoints(pack: Pack): number {
  const byGroup = new Map<string, number>();
  for (const rule of pack.rules) {
    const best = rule.status === 'active' ? mostOf(rule, pack) : 0;
    byGroup.set(rule.group, (byGroup.get(rule.group) ?? 0) + best);
  }
  const capped = [...byGroup].map(([group, sum]) =>
    Math.min(sum, Math.round((pack.groups[group]?.cap ?? pack.group_cap ?? Infinity) * 10)),
  );
  const lines = Object.values(pack.lines ?? {}).filter((times) => times > 0).length * MOST_POINTS;
  return capped.reduce((sum, points) => sum + points, 0) / 10 + lines;
}

function mostOf(rule: PackRule, pack: Pack): number {
  if (pack.density === undefined) return Math.max(0, ...fieldPoints(rule, pack));
  return Math.round(Math.max(0, rule.weight) * 10) + Math.round(Math.max(0, rule.title ?? 0) * 10);
}

function fieldPoints(rule: PackRule, pack: Pack): number[] {
  const fields = rule.fields ?? (['title', 'heading', 'lede', 'body', 'url'] as const);
  return fields.map((field) => pointsIn(rule, field, pack));
}

function lintGroups(pack: Pack): Finding[] {
  const findings: Finding[] = [];
  for (const [group, { required }] of Object.entries(pack.groups)) {
    const adds = pack.rules.some(
      (rule) => rule.group === group && rule.status === 'active' && rule.weight > 0,
    );
    const gated = pack.gates.some((gate) => gate.when_missing.includes(group));
    if (required && !gated)
      findings.push(finding('is required, but no gate says what its absence costs', ['groups', group]));
    if (gated && !adds)
      findings.push(
        finding('has a gate, but no active rule that adds points: it would cap every post', [
          'groups',
          group,
        ]),
      );
  }
  for (const [at, gate] of pack.gates.entries()) findings.push(...lintGate(gate, ['gates', at], pack));
  for (const [at, gate] of pack.gates.entries())
    for (const [place, group] of gate.when_missing.entries()) {
      const path = ['gates', at, 'when_missing', place];
      const known = own(pack.groups, group);
      if (known === undefined) findings.push(finding(`there is no group "${group}"`, path));
      else if (!known.required)
        findings.push(finding(`group "${group}" has a gate, so it needs "required: true"`, path));
    }
  return findings;
}

const GATE_KEYS = ['when_missing', 'when_title', 'when_opening', 'when_often', 'when_none', 'when_little'];

function lintGate(gate: Pack['gates'][number], path: DataPath, pack: Pack): Finding[] {
  const { when_missing, when_title, when_opening, when_often, when_none, when_little } = gate;
  const asked = [when_missing, when_title, when_opening, when_often, when_none, when_little?.rules ?? []];
  if (asked.every((one) => one.length === 0))
    return [
      finding(`can never close: it has none of ${GATE_KEYS.map((key) => `"${key}"`).join(', ')}`, path),
    ];
  const missing = (ids: readonly string[], ...keys: DataPath) =>
    ids.flatMap((id, at) =>
      pack.rules.some((rule) => rule.id === id)
        ? []
        : [finding(`there is no rule "${id}"`, [...path, ...keys, at])],
    );
  return [
    ...(['when_title', 'when_opening', 'when_often', 'unless', 'when_none'] as const).flatMap((key) =>
      missing(gate[key], key),
    ),
    ...missing(when_little?.rules ?? [], 'when_little', 'rules'),
  ];
}

function lintLists(pack: Pack): Finding[] {
  return Object.entries(pack.lists).flatMap(([name, terms]) =>
    isGazetteerList(name)
      ? [finding(`"${name}" is the gazetteer's own list; choose another name`, ['lists', name])]
      : lintTerms(terms, ['lists', name], pack, [name]),
  );
}

function lintExceptions(pack: Pack): Finding[] {
  const used = new Set(
    JSON.stringify({ ...pack, exceptions: {} })
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+~?/gu)
      ?.filter((word) => word.endsWith('~')),
  );
  return Object.entries(pack.exceptions).flatMap(([stem, words]) => {
    const forms = new Set(formsOf(stem.slice(0, -1)));
    const path = ['exceptions', stem];
    const idle = words.flatMap((word, at) =>
      forms.has(word) ? [] : [finding(`"${stem}" does not take "${word}" anyway`, [...path, at])],
    );
    return used.has(stem) ? idle : [...idle, finding(`no term uses "${stem}"`, path)];
  });
}

function lintRule(rule: PackRule, at: number, pack: Pack): Finding[] {
  const path = ['rules', at];
  const findings: Finding[] = [];
  const twin = pack.rules.findIndex((other) => other.id === rule.id);
  if (twin < at)
    findings.push(finding(`"${rule.id}" is the id of rule ${twin + 1} already`, [...path, 'id']));
  if (own(pack.groups, rule.group) === undefined)
    findings.push(finding(`there is no group "${rule.group}"`, [...path, 'group']));
  for (const name of rule.list)
    if (!isGazetteerList(name) && own(pack.lists, name) === undefined)
      findings.push(finding(`there is no list "${name}"`, [...path, 'list']));
  findings.push(...lintTerms(rule.terms, [...path, 'terms'], pack));
  for (const [place, pair] of rule.near.entries())
    for (const side of ['a', 'b'] as const)
      findings.push(
        ...lintTerms(pair[side], [...path, 'near', ...(rule.near.length > 1 ? [place] : []), side], pack),
      );
  if (rule.unless !== undefined) findings.push(...lintTerms(rule.unless.terms, [...path, 'unless'], pack));
  return findings.length > 0 ? findings : [...lintFiring(rule, path, pack), ...lintTests(rule, path)];
}

/** Ways in which a rule can never fire. */
function lintFiring(rule: PackRule, path: DataPath, pack: Pack): Finding[] {
  if (rule.lacks !== undefined) return lintLacks(rule, rule.lacks, path, pack);
  for (const key of ['scarce', 'length', 'names', 'half'] as const)
    if (rule[key] !== undefined && pack.density === undefined)
      return [finding(`"${key}" needs a pack that scores by "density"`, [...path, key])];
  if (rule.names !== undefined || rule.length !== undefined) return lintShares(rule, path);
  const wrong = lintScarce(rule, path, pack);
  if (wrong.length > 0) return wrong;
  if (rule.terms.length === 0 && rule.list.length === 0 && rule.near.length === 0)
    return [finding('can never fire: it has no "terms", "near" or "list"', path)];
  if (fieldPoints(rule, pack).every((points) => points === 0))
    return [finding('can never score: its weight comes to nothing in every field it reads', path)];
  if (rule.near.length > 0 || rule.list.length > 0 || rule.unless === undefined) return [];
  const unless = rule.unless.terms.map((term) => ` ${term.toLowerCase()} `);
  const swallowed = rule.terms.every((term) =>
    unless.some((part) => ` ${term.toLowerCase()} `.includes(part)),
  );
  return swallowed
    ? [finding('can never fire: "unless" takes back every one of its terms', [...path, 'unless'])]
    : [];
}

/** A rule about what is missing needs groups or rules that are there, and points that say how much is little. */
function lintLacks(
  { length = [] }: PackRule,
  { groups, rules }: NonNullable<PackRule['lacks']>,
  path: DataPath,
  pack: Pack,
): Finding[] {
  if (pack.density === undefined)
    return [finding('"lacks" needs a pack that scores by "density"', [...path, 'lacks'])];
  if (groups.length + rules.length === 0)
    return [finding('"lacks" needs "groups" or "rules"', [...path, 'lacks'])];
  const absent = (kind: 'groups' | 'rules', names: readonly string[], isThere: (name: string) => boolean) =>
    names.flatMap((name, at) =>
      isThere(name)
        ? []
        : [finding(`there is no ${kind.slice(0, -1)} "${name}"`, [...path, 'lacks', kind, at])],
    );
  return [
    ...absent('groups', groups, (name) => own(pack.groups, name) !== undefined),
    ...absent('rules', rules, (name) => pack.rules.some(({ id }) => id === name)),
    ...lintLength(length, path),
  ];
}

/** Lengths that rise, and rules that are there. */
function lintScarce({ scarce }: PackRule, path: DataPath, pack: Pack): Finding[] {
  if (scarce === undefined) return [];
  if (scarce.from >= scarce.to)
    return [finding('"from" must be fewer words than "to"', [...path, 'scarce', 'from'])];
  const at = scarce.also.findIndex((id) => !pack.rules.some((one) => one.id === id));
  return at === -1 ? [] : [finding(`there is no rule "${scarce.also[at]}"`, [...path, 'scarce', 'also', at])];
}

/** What counts by shares has nothing to find; a name stands out by a greater share than that of many. */
function lintShares({ names, length = [] }: PackRule, path: DataPath): Finding[] {
  if (names !== undefined && names.many >= names.one)
    return [finding('"many" must be less than "one"', [...path, 'names', 'many'])];
  return lintLength(length, path);
}

/** A rule about length has nothing to find, so nothing to test by; its lengths must rise. */
function lintLength(length: NonNullable<PackRule['length']>, path: DataPath): Finding[] {
  const at = length.findIndex(([words], place) => place > 0 && words <= (length[place - 1]?.[0] ?? 0));
  return at === -1 ? [] : [finding('lengths must rise', [...path, 'length', at])];
}

function lintTests(rule: PackRule, path: DataPath): Finding[] {
  if (rule.status === 'draft' || rule.status === 'retired') return [];
  return (['match', 'no_match'] as const)
    .filter((kind) => rule.tests[kind].length === 0)
    .map((kind) => finding(`needs at least one "${kind}" test`, [...path, 'tests']));
}

function lintDocuments(pack: Pack): Finding[] {
  const known = new Set(pack.rules.map(({ id }) => id));
  return pack.documents.flatMap(({ expect }, at) =>
    (['rules', 'not_rules'] as const).flatMap((kind) =>
      expect[kind].flatMap((id, place) =>
        known.has(id) ? [] : [finding(`there is no rule "${id}"`, ['documents', at, 'expect', kind, place])],
      ),
    ),
  );
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function finding(say: string, path: DataPath): Finding {
  return { say, path };
}
