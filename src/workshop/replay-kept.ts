import { readDate } from '../base/dates/dates.ts';
import { classify } from '../classify/classify.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Card } from '../model/card.ts';
import type { Post } from '../model/post.ts';
import { storedPost, type StoredPost } from '../store/posts.ts';
import { keptPage, type StoredPage } from '../store/kept-pages.ts';
import type { Store } from '../store/open.ts';
import { verdictOf } from '../store/verdicts.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { readKept } from './read-kept.ts';

/** One post that would be another with the adapters and rules as they are now. */
export type ReplayChange = {
  readonly url: string;
  readonly source: string;
  readonly title: string;
  readonly kind: 'gained' | 'lost' | 'score' | 'date' | 'title' | 'text' | 'unreadable';
  readonly before: string | number | null;
  readonly after: string | number | null;
};

/** What came of one post; `reread`: its page is kept, so that the adapter could read it again. Of the others only the rules are tried. */
export type PostReplay = { readonly reread: boolean; readonly changes: readonly ReplayChange[] };

export type ReplayReport = {
  readonly posts: number;
  /** Posts that were read again. */
  readonly reread: number;
  readonly changes: readonly ReplayChange[];
};

/** Adapters and rules as they are now. */
export type Now = { readonly loaded: readonly LoadedSource[]; readonly rules: RuleSet };

/** What a listing said stands: only what the page says is read again. */
const LISTED = new Set(['rest', 'feed', 'sitemap']);

/** Makes what reads and scores one post again, by its id; undefined for a post that is gone. */
export function replayer(store: Store, { loaded, rules }: Now): (id: number) => PostReplay | undefined {
  const sources = new Map(loaded.map((one) => [one.source.id, one]));
  return (id) => {
    const post = storedPost(store, id);
    if (post === undefined) return undefined;
    const page = keptPage(store, id);
    const one = sources.get(post.sourceId);
    const again = page === undefined || one === undefined ? undefined : readAgain(page, post, one);
    return { reread: again !== undefined, changes: changesOf(store, post, again, rules) };
  };
}

/** A post over whose page reading was ended, which nobody could read today. */
export function unreadReplay(store: Store, id: number, why: string): PostReplay | undefined {
  const post = storedPost(store, id);
  return post === undefined ? undefined : { reread: false, changes: [unreadableNow(post, why)] };
}

export function sumReplays(replays: readonly (PostReplay | undefined)[]): ReplayReport {
  const met = replays.filter((one) => one !== undefined);
  return {
    posts: met.length,
    reread: met.filter(({ reread }) => reread).length,
    changes: met.flatMap(({ changes }) => changes),
  };
}

function readAgain(page: StoredPage, stored: StoredPost, { source }: LoadedSource): Post | string {
  const card: Card = {
    url: stored.url,
    ...(LISTED.has(stored.dateOrigin) ? { published: readDate(stored.published ?? '', 'feed') } : {}),
  };
  const post = readKept(page, source, card);
  return 'kind' in post ? post.why : post;
}

function changesOf(
  store: Store,
  stored: StoredPost,
  again: Post | string | undefined,
  rules: RuleSet,
): ReplayChange[] {
  if (typeof again === 'string') return [unreadableNow(stored, again)];
  const told = toldOf(stored);
  const before = verdictOf(store, stored.id);
  const blocks = again?.blocks ?? stored.blocks;
  const after = classify({ url: stored.url, title: again?.title ?? stored.title, blocks }, rules);
  const [was, is] = [before.band !== 'below', after.band !== 'below'];
  const [from, to] = [before.score, after.score];
  const kind = was === is ? 'score' : is ? 'gained' : 'lost';
  const scored: ReplayChange[] =
    was === is && Math.abs(from - to) < 0.05 ? [] : [{ ...told, kind, before: from, after: to }];
  return again === undefined ? scored : [...scored, ...readingChanges(told, stored, again)];
}

type Told = Pick<ReplayChange, 'url' | 'source' | 'title'>;

function toldOf({ url, sourceId, title }: StoredPost): Told {
  return { url, source: sourceId, title };
}

function unreadableNow(stored: StoredPost, why: string): ReplayChange {
  return { ...toldOf(stored), kind: 'unreadable', before: null, after: why };
}

function readingChanges(told: Told, stored: StoredPost, again: Post): ReplayChange[] {
  const date = again.published.value;
  // A date that only the listing showed cannot be read from the page, so its absence says nothing.
  const isOtherDate = date !== stored.published && date !== null;
  const [wordsBefore, wordsAfter] = [stored.words, words(again)];
  const isOtherText = Math.abs(wordsBefore - wordsAfter) > Math.max(5, wordsBefore * 0.02);
  return [
    ...(isOtherDate ? [{ ...told, kind: 'date' as const, before: stored.published, after: date }] : []),
    ...(again.title === stored.title
      ? []
      : [{ ...told, kind: 'title' as const, before: stored.title, after: again.title }]),
    ...(isOtherText
      ? [{ ...told, kind: 'text' as const, before: `${wordsBefore} words`, after: `${wordsAfter} words` }]
      : []),
  ];
}

function words({ blocks }: Post): number {
  return blocks
    .map(({ text }) => text)
    .join('\n\n')
    .split(/\s+/).length;
}
