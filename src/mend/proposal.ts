import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MendProposal } from '../model/mend-proposal.ts';

// A proposal is what `sources mend` printed, as text in the data folder: the desk shows it, and only the command line carries it out.
const fileOf = (dataDir: string, id: string): string => path.join(dataDir, 'mends', `${id}.txt`);

/** Keeps what a mend of a source would change, in place of an earlier one. */
export function keepProposal(dataDir: string, id: string, text: string): void {
  mkdirSync(path.join(dataDir, 'mends'), { recursive: true });
  writeFileSync(fileOf(dataDir, id), text);
}

/** Forgets a proposal that was carried out. */
export function dropProposal(dataDir: string, id: string): void {
  rmSync(fileOf(dataDir, id), { force: true });
}

/** The mend that was last proposed for a source and not carried out. `id` must be a source's. */
export function proposalOf(dataDir: string, id: string): MendProposal | undefined {
  const file = fileOf(dataDir, id);
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? undefined : { at: found.mtimeMs, text: readFileSync(file, 'utf8') };
}
