import type { ArticleRules, Source } from '../base/source.ts';
import { extractPost } from '../extract/extract.ts';
import { isSameTitle } from '../health/body-health.ts';
import { postText } from '../model/post.ts';
import type { PostOnRecord } from '../store/known-posts.ts';
import type { Sample } from '../workshop/survey/article-rules.ts';

/** A post as it is now, with what is on record of it. */
export type KnownSample = { readonly sample: Sample; readonly post: PostOnRecord };

/** How posts are read from now on: as before, where that reads the samples as they are on record, else as the survey found. */
export function mendedArticle(
  source: Source,
  found: ArticleRules,
  known: readonly KnownSample[],
): { readonly article: ArticleRules; readonly isKept: boolean } {
  const isKept = known.length > 0 && known.every((one) => readsAsBefore(source, one));
  if (isKept) return { article: source.article, isKept };
  const { drop } = source.article;
  return { article: drop === undefined ? found : { ...found, drop }, isKept };
}

function readsAsBefore(source: Source, { sample: { page, card }, post }: KnownSample): boolean {
  const read = extractPost(page, { source, card, now: new Date(page.fetchedAt) });
  if ('kind' in read || !isSameTitle(post.title, read.title)) return false;
  const words = postText(read).split(/\s+/).length;
  const isSameDay = post.published === null || read.published.value === post.published;
  return isSameDay && words >= post.words * 0.7 && words <= post.words * 1.4 + 20;
}
