import type { SignKind } from '../model/run-facts.ts';
import { meantOf } from '../store/meant.ts';
import type { SourceRun } from './source-run.ts';

/** Kinds of signs that a person said are meant so, with this very adapter: an edit gives them another look. */
export function meantSigns({ tools, source, adapterHash }: SourceRun): readonly SignKind[] {
  const meant = meantOf(tools.store, source.id);
  return meant?.adapterHash === adapterHash ? meant.signs : [];
}
