import { defined } from '../../base/defined.ts';
import type { ListingPicture } from '../../model/listing-picture.ts';
import type { LoadedSource } from '../../reading/load-source.ts';
import { newestListing } from '../../store/listing-copies.ts';
import type { Store } from '../../store/open.ts';
import { drawInProcess } from './draw-in-process.ts';

/** Draws the newest listing of a source that is kept; undefined where none is, or there is nothing that can be drawn in time. */
export async function drawKept(
  store: Store,
  loaded: readonly LoadedSource[],
  { id, block }: { readonly id: string; readonly block?: number | undefined },
): Promise<ListingPicture | undefined> {
  const one = loaded.find(({ source }) => source.id === id);
  const kept = newestListing(store, id);
  if (one === undefined || kept === undefined) return undefined;
  const { url, finalUrl, contentType, body, fetchedAt } = kept;
  const copy = { url, finalUrl, contentType, body, fetchedAt };
  return drawInProcess({ file: one.file, copy, ...defined({ block }) });
}
