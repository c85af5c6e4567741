import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import type { ListingPicture } from '../../model/listing-picture.ts';
import type { KeptPage } from '../../model/page.ts';

/** A kept listing, the file of the adapter that reads it, and the block that is picked in place of its cards. */
export type DrawingOrder = { readonly file: string; readonly copy: KeptPage; readonly block?: number };

/** Most pages take a tenth of a second; the thread itself half of one, and several on a busy machine. */
const LONGEST_MS = 15_000;
const MOST_MEMORY_MB = 160;

/** Draws a listing in a thread that is ended when it takes too long or too much; undefined then, and where there is nothing to draw. */
export async function drawInThread(
  order: DrawingOrder,
  limitMs = LONGEST_MS,
): Promise<ListingPicture | undefined> {
  const worker = new Worker(codeBeside('draw-thread', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  try {
    const answered = once(worker, 'message', { signal: AbortSignal.timeout(limitMs) });
    worker.postMessage(order, []);
    const [picture]: (ListingPicture | undefined)[] = await answered;
    return picture;
  } catch {
    return undefined;
  } finally {
    await worker.terminate();
  }
}
