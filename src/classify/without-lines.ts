import { Failure } from '../base/errors.ts';
import type { RuleSet } from './rules.ts';

/** Lines that are shipped; what decisions taught is in a store. */
const LINES = ['wording', 'telling'] as const;

/**
 * Rules with some learnt lines switched off: names with a comma between.
 * @throws Failure (`config`) for a name that is no shipped line's.
 */
export function withoutLines(rules: RuleSet, without: string): RuleSet {
  const names = without.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !LINES.some((line) => line === name));
  if (unknown !== undefined)
    throw new Failure('config', `--without takes ${LINES.join(', ')}, not "${unknown}"`);
  if (rules.lines === null) return rules;
  const on = { ...rules.lines.on };
  for (const line of LINES) if (names.includes(line)) on[line] = 0;
  return { ...rules, lines: LINES.every((line) => on[line] === 0) ? null : { ...rules.lines, on } };
}
