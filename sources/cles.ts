/**
 * The Centre for Local Economic Strategies, the home of community wealth building: Preston, Manchester and the
 * councils that followed them in spending close to home. Five of nine pages read were case studies, the best
 * yield but one of all sources.
 *
 * History
 * - Two pages on Preston, an old and a new one, are both live: old work is kept, not redirected. [seen]
 *
 * Notes
 * - /blog/, /news/, /publications/ and /community-wealth-building-in-practice/…; tag archives at /tag/. [seen]
 * - ?mode=grid changes only how a listing looks. [seen] It is dropped from keys.
 * - WordPress: [guess], from /tag/, /blog_category/ and trailing slashes. /blog_category/ hints that the blog
 *   is a post type of its own, whose REST name is unknown; /blog/feed/ is right either way, so the feed it is.
 *   It holds some ten posts: a burst of more between two runs shows as a gap.
 * - Witness: the sitemap index of the usual plug-in: [guess].
 * - Article selectors: [guess].
 *
 * When it breaks: /blog/ is renamed and the feed answers 404, or the feed stays empty beside a sitemap that grows.
 */
import { defineSource } from '../src/base/source.ts';
import { feed, jsonLd, sitemap } from '../src/base/strategies.ts';

export default defineSource({
  id: 'cles',
  name: 'CLES blog',
  publisher: 'Centre for Local Economic Strategies',
  home: 'https://cles.org.uk/blog/',
  hosts: { canonical: 'cles.org.uk', aliases: ['www.cles.org.uk'] },
  dropParams: ['mode'],
  cadence: { perMonth: 4, quietOkDays: 60 },
  discover: feed({ url: '/blog/feed/' }),
  witness: sitemap({ url: '/sitemap_index.xml', include: /\/blog\/[^/]+\/?$/ }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1', 'meta[property="og:title"]@content'],
    author: [jsonLd('author'), '.author', 'meta[name=author]@content'],
    date: ['auto', '.entry-date'],
    body: ['.entry-content', 'main article', 'auto'],
    drop: ['.share', '.related', '.newsletter', '[class*="cookie"]', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    post: ['date'],
    words: 44,
  },
  keep: ({ url }) => !/^\/(tag|blog_category|author|events?)\//.test(new URL(url).pathname),
});
