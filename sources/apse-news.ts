/**
 * The Association for Public Service Excellence: news of and for council front-line services. Awards,
 * suppliers' pieces and a few council stories in one stream; expect a trickle of candidates.
 *
 * History
 * - ColdFusion (index.cfm in every path), very likely Mura: `startRow` and `nextNID` are its paging. [seen]
 * - Three generations of navigation text have come and gone around the same addresses. [seen]
 *
 * Notes
 * - Every page answers in four spellings: /apse/index.cfm/… and /index.cfm/apse/…, both also with APSE, with
 *   and without www, http and https, with and without the last slash. [seen] One rule makes one key of them.
 * - Articles live at /news/articles/<year>/<slug>/; the path gives the year and nothing more. [seen]
 * - Paging is startRow here and startrow on the blog; both are followed. [seen]
 * - Listings show ten teasers and go on by ?startRow=11&nextNID=<GUID>, in either order. [seen] The GUID is
 *   unknown to us, so the next page is followed by its link, never built.
 * - A post's address followed by /tag/<word> is a tag listing ("16 item(s) tagged"). [seen] `keep` turns it away.
 * - Teasers came without titles or dates in the stored text. [seen] The markup may hold them: the chains for
 *   cards, titles and dates are Mura's habits and therefore [guess]. Dates elsewhere on the site read
 *   "12 November 2019" and "January 31, 2009". [seen]
 * - APSE Direct exists as PDFs only, and /members-area/ is readable but not offered: both are left out. [seen]
 * - No feed, REST or sitemap is known. The home page, which has a template of its own, is the witness: that it
 *   shows the latest news is a [guess].
 *
 * When it breaks: in January, as the year folder rolls over; or links come in the other spelling only.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing } from '../src/base/strategies.ts';

export default defineSource({
  id: 'apse-news',
  name: 'APSE news',
  publisher: 'APSE',
  home: 'https://www.apse.org.uk/apse/index.cfm/news/',
  hosts: { canonical: 'www.apse.org.uk', aliases: ['apse.org.uk'] },
  urlRules: [{ from: /^\/(?:index\.cfm\/apse|apse\/index\.cfm)(?=\/|$)/i, to: '/apse/index.cfm' }],
  dropParams: ['CFID', 'CFTOKEN'],
  cadence: { perMonth: 6, quietOkDays: 45 },
  discover: listing({
    url: '/apse/index.cfm/news/',
    card: ['.mura-index dl', '.svIndex dl', 'article', '.news-item', 'li:has(h3 a)'],
    link: ['dt a', 'h3 a', 'h2 a', 'a[href*="/news/articles/"]', 'a.readMore'],
    title: ['dt a', 'h3', 'h2'],
    date: ['time@datetime', '.releaseDate', '.mura-item-meta__date', '.date'],
    teaser: ['.summary', 'dd p', 'dd', 'p'],
    next: ['a[rel=next]', '.navNext a', 'a[href*="startrow=" i]:contains("Next")'],
    maxPages: 3,
  }),
  witness: listing({
    url: '/apse/index.cfm/',
    card: 'a[href*="/news/articles/"]',
    link: '.',
    title: '.',
    maxPages: 1,
  }),
  article: {
    title: [jsonLd('headline'), '#primary h1', '#primary h2', 'h1', 'meta[property="og:title"]@content'],
    author: ['.credits', '.author'],
    date: ['.releaseDate', 'auto'],
    body: ['.mura-body', '#primary', 'auto'],
    drop: ['.releaseDate', '.credits', '.share', '#crumblist', '.relatedContent', '.pageFooter'],
  },
  expect: {
    cards: 4,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    pages: true,
    post: ['date'],
    words: 59,
  },
  keep: ({ url }) =>
    !/\/(members-area|events|apse-direct|training|tag)(\/|$)|\.pdf$/i.test(new URL(url).pathname),
  empty: ($) => $('.noResults').length > 0,
});
