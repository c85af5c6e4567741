import { hashRules, loadRules, type RuleSet } from '../classify/rules.ts';
import type { Store } from '../store/open.ts';
import { hasVerdictBy } from '../store/verdicts.ts';

/** A rule pack that is read when a post is first scored by it, and its hash, which costs nothing. */
export type RulesWhenNeeded = { readonly hash: string; readonly rules: () => RuleSet };

/**
 * Compiling a pack takes longer than asking a hundred unchanged listings, so it waits until a post comes. A pack that no verdict in
 * the store was made by may be broken, and is read at once: that must be told before anything is asked of a site.
 * @throws Failure (`config`).
 */
export function rulesWhenNeeded(file: string | undefined, store: Store): RulesWhenNeeded {
  const hash = hashRules(file);
  let loaded: RuleSet | undefined;
  const rules = (): RuleSet => (loaded ??= loadRules(file));
  if (!hasVerdictBy(store, hash)) rules();
  return { hash, rules };
}
