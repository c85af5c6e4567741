import { createHash } from 'node:crypto';
import { lowerCaseWords } from '../base/text.ts';
import type { CardContent } from '../model/card.ts';

/**
 * A hash of the words that a listing brought with a post, without those of its links: what feeds add to a text and change with each look
 * (other posts, counts of comments, campaigns) is linked.
 */
export function wordsBrought({ html }: CardContent): string {
  const own = html.replaceAll(/<a\b[^>]*>[\s\S]*?<\/a\s*>/gi, ' ').replaceAll(/<[^>]*>/g, ' ');
  return createHash('sha256').update(lowerCaseWords(own).join(' ')).digest('base64url');
}
