import * as z from 'zod';
import { asList, parseJson } from './parse-json.ts';

// Feeds come broken: a field that is not what it should be is as good as left out, and a number is as good as its digits.
const TextSchema = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const AuthorSchema = z.object({ name: TextSchema }).catch({});
const ItemSchema = z.object({
  id: TextSchema,
  url: TextSchema,
  external_url: TextSchema,
  title: TextSchema,
  summary: TextSchema,
  content_html: TextSchema,
  content_text: TextSchema,
  date_published: TextSchema,
  date_modified: TextSchema,
  author: AuthorSchema.optional(),
  authors: z.array(AuthorSchema).optional().catch(undefined),
});
const FeedSchema = z.object({
  items: z.preprocess(asList, z.array(z.unknown())),
  author: AuthorSchema.optional(),
  authors: z.array(AuthorSchema).optional().catch(undefined),
});

export type JsonFeedItem = z.output<typeof ItemSchema>;

/**
 * The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1) that are objects.
 * @throws Error when this is no JSON, or none with items.
 */
export function parseJsonFeed(text: string): readonly JsonFeedItem[] {
  const feed = FeedSchema.safeParse(parseJson(text));
  if (!feed.success) throw new Error('it has no list of items');
  // Who an item does not name is the feed's own author.
  const { author, authors } = feed.data;
  return feed.data.items.flatMap((item) => {
    const read = ItemSchema.safeParse(item);
    if (!read.success) return [];
    const isNamed = read.data.author !== undefined || read.data.authors !== undefined;
    return [isNamed ? read.data : { ...read.data, author, authors }];
  });
}
