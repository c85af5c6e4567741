import { askThread } from '../../base/ask-thread.ts';
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
  try {
    const bounds = { limitMs, mostMemoryMb: MOST_MEMORY_MB };
    return await askThread<ListingPicture>(codeBeside('draw-thread', import.meta.url), order, bounds);
  } catch {
    return undefined;
  }
}
