import { readFile, rm, writeFile } from 'node:fs/promises';
import { Failure, messageOf } from '../base/errors.ts';
import { urlKey } from '../base/url.ts';
import { loadSource, type LoadedSource } from '../reading/load-source.ts';
import { cardsOnList, dropCard } from '../store/cards.ts';
import { keepFirstLight } from '../store/first-light.ts';
import { addAlias, findPost, readdressPost } from '../store/posts.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { recordingsFor } from '../workshop/new-source.ts';
import { recordingsOf } from '../workshop/recordings.ts';
import { saveRecording } from '../workshop/save-recording.ts';
import type { Mend } from './mend-source.ts';

/** What was written, by the names of its files. */
export type Applied = {
  readonly loaded: LoadedSource;
  readonly recordings: readonly string[];
  /** Recordings of how the site was, which the adapter no longer reads. */
  readonly removed: readonly string[];
  /** Posts that got another name. */
  readonly renamed: number;
};

/**
 * Writes a mended adapter with recordings of the site as it is, and gives posts on record their new names.
 * @throws Failure (`config`) where the file as written is no source; the old one is put back then.
 */
export async function applyMend(
  store: Store,
  { file }: Pick<LoadedSource, 'file'>,
  mend: Mend,
  text: string,
): Promise<Applied> {
  const old = await readFile(file, 'utf8');
  const loaded = await writeChecked(file, text, old);
  const before = await recordingsOf(loaded);
  const stale = before.filter(({ http }) => http.step !== 'article' || !mend.articleIsKept);
  for (const { folder } of stale) await rm(folder, { recursive: true });
  const recordings: string[] = [];
  const { survey, way } = mend;
  const used = { ...survey, first: way };
  for (const recording of recordingsFor(used, loaded, 'lamplighter sources mend'))
    recordings.push(await saveRecording(file, loaded.source.id, recording));
  inTransaction(store, () => {
    keepFirstLight(store, loaded.source.id, loaded.hash, Date.now());
    for (const { card, post } of mend.renamed)
      addAlias(store, urlKey(card.url, loaded.source), post.id, 'alias');
    for (const { card, post } of mend.found.pairs)
      if (card.url !== post.url) readdressPost(store, post.id, card.url);
    // What a broken run took for new is what is known by now.
    for (const { key, url } of cardsOnList(store, loaded.source.id))
      if (findPost(store, urlKey(url, loaded.source)) !== undefined) dropCard(store, loaded.source.id, key);
  });
  return { loaded, recordings, removed: stale.map(({ name }) => name), renamed: mend.renamed.length };
}

async function writeChecked(file: string, text: string, old: string): Promise<LoadedSource> {
  await writeFile(file, text);
  try {
    return await loadSource(file);
  } catch (error) {
    await writeFile(file, old);
    throw new Failure(
      'config',
      `cannot be mended by rewriting it: ${messageOf(error)}`,
      { file },
      { cause: error },
    );
  }
}
