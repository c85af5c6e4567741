import { codeBeside } from '../../base/code-beside.ts';
import type { ListingPicture } from '../../model/listing-picture.ts';
import type { KeptPage } from '../../model/page.ts';
import { askProcess } from '../../reading/ask-process.ts';

/** A kept listing, the file of the adapter that reads it, and the block that is picked in place of its cards. */
export type DrawingOrder = { readonly file: string; readonly copy: KeptPage; readonly block?: number };

/** Most pages take a tenth of a second; to start takes half of one. */
const BOUNDS = { cpuMs: 5000, memoryMb: 320 };

/** Draws a listing in a process that is ended when it takes too long or too much; undefined then, and where there is nothing to draw. */
export async function drawInProcess(
  order: DrawingOrder,
  bounds = BOUNDS,
): Promise<ListingPicture | undefined> {
  try {
    const drawn = await askProcess<ListingPicture | null>(
      codeBeside('draw-process', import.meta.url),
      order,
      bounds,
    );
    return drawn ?? undefined;
  } catch {
    return undefined;
  }
}
