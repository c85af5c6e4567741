import { classify, type PostText } from '../classify/classify.ts';
import { loadRules, type RuleSet } from '../classify/rules.ts';
import { withoutLines } from '../classify/without-lines.ts';
import type { Verdict } from '../model/verdict.ts';

/** Rules as a reader comes by them: their file, as long as they have this hash, and learnt lines to switch off. */
export type RulesOrder = {
  readonly file: string | undefined;
  readonly hash: string;
  readonly without: string;
};

let last: { readonly key: string; readonly rules: RuleSet } | undefined;

/** Scores a post by the rules of a file. @throws Error where that was edited since it was named. */
export function scoreLong(post: PostText, order: RulesOrder): Verdict {
  const key = JSON.stringify(order);
  if (last?.key !== key) {
    const rules = loadRules(order.file);
    if (rules.hash !== order.hash) throw new Error('the rule pack was edited meanwhile');
    last = { key, rules: withoutLines(rules, order.without) };
  }
  return classify(post, last.rules);
}
