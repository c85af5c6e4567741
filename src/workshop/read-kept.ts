import { defined } from '../base/defined.ts';
import type { Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import { extractPost } from '../extract/extract.ts';
import type { Post } from '../model/post.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { Page } from '../model/page.ts';
import type { StoredPage } from '../store/kept-pages.ts';
import { pageOfCopy } from '../reading/kept-page.ts';

/** A post's kept page as it came. */
export function pageOfKept(kept: StoredPage): Page {
  return pageOfCopy({ ...kept, finalUrl: kept.url });
}

/** Reads a kept page again, with the clock of the day it was fetched. */
export function readKept(kept: StoredPage, source: Source, card: Card | undefined): Post | Unreadable {
  const now = new Date(kept.fetchedAt);
  return extractPost(pageOfKept(kept), { source, now, ...defined({ card }) });
}
