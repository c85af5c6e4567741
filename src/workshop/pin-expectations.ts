import { readFile, writeFile } from 'node:fs/promises';
import { defined } from '../base/defined.ts';
import type { Expectations } from '../base/source.ts';
import { unmetByListing } from '../health/expectations.ts';
import { extractPost } from '../extract/extract.ts';
import { type Post, postText } from '../model/post.ts';
import { takeInHand } from '../reading/in-hand.ts';
import { loadSource, type LoadedSource } from '../reading/load-source.ts';
import { discoverSafely } from '../reading/read-safely.ts';
import { editSource } from './edit-source.ts';
import { expectationsOf, type ReadPosts, type WellRead } from '../health/pinned.ts';
import type { Recording } from './recordings.ts';
import { valueText } from './source-text.ts';

/** What an adapter's recordings show of its listing and posts, the fullest first page before others; undefined where none shows a card. */
function recordedWell({ source }: LoadedSource, recordings: readonly Recording[]): WellRead | undefined {
  takeInHand(`the recordings of ${source.id}`);
  const [fullest] = recordings
    .filter(({ http }) => http.step === 'discover' && http.page === 1)
    .map(({ page }) => discoverSafely(page, { source, strategy: source.discover, pageNumber: 1 }))
    .filter(({ cards }) => cards.length > 0)
    .sort((a, b) => Number(b.next.length > 0) - Number(a.next.length > 0) || b.cards.length - a.cards.length);
  if (fullest === undefined) return undefined;
  const posts = recordings.flatMap(({ http, page }): Post[] => {
    const post =
      http.step === 'article' ? extractPost(page, { source, now: new Date(page.fetchedAt) }) : undefined;
    return post === undefined || 'kind' in post ? [] : [post];
  });
  const { cards, next, language } = fullest;
  return { cards, hasNext: next.length > 0, posts: figuresOf(posts), ...defined({ language }) };
}

/** How many of some posts have what, and their words. */
export function figuresOf(posts: readonly Pick<Post, 'author' | 'published' | 'blocks'>[]): ReadPosts {
  return {
    posts: posts.length,
    dated: posts.filter(({ published }) => published.value !== null).length,
    authored: posts.filter(({ author }) => author !== undefined).length,
    words: posts.map((post) => postText(post).split(/\s+/).length),
  };
}

/** What its recordings do not meet of what an adapter pins, in words. */
export function unmetByRecordings(loaded: LoadedSource, recordings: readonly Recording[]): readonly string[] {
  const well = recordedWell(loaded, recordings);
  if (well === undefined) return [];
  const { expect, discover } = loaded.source;
  // Only listings are recorded whole: of a machine's answer the first entries, and their number says nothing.
  const isWhole = discover.kind === 'listing' || discover.kind === 'browser';
  const pinned = expect === undefined || isWhole ? expect : { ...expect, cards: 1 };
  return unmetByListing({ ...well, dropped: 0 }, { ...loaded.source, ...defined({ expect: pinned }) }).map(
    ({ why }) => why,
  );
}

/** Writes into an adapter's file what its recordings show to be expected, unless it says so itself. Answers what was written. */
export async function pinExpectations(
  loaded: LoadedSource,
  recordings: readonly Recording[],
): Promise<{ readonly loaded: LoadedSource; readonly expect: Expectations } | undefined> {
  const well = recordedWell(loaded, recordings);
  const expect = well === undefined || loaded.source.expect !== undefined ? undefined : expectationsOf(well);
  if (expect === undefined) return undefined;
  const text = await readFile(loaded.file, 'utf8');
  const edited = editSource(text, { expect: valueText(expect) });
  if (edited === undefined) return undefined;
  await writeFile(loaded.file, edited);
  return { loaded: await loadSource(loaded.file), expect };
}
