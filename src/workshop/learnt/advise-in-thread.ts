import { askThread } from '../../base/ask-thread.ts';
import { codeBeside } from '../../base/code-beside.ts';
import type { Advice } from './identity.ts';

/** A source's adapter, and the folder of the store that has its posts. */
export type AdviceOrder = { readonly file: string; readonly dataDir: string };

/** Twenty pages are read for it, and the thread itself takes half a second. */
const LONGEST_MS = 15_000;
const MOST_MEMORY_MB = 200;

/** What a source's posts say that its adapter could name, found in a thread that is ended when it takes too long or too much; undefined then. */
export async function adviseInThread(
  order: AdviceOrder,
  limitMs = LONGEST_MS,
): Promise<readonly Advice[] | undefined> {
  try {
    const bounds = { limitMs, mostMemoryMb: MOST_MEMORY_MB };
    return await askThread<readonly Advice[]>(codeBeside('advise-thread', import.meta.url), order, bounds);
  } catch {
    return undefined;
  }
}
