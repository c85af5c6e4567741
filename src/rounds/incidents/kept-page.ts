import type { Source } from '../../base/source.ts';
import type { Card } from '../../model/card.ts';
import { type Page, pageAgain } from '../../model/page.ts';
import type { ListingCopy } from '../../store/listing-copies.ts';
import { discoverSafely } from '../perform-visit.ts';

/** A kept listing as the page it was, for an adapter to read again. */
export function pageOfCopy({ url, finalUrl, contentType, body, fetchedAt }: ListingCopy): Page {
  return pageAgain({ url, finalUrl, contentType, body, fetchedAt });
}

/** The cards that a source's adapter reads from the first page of its listing. */
export function cardsOf(page: Page, source: Source): readonly Card[] {
  return discoverSafely(page, { source, strategy: source.discover, pageNumber: 1 }).cards;
}
