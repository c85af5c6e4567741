import { existsSync } from 'node:fs';
import { storePath } from '../../../store/open.ts';
import { advise } from '../../../workshop/learnt/advise.ts';
import type { Advice } from '../../../workshop/learnt/identity.ts';
import type { CommandIo } from '../../command.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import { withStore } from './open.ts';

/** Where there have been rounds, what they brought says what adapters could name. */
export async function adviseAll<T extends { readonly id: string }>(
  io: CommandIo,
  loaded: readonly LoadedSource[],
  checked: readonly T[],
): Promise<readonly (T & { readonly advice?: readonly Advice[] })[]> {
  if (!existsSync(storePath(io.settings.dataDir))) return checked;
  return withStore(io, (store) =>
    checked.map((one) => {
      const known = loaded.find(({ source }) => source.id === one.id);
      return known === undefined ? one : { ...one, advice: advise(store, known.source) };
    }),
  );
}

/** @param taken those that were written into the adapter's file */
export function sayAdvice(advice: readonly Advice[] = [], taken: readonly Advice[] = []): string[] {
  return advice.map((one) =>
    taken.includes(one)
      ? `    ← the adapter now says ${one.rule}: ${one.why}`
      : `    → the adapter could say ${one.rule}: ${one.why}`,
  );
}
