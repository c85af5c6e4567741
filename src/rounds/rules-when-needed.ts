import { hashRules, loadRules, type RuleSet, taughtHash, withCorrections } from '../classify/rules.ts';
import type { Corrections } from '../model/corrections.ts';
import { correctionInForce, correctionVersions } from '../store/corrections.ts';
import type { Store } from '../store/open.ts';
import { hasVerdictBy } from '../store/verdicts.ts';

/** A rule pack that is read when a post is first scored by it, and its hash, which costs nothing; both with what decisions taught by now. */
export type RulesWhenNeeded = { readonly hash: string; readonly rules: () => RuleSet };

/**
 * Compiling a pack takes longer than asking a hundred unchanged listings, so it waits until a post comes. A pack that no verdict in
 * the store was made by may be broken, and is read at once: that must be told before anything is asked of a site.
 * @throws Failure (`config`).
 */
export function rulesWhenNeeded(file: string | undefined, store: Store): RulesWhenNeeded {
  const packHash = hashRules(file);
  let loaded: RuleSet | undefined;
  let known = versionOf(store, packHash);
  let corrected: { readonly id: number; readonly rules: RuleSet } | undefined;
  const inForce = (): Version => {
    if (correctionInForce(store) !== known.id) known = versionOf(store, packHash);
    return known;
  };
  const rules = (): RuleSet => {
    const { id, taught } = inForce();
    loaded ??= loadRules(file);
    if (taught === null) return loaded;
    if (corrected?.id !== id) corrected = { id, rules: withCorrections(loaded, taught) };
    return corrected.rules;
  };
  if (!hasVerdictBy(store, known.hash)) rules();
  return {
    get hash() {
      return inForce().hash;
    },
    rules,
  };
}

type Version = { readonly id: number; readonly taught: Corrections | null; readonly hash: string };

/** What decisions taught, as it is in force, and the hash of the pack with it. */
function versionOf(store: Store, packHash: string): Version {
  const [newest] = correctionVersions(store, 1);
  const taught = newest?.corrections ?? null;
  const hash = taught === null ? packHash : taughtHash(packHash, taught);
  return { id: newest?.id ?? 0, taught, hash };
}
