import { hashPack, readRulesFile, type RuleSet, taughtHash, withCorrections } from '../classify/rules.ts';
import { type PackText, packTextInForce, readPackText } from '../learn/packs.ts';
import type { Corrections } from '../model/corrections.ts';
import { correctionInForce, correctionVersions } from '../store/corrections.ts';
import type { Store } from '../store/open.ts';
import { packInForce } from '../store/packs.ts';
import { hasVerdictBy } from '../store/verdicts.ts';

/** A rule pack that is read when a post is first scored by it, and its hash, which costs nothing; both with what decisions taught by now. */
export type RulesWhenNeeded = { readonly hash: string; readonly rules: () => RuleSet };

/** Reads a pack where nobody waits for it; undefined of one that is faulty. */
type ReadAside = (text: string) => Promise<RuleSet | undefined>;

/**
 * Compiling a pack takes longer than asking a hundred unchanged listings, so it waits until a post comes. A pack that no verdict in
 * the store was made by may be broken, and is read at once: a broken file must be told before anything is asked of a site, and a saved
 * version that cannot be read gives way to the file.
 * @param aside reads a version that was saved meanwhile, while the one before it goes on: for a process that people wait for.
 * @throws Failure (`config`).
 */
export function rulesWhenNeeded(file: string | undefined, store: Store, aside?: ReadAside): RulesWhenNeeded {
  let pack = open(packTextInForce(store, file));
  let taught = taughtIn(store);
  let corrected: { readonly of: RuleSet; readonly id: number; readonly rules: RuleSet } | undefined;
  let awaited = pack.id;

  function open(text: PackText): OpenPack {
    const hash = hashPack(text.text);
    const opened = { id: text.id, hash, text };
    return hasVerdictBy(store, hashWith(hash, taughtIn(store).corrections)) ? opened : read(opened);
  }
  function read(opened: OpenPack): OpenPack & { readonly rules: RuleSet } {
    if (opened.rules !== undefined) return { ...opened, rules: opened.rules };
    const rules = readPackText(opened.text, file);
    return { ...opened, hash: rules.hash, rules };
  }
  const follow = (): void => {
    const id = packInForce(store);
    if (id === pack.id || id === awaited) return;
    awaited = id;
    const text = packTextInForce(store, file);
    if (aside === undefined || pack.rules === undefined) pack = open(text);
    else
      void aside(text.text).then(
        (rules) =>
          (pack =
            rules === undefined ? open({ ...text, ...fileText() }) : { id, text, hash: rules.hash, rules }),
        () => (pack = open(text)),
      );
  };
  const fileText = () => ({ text: readRulesFile(file), isFile: true });
  const inForce = (): OpenPack => {
    follow();
    if (correctionInForce(store) !== taught.id) taught = taughtIn(store);
    return pack;
  };
  return {
    get hash() {
      return hashWith(inForce().hash, taught.corrections);
    },
    rules: () => {
      const { rules } = (pack = read(inForce()));
      if (taught.corrections === null) return rules;
      if (corrected?.of !== rules || corrected.id !== taught.id)
        corrected = { of: rules, id: taught.id, rules: withCorrections(rules, taught.corrections) };
      return corrected.rules;
    },
  };
}

/** A pack with its hash, and its rules once they were read. */
type OpenPack = {
  readonly id: number;
  readonly hash: string;
  readonly text: PackText;
  readonly rules?: RuleSet;
};

/** What decisions taught, as it is in force. */
function taughtIn(store: Store): { readonly id: number; readonly corrections: Corrections | null } {
  const [newest] = correctionVersions(store, 1);
  return { id: newest?.id ?? 0, corrections: newest?.corrections ?? null };
}

function hashWith(hash: string, taught: Corrections | null): string {
  return taught === null ? hash : taughtHash(hash, taught);
}
