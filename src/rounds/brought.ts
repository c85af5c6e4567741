import { createHash } from 'node:crypto';
import { lowerCaseWords, withoutElements, withoutTags } from '../base/text.ts';
import type { CardContent } from '../model/card.ts';

const LINKS = [{ start: /<a\b/gi, end: /<\/a\s*>/gi }];

/**
 * A hash of the words that a listing brought with a post, without those of its links: what feeds add to a text and change with each look
 * (other posts, counts of comments, campaigns) is linked.
 */
export function wordsBrought({ html }: CardContent): string {
  const own = withoutTags(withoutElements(html, LINKS));
  return createHash('sha256').update(lowerCaseWords(own).join(' ')).digest('base64url');
}
