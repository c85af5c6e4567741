import { KEYS, urlKey } from '../../base/url.ts';
import { namedBy, namesOfPosts, noteNamedBy } from '../../store/names.ts';
import { inTransaction } from '../../store/open.ts';
import { addAlias } from '../../store/posts.ts';
import type { SourceRun } from '../source-run.ts';

/**
 * Names a source's posts anew, besides the names that they have, where addresses are read otherwise than when these were given: by an edited
 * adapter, or by another version of ours. Otherwise each of them would be met as a new one.
 */
export function nameAnew({ tools: { store }, source, adapterHash }: SourceRun): void {
  const by = `${KEYS} ${adapterHash}`;
  if (namedBy(store, source.id) === by) return;
  inTransaction(store, () => {
    for (const { key, postId, kind } of namesOfPosts(store, source.id)) {
      const name = urlKey(key, source);
      if (name !== key) addAlias(store, name, postId, kind);
    }
    noteNamedBy(store, source.id, by);
  });
}
