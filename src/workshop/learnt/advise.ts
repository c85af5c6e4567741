import type { Source } from '../../base/source.ts';
import { keptPagesOf } from '../../store/kept-pages.ts';
import { postsOnRecord } from '../../store/known-posts.ts';
import type { Store } from '../../store/open.ts';
import { pageOfKept, readKept } from '../read-kept.ts';
import { type Advice, identityAdvice } from './identity.ts';
import { type ReadPost, templateAdvice } from './template.ts';

/** So many kept pages tell a template. */
const MOST_PAGES = 20;

/** What the posts of a source that were read so far say its adapter could name: pure reading of the store. */
export function advise(store: Store, source: Source): Advice[] {
  const always = { sourceId: source.id, startedAt: 0, finishedAt: Number.MAX_SAFE_INTEGER };
  const read = keptPagesOf(store, always, MOST_PAGES).flatMap((kept): ReadPost[] => {
    const post = readKept(kept, source, undefined);
    return 'kind' in post ? [] : [{ page: pageOfKept(kept), post }];
  });
  return [...identityAdvice(postsOnRecord(store, source.id)), ...templateAdvice(read, source)];
}
