import { lowerCaseWords, withoutElements, withoutTags } from '../base/text.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import type { Post } from '../model/post.ts';

/** A post with more text than this is one, whatever it is called. */
const ENOUGH_WORDS = 300;
/** Fewer words than this in a listing's title promise nothing ("Read more"). */
const LEAST_PROMISED = 3;
/** A page that holds less than this share of the promised words is about something else. */
const LEAST_SHARE = 0.34;

/**
 * Why a reading is not what its card promised, for a person; undefined where it may be. A wall in words that nobody listed, in any language,
 * is short and never says what the listing called the post. Words are sought on the whole page, so that a post that is headed otherwise
 * there is none the worse.
 */
export function doubtAbout(
  post: Post,
  { title = '' }: Pick<Card, 'title'>,
  page: Pick<Page, 'body'>,
): string | undefined {
  const promised = [...new Set(lowerCaseWords(title).filter((word) => word.length > 3))];
  if (promised.length < LEAST_PROMISED || hasEnoughWords(post)) return undefined;
  const shown = new Set(lowerCaseWords(visible(page.body)));
  const kept = promised.filter((word) => shown.has(word)).length;
  if (kept >= LEAST_SHARE * promised.length) return undefined;
  return `doubtful: its listing calls it "${title}", and the page says hardly any of these words; it is read again later`;
}

/** Counted no further than that, and without making a list of them: nearly all posts have enough. */
function hasEnoughWords({ blocks }: Post): boolean {
  let count = 0;
  for (const { text } of blocks) {
    const word = /[\p{L}\p{N}]+/gu;
    while (word.test(text)) {
      count += 1;
      if (count > ENOUGH_WORDS) return true;
    }
  }
  return false;
}

const SILENT = [
  { start: /<script\b/gi, end: /<\/script/gi },
  { start: /<style\b/gi, end: /<\/style/gi },
];

function visible(html: string): string {
  const shown = withoutElements(html, SILENT);
  return withoutTags(shown).replaceAll(/&#0?39;|&rsquo;|&#8217;/g, "'");
}
