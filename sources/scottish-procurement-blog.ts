/**
 * The Scottish Government's procurement blog: public bodies on what they bought and how, in their own words.
 * The one source of which a true REST answer was found.
 *
 * History
 * - On blogs.gov.scot, a WordPress network: each blog lives under a path of its own. [seen]
 *
 * Notes
 * - Posts at /public-procurement/YYYY/MM/DD/<slug>, so the day stands in the path. [seen]
 * - /public-procurement/wp-json/wp/v2/posts/1638 answered with id, date, date_gmt, modified, slug, link, title and
 *   content. [seen] That the whole list may be read is a [guess], though a blog that gives one post gives all.
 * - Titles and bodies carry entities (&#8217;, an en dash): decoded once, and only once. [seen]
 * - Witness: WordPress's own feed under the same path: [guess].
 * - Article selectors serve only where REST brings no body: [guess].
 * - Posts by ministers and notes on law share the stream: the rules tell them from cases. [guess]
 *
 * When it breaks: blogs.gov.scot is closed in favour of gov.scot, as other blogs there were; then REST is gone
 * and the feed with it.
 */
import { defineSource } from '../src/base/source.ts';
import { feed, jsonLd, wordpress } from '../src/base/strategies.ts';

export default defineSource({
  id: 'scottish-procurement-blog',
  name: 'Scottish public procurement blog',
  publisher: 'Scottish Government',
  home: 'https://blogs.gov.scot/public-procurement/',
  hosts: { canonical: 'blogs.gov.scot' },
  cadence: { perMonth: 2, quietOkDays: 90 },
  discover: wordpress({ base: '/public-procurement/', type: 'posts' }),
  witness: feed({ url: '/public-procurement/feed/' }),
  article: {
    title: [jsonLd('headline'), '.entry-title', 'main h1', 'h1'],
    author: [jsonLd('author'), '.entry-author', '.author'],
    date: ['auto', '.entry-date'],
    body: ['.entry-content', 'main article', 'auto'],
    drop: ['.sharedaddy', '.post-navigation', '.comments-area', '.tags-links', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [1, 18],
    post: ['date'],
    words: 36,
  },
  keep: ({ url }) => /^\/public-procurement\/\d{4}\//.test(new URL(url).pathname),
});
