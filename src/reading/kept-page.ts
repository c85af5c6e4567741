import type { Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import { type KeptPage, type Page, pageAgain, type ReadPage } from '../model/page.ts';
import { unpack } from '../store/blobs.ts';
import { takeInHand } from './in-hand.ts';
import { discoverSafely } from './read-safely.ts';

/** A kept listing as the page it was, for an adapter to read again. */
export function pageOfCopy({ url, finalUrl, contentType, body, fetchedAt }: KeptPage): Page {
  takeInHand(`the kept copy of ${url}`);
  return pageAgain({ url, finalUrl, contentType, body, fetchedAt });
}

/** A page that was read, with its text again; undefined where its reader was stopped. */
export function unpackedPage({ copy, ...facts }: ReadPage): Page | undefined {
  return copy === undefined ? undefined : { ...facts, body: unpack(copy.packed) };
}

/** The cards that a source's adapter reads from the first page of its listing. */
export function cardsOf(page: Page, source: Source): readonly Card[] {
  return discoverSafely(page, { source, strategy: source.discover, pageNumber: 1 }).cards;
}
