import { capitalised } from '../base/text.ts';
import type { PublishDeps } from './deps.ts';

/** A group of rules in words. */
export type CriteriaGroup = {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  /** What its gate says of a post that has nothing of it; '' where no gate stands. */
  readonly say: string;
  /** Its rules speak against a post. */
  readonly against: boolean;
  readonly rules: readonly string[];
};

/** The criteria of acceptance: the groups of the rule pack that is in use, with every active rule in its own words. */
export function criteriaGroups({ groups, gates, rules }: PublishDeps['pack']): CriteriaGroup[] {
  return Object.entries(groups).flatMap(([id, { label, required }]) => {
    const own = rules.filter((rule) => rule.group === id && rule.status === 'active');
    if (own.length === 0) return [];
    return [
      {
        id,
        label: capitalised(label),
        required,
        say: gates.find((gate) => gate.when_missing.includes(id))?.say ?? '',
        against: own.every((rule) => rule.weight < 0),
        rules: [...new Set(own.map((rule) => rule.why))],
      },
    ];
  });
}
