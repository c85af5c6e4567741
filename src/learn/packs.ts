import { hashPack, loadRules, readRulesFile, rulesOfText, type RuleSet } from '../classify/rules.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { keepPack, oweRescoring, packInForce, type PackVersion, packVersion } from '../store/packs.ts';

/** The pack that is in force as text: that of the newest version, or of the file. */
export type PackText = { readonly id: number; readonly text: string; readonly isFile: boolean };

/** @throws Failure (`config`) when the file is in force and cannot be read. */
export function packTextInForce(store: Store, file: string | undefined): PackText {
  const id = packInForce(store);
  const saved = id === 0 ? null : (packVersion(store, id)?.pack ?? null);
  return { id, text: saved ?? readRulesFile(file), isFile: saved === null };
}

/** The rules in force, compiled. @throws as `readPackText` does. */
export function rulesInForce(store: Store, file: string | undefined): RuleSet {
  return readPackText(packTextInForce(store, file), file);
}

/**
 * Compiles a pack. A saved version that this program cannot read (an older or newer one made it) gives way to the file.
 * @throws Failure (`config`) when the file cannot be read or is faulty.
 */
export function readPackText({ text, isFile }: PackText, file: string | undefined): RuleSet {
  const reading = isFile ? undefined : rulesOfText(text);
  return reading?.kind === 'rules' ? reading.rules : loadRules(file);
}

/** Puts a pack in force (null: the file) and has every stored post scored by it. Answers the number of the version. */
export function savePack(store: Store, saving: Omit<PackVersion, 'id'>): number {
  return inTransaction(store, () => {
    oweRescoring(store, saving.madeAt);
    return keepPack(store, saving);
  });
}

/** Puts a version in force again, as a version of its own; the file where none is given. Answers the number of the new one. */
export function putBack(
  store: Store,
  version: Pick<PackVersion, 'id' | 'pack'> | undefined,
  by: Pick<PackVersion, 'madeAt' | 'madeBy'>,
): number {
  const note = version === undefined ? 'the file put back' : `version ${version.id} put back`;
  return savePack(store, { ...by, note, lost: null, pack: version?.pack ?? null });
}

/** Whether two texts are one pack to whoever scores. */
export function isSamePack(one: string, other: string): boolean {
  return hashPack(one) === hashPack(other);
}
