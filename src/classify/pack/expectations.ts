import type { Block } from '../../model/post.ts';
import { classify, type PostText } from '../classify.ts';
import type { PackDocument, PackRule } from './pack.ts';
import type { DataPath } from './read-pack.ts';
import type { RuleSet } from '../rules.ts';
import { textBlocks } from '../text-blocks.ts';
import type { PostField, Verdict } from '../../model/verdict.ts';

/** An expectation of a pack that does not hold, and where it stands in the file. A `todo` is news, no failure. */
type Broken = { readonly kind: 'failure' | 'todo'; readonly say: string; readonly path: DataPath };

export type TestReport = { readonly checks: number; readonly broken: readonly Broken[] };

/** Runs every rule's `match`, `no_match` and `todo_match`, and the pack's whole-post expectations. */
export function testRules(rules: RuleSet): TestReport {
  const { source } = rules;
  const all = awake(rules);
  const broken = [
    ...source.rules.flatMap((rule, at) => testRule(rule, ['rules', at, 'tests'], all)),
    ...source.documents.flatMap((document, at) => testDocument(document, ['documents', at, 'expect'], rules)),
  ];
  const inRules = source.rules.map(({ tests }) => Object.values(tests).flat().length);
  return { checks: inRules.reduce((sum, count) => sum + count, source.documents.length), broken };
}

/** The pack with every rule counting, whatever its status: one about scarce words is tried for whether it finds them. */
function awake(rules: RuleSet): RuleSet {
  const all = rules.compiled.rules.map((one) => ({ ...one, status: 'active' as const, scarce: null }));
  return { ...rules, compiled: { ...rules.compiled, rules: all } };
}

/** Whether a rule fires on a text that stands in the field where it is worth most, or first in a dense pack. */
function firesOn(rule: PackRule, text: string, rules: RuleSet): boolean {
  const best = rules.compiled.rules.find(({ id }) => id === rule.id)?.fields[0]?.field ?? 'body';
  const field = rules.density === null ? best : (rule.fields?.[0] ?? 'lede');
  return classify(postWith(field, text), rules).hits.some((hit) => hit.rule === rule.id);
}

function testRule(rule: PackRule, path: DataPath, rules: RuleSet): Broken[] {
  const check = (kind: keyof PackRule['tests'], wanted: boolean) =>
    rule.tests[kind].flatMap((text, at) =>
      firesOn(rule, text, rules) === wanted ? [] : [{ text, path: [...path, kind, at] }],
    );
  return [
    ...check('match', true).map((one) => broken(`${rule.id} does not match "${one.text}"`, one.path)),
    ...check('no_match', false).map((one) => broken(`${rule.id} matches "${one.text}"`, one.path)),
    ...check('todo_match', false).map(({ text, path }) => ({
      ...broken(`${rule.id} now matches "${text}": move it to "match"`, path),
      kind: 'todo' as const,
    })),
  ];
}

function testDocument(document: PackDocument, path: DataPath, rules: RuleSet): Broken[] {
  const { url, title, expect } = document;
  const verdict = classify({ url, title, blocks: documentBlocks(document) }, rules);
  const fired = new Set(verdict.hits.map((hit) => hit.rule));
  const name = `"${title}"`;
  const found: Broken[] = [];
  if (expect.band !== undefined && !isInBand(verdict, expect.band))
    found.push(
      broken(`${name} is ${verdict.band} (${scoreText(verdict)}), not ${expect.band}`, [...path, 'band']),
    );
  if (expect.at_least !== undefined && verdict.score < expect.at_least)
    found.push(
      broken(`${name} scores ${scoreText(verdict)}, below ${expect.at_least}`, [...path, 'at_least']),
    );
  if (expect.at_most !== undefined && verdict.score > expect.at_most)
    found.push(broken(`${name} scores ${scoreText(verdict)}, above ${expect.at_most}`, [...path, 'at_most']));
  for (const [at, rule] of expect.rules.entries())
    if (!fired.has(rule)) found.push(broken(`${name}: ${rule} does not fire`, [...path, 'rules', at]));
  for (const [at, rule] of expect.not_rules.entries())
    if (fired.has(rule)) found.push(broken(`${name}: ${rule} fires`, [...path, 'not_rules', at]));
  return found;
}

function isInBand({ band }: Verdict, wanted: PackDocument['expect']['band']): boolean {
  return band === wanted || (wanted === 'queue_or_better' && band !== 'below');
}

function scoreText({ score, hits, caps }: Verdict): string {
  const parts = hits.map((hit) => `${hit.rule} ${hit.points}`).join(', ');
  const capped = caps.map((cap) => `, capped at ${cap.cap}: ${cap.say}`).join('');
  return `${score}: ${parts === '' ? 'nothing fires' : parts}${capped}`;
}

function documentBlocks({ heading, lede, body }: PackDocument): Block[] {
  const given: Block[] = [
    { kind: 'lede', text: lede },
    { kind: 'heading', text: heading },
  ];
  // Where the lede is given, all of the body is body.
  const rest = textBlocks(body).map((block): Block =>
    lede !== '' && block.kind === 'lede' ? { ...block, kind: 'body' } : block,
  );
  return [...given.filter((block) => block.text !== ''), ...rest];
}

function postWith(field: PostField, text: string): PostText {
  if (field === 'title') return { url: '', title: text, blocks: [] };
  if (field === 'url') return { url: text, title: '', blocks: [] };
  return { url: '', title: '', blocks: [{ kind: field, text }] };
}

function broken(say: string, path: DataPath): Broken {
  return { kind: 'failure', say, path };
}
