/**
 * The Slow Lane: Sascha Haselmayer's essays on slow, patient public work. The story of Eindhoven's lamps, from
 * which this project has its name, is told here; a city's purchase sits inside a reflection, so most posts
 * fall below the line and a few are gems.
 *
 * History
 * - 2021 on Medium (embracing-austerity), then slowlane.us; the stories became a book in 2023. [seen]
 * - Titles change and slugs stay: /14-finding-delight-in-public-procurement/ is now called otherwise. [seen]
 *
 * Notes
 * - Numbered stories at /<slug>/, dated "Oct 14, 2021 9 min read", with /amp copies and with or without the
 *   last slash. [seen] /slow-lane-principles/ is a page, not a story. [seen]
 * - Ghost: [guess], from root slugs and /amp. Its feed at /rss/ and its post sitemap at /sitemap-posts.xml are
 *   Ghost's defaults (the feed is in Ghost's own documentation [seen]; that this site has them is a [guess]).
 * - Article selectors are the classes of Ghost's stock themes: [guess].
 *
 * When it breaks: it may simply have ended, for the book is out; the long `quietOkDays` says so. A new host
 * would show as "moved".
 */
import { defineSource } from '../src/base/source.ts';
import { feed, jsonLd, sitemap } from '../src/base/strategies.ts';

export default defineSource({
  id: 'slow-lane',
  name: 'The Slow Lane',
  publisher: 'Sascha Haselmayer',
  home: 'https://slowlane.us/',
  hosts: { canonical: 'slowlane.us', aliases: ['www.slowlane.us'] },
  urlRules: [{ from: /\/amp\/?$/, to: '/' }],
  cadence: { perMonth: 0.5, quietOkDays: 365 },
  discover: feed({ url: '/rss/' }),
  witness: sitemap({ url: '/sitemap-posts.xml' }),
  article: {
    title: [jsonLd('headline'), '.article-title', 'h1', 'meta[property="og:title"]@content'],
    author: [jsonLd('author'), '.author-name', 'meta[name=author]@content'],
    date: ['auto', 'time@datetime'],
    body: ['.gh-content', '.post-content', 'article', 'auto'],
    drop: ['.gh-subscribe', '.gh-post-upgrade-cta', '.kg-signup-card', '.read-more', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [1, 18],
    post: ['date'],
    words: 46,
  },
  keep: ({ url }) => !/^\/(tag|author|slow-lane-principles|about)(\/|$)/.test(new URL(url).pathname),
});
