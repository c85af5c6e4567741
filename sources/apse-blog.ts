/**
 * APSE's blog: opinion since 2008, mostly by its chief executive. Few cases, but now and then the story of a
 * council that bought well, told in the first person.
 *
 * History
 * - Moved at least once: slugs keep the scars (`permalink-saving-the-planet`, `more-bang-for-the-public-book`).
 *   [seen] They are addresses; never repair one.
 * - The same ColdFusion site as apse-news, with the same four spellings of each path. [seen]
 *
 * Notes
 * - Listing at /blog/, day archives /blog/date/2009/1/31/ and tag listings /blog/tag/Apse/. [seen]
 * - A teaser reads "By Paul O'Brien … Read More"; dates read "January 31, 2009" in day archives and
 *   "12 November 2019" in tag listings. [seen]
 * - The markup of cards, of "Read More" and of dates: [guess], after Mura's habits.
 * - Witness: the tag listing "Apse", the only other seen address that lists posts. That new posts carry the
 *   tag is a [guess]; where they do not, it can only stay silent, never cry wolf.
 *
 * When it breaks: day and tag archives turn up as posts (hence `keep`), or the author leaves.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing } from '../src/base/strategies.ts';

const fields = {
  card: ['.mura-index dl', '.svIndex dl', 'article', '.blog-post', 'li:has(h3 a)'],
  link: ['dt a', 'h3 a', 'h2 a', 'a:contains("Read More")'],
  title: ['dt a', 'h3', 'h2'],
  date: ['time@datetime', '.releaseDate', '.mura-item-meta__date', '.date'],
  teaser: ['.summary', 'dd p', 'p'],
  next: ['a[rel=next]', '.navNext a', 'a[href*="startrow=" i]:contains("Next")'],
} as const;

export default defineSource({
  id: 'apse-blog',
  name: 'APSE blog',
  publisher: 'APSE',
  home: 'https://www.apse.org.uk/apse/index.cfm/blog/',
  hosts: { canonical: 'www.apse.org.uk', aliases: ['apse.org.uk'] },
  urlRules: [{ from: /^\/(?:index\.cfm\/apse|apse\/index\.cfm)(?=\/|$)/i, to: '/apse/index.cfm' }],
  dropParams: ['CFID', 'CFTOKEN'],
  cadence: { perMonth: 1, quietOkDays: 120 },
  discover: listing({ url: '/apse/index.cfm/blog/', ...fields, maxPages: 3 }),
  witness: listing({ url: '/apse/index.cfm/blog/tag/Apse/', ...fields, maxPages: 1 }),
  article: {
    title: [jsonLd('headline'), '#primary h1', '#primary h2', 'h1'],
    author: [
      '.credits',
      '.author',
      ({ $ }) => /^By ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3})$/m.exec($('#primary').text())?.[1],
    ],
    date: ['.releaseDate', 'auto'],
    body: ['.mura-body', '#primary', 'auto'],
    drop: ['.releaseDate', '.credits', '.share', '#crumblist', '.comments', '.pageFooter'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    pages: true,
    post: ['author', 'date'],
    words: 49,
  },
  keep: ({ url }) => /\/blog\/(?!date\/|tag\/|category\/)[^/]+(?!.*\/tag\/)/i.test(new URL(url).pathname),
  empty: ($) => $('.noResults').length > 0,
});
