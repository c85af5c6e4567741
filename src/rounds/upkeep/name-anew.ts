import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { KEYS, urlKey } from '../../base/url.ts';
import { namedBy, namedPosts, noteNamedBy } from '../../store/names.ts';
import { inTransaction } from '../../store/open.ts';
import { addAlias } from '../../store/posts.ts';
import type { SourceRun } from '../source-run.ts';

/** So many posts at a time: some 20 ms, in which nobody else can write. */
const AT_A_TIME = 1000;

/**
 * Names a source's posts anew, besides the names that they have, where addresses are read otherwise than when these were given: by an edited
 * adapter, or by another version of ours. Otherwise each of them would be met as a new one. What is cut short begins anew with the next run.
 */
export async function nameAnew({ tools: { store }, source, adapterHash }: SourceRun): Promise<void> {
  const by = `${KEYS} ${adapterHash}`;
  if (namedBy(store, source.id) === by) return;
  let posts = namedPosts(store, source.id, 0, AT_A_TIME);
  while (posts.length > 0) {
    inTransaction(store, () => {
      for (const { id, names } of posts)
        for (const { key, kind } of names) {
          const name = urlKey(key, source);
          if (name !== key) addAlias(store, name, id, kind);
        }
    });
    await turnOfOthers();
    posts = namedPosts(store, source.id, posts.at(-1)?.id ?? 0, AT_A_TIME);
  }
  noteNamedBy(store, source.id, by);
}
