import { codeBeside } from '../../base/code-beside.ts';
import { askProcess } from '../../reading/ask-process.ts';
import type { Advice } from './identity.ts';

/** A source's adapter, and the folder of the store that has its posts. */
export type AdviceOrder = { readonly file: string; readonly dataDir: string };

/** Twenty pages are read for it, and to start takes half a second. */
const BOUNDS = { cpuMs: 10_000, memoryMb: 400 };

/** What a source's posts say that its adapter could name, found in a process that is ended when it takes too long or too much; undefined then. */
export async function adviseInProcess(
  order: AdviceOrder,
  bounds = BOUNDS,
): Promise<readonly Advice[] | undefined> {
  try {
    return await askProcess<readonly Advice[]>(codeBeside('advise-process', import.meta.url), order, bounds);
  } catch {
    return undefined;
  }
}
