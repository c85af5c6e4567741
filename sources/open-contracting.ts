/**
 * The Open Contracting Partnership: how governments, cities among them, bought better by showing what they do.
 * Mostly outside the United Kingdom, and worth reading for that.
 *
 * History
 * - Posts have lived at /YYYY/MM/DD/<slug> since at least 2017. [seen]
 * - Some were cross-posted on sunlightfoundation.com, which kept two copies of its own. [seen]
 *
 * Notes
 * - The day stands in the path. [seen]
 * - /ru/2017/… is the Russian copy of a post. [seen] Copies under other languages are likely: [guess]. All are
 *   left out, for the rules read English.
 * - With and without www, and with ?lang=es, which shows the same English text. [seen]
 * - WordPress, its REST answer and its feed: [guess], from dated permalinks. Both witnesses of one machine are
 *   better than none: a switched-off REST shows as 404 while the feed goes on.
 * - Article selectors serve only where REST brings no body: [guess].
 *
 * When it breaks: a page builder empties `content.rendered`, and coverage of bodies falls.
 */
import { defineSource } from '../src/base/source.ts';
import { feed, jsonLd, wordpress } from '../src/base/strategies.ts';

export default defineSource({
  id: 'open-contracting',
  name: 'Open Contracting Partnership',
  publisher: 'Open Contracting Partnership',
  home: 'https://www.open-contracting.org/news/',
  hosts: { canonical: 'www.open-contracting.org', aliases: ['open-contracting.org'] },
  dropParams: ['lang'],
  cadence: { perMonth: 5, quietOkDays: 45 },
  discover: wordpress({ base: '/', type: 'posts', maxPages: 5 }),
  witness: feed({ url: '/feed/' }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1', 'meta[property="og:title"]@content'],
    author: [jsonLd('author'), '.author', 'meta[name=author]@content'],
    date: 'auto',
    body: ['.entry-content', 'main article', 'auto'],
    drop: ['.share', '.related-posts', '.newsletter-signup', '[class*="cookie"]', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [1, 18],
    post: ['date'],
    words: 28,
  },
  keep: ({ url }) => /^\/\d{4}\/\d{2}\/\d{2}\/[^/]+/.test(new URL(url).pathname),
});
