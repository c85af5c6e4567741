import { existsSync } from 'node:fs';
import { storePath } from '../../../store/open.ts';
import { advise } from '../../../workshop/learnt/advise.ts';
import type { Advice } from '../../../workshop/learnt/identity.ts';
import type { CommandIo } from '../../command.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import { withStore } from './open.ts';

/** Where there have been rounds, what they brought says what an adapter could name. */
export async function adviceOn(
  io: CommandIo,
  { source }: Pick<LoadedSource, 'source'>,
): Promise<readonly Advice[] | undefined> {
  if (!existsSync(storePath(io.settings.dataDir))) return undefined;
  return withStore(io, (store) => advise(store, source));
}

/** @param taken those that were written into the adapter's file */
export function sayAdvice(advice: readonly Advice[] = [], taken: readonly Advice[] = []): string[] {
  return advice.map((one) =>
    taken.some(({ rule }) => rule === one.rule)
      ? `    ← the adapter now says ${one.rule}: ${one.why}`
      : `    → the adapter could say ${one.rule}: ${one.why}`,
  );
}
