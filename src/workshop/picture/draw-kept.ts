import type { ListingPicture } from '../../model/listing-picture.ts';
import { pageOfCopy } from '../../reading/kept-page.ts';
import type { LoadedSource } from '../../reading/load-source.ts';
import { newestListing } from '../../store/listing-copies.ts';
import type { Store } from '../../store/open.ts';
import { pictureOf } from './picture-of.ts';

/** Draws the newest listing of a source that is kept; undefined where none is, or there is nothing to draw. */
export function drawKept(
  store: Store,
  loaded: readonly LoadedSource[],
  { id, block }: { readonly id: string; readonly block?: number | undefined },
): ListingPicture | undefined {
  const one = loaded.find(({ source }) => source.id === id);
  const copy = newestListing(store, id);
  return one === undefined || copy === undefined ? undefined : pictureOf(pageOfCopy(copy), one.source, block);
}
