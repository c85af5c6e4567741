import type { Source } from '../base/source.ts';
import { discover } from '../discover/discover.ts';
import { extractPost } from '../extract/extract.ts';
import { postText } from '../model/post.ts';
import { takeInHand } from '../reading/in-hand.ts';
import type { Recording } from './recordings.ts';

/** What is read from a recording today, field by field, in the words of its `expected.json`. */
export type Replayed = Readonly<Record<string, unknown>>;

/** Reads a recorded page as a run would: no network, and the recording's own clock. */
export function replay({ name, http, page }: Recording, source: Source): Replayed {
  takeInHand(`the recording ${name} of ${source.id} (${page.url})`);
  if (http.step === 'article') return readArticle(page, source);
  const strategy = http.step === 'witness' ? source.witness : source.discover;
  if (strategy === undefined) return { problem: 'the source has no witness' };
  const found = discover(page, { source, strategy, pageNumber: http.page });
  if (found.problem !== undefined) return { problem: found.problem };
  const cards = found.cards.map(({ url, title, published }) => ({
    url,
    title: title ?? null,
    date: published?.value ?? null,
  }));
  return { cards, next: found.next, declaredEmpty: found.declaredEmpty };
}

function readArticle(page: Recording['page'], source: Source): Replayed {
  const post = extractPost(page, { source, now: new Date(page.fetchedAt) });
  if ('kind' in post) return { unreadable: post.why };
  const lede = post.blocks.find((block) => block.kind === 'lede')?.text ?? '';
  return {
    title: post.title,
    author: post.author ?? null,
    date: post.published.value,
    precision: post.published.precision,
    lede: lede.slice(0, 80),
    words: postText(post).split(/\s+/).length,
  };
}
