/**
 * Ashden, a climate charity, writes up what councils do under /news/: two of its pieces are the ones that
 * mySociety linked by hand as good procurement, which is how this project began.
 *
 * History
 * - 2008–2009 ashdenawards.blogspot.com, c. 2010 www.ashdenawards.org, then www.ashden.org, now ashden.org. [seen]
 * - /programmes/ gave way to /sustainable-towns-cities/; the council series made with Friends of the Earth
 *   (40 stories) is copied word for word to other sites, so the stories outlive the address. [seen]
 *
 * Notes
 * - Posts live at /news/<slug>/; council cases, policy responses, overseas energy and award news share that
 *   one stream without tags. [seen]
 * - A kicker ("Guidance for local authorities, …") stands above the title, so the first line is never the
 *   title. "Posted By: Craig Burnett" names the author, on some pages only. [seen]
 * - No date stands in the text of any page read. [seen] REST should bring it. [guess]
 * - WordPress, its REST answer at /wp-json/wp/v2/posts and the sitemap index: [guess], from trailing-slash
 *   slugs and a facet plug-in's query parameter. Should news be a type of its own, `type` is what changes.
 * - All article selectors are [guess].
 *
 * When it breaks: REST answers 404, or the sitemap shows /news/ addresses that REST never lists.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, sitemap, wordpress } from '../src/base/strategies.ts';

export default defineSource({
  id: 'ashden-news',
  name: 'Ashden news',
  publisher: 'Ashden',
  home: 'https://ashden.org/news/',
  hosts: { canonical: 'ashden.org', aliases: ['www.ashden.org'] },
  cadence: { perMonth: 6, quietOkDays: 45 },
  discover: wordpress({ base: '/', type: 'posts' }),
  witness: sitemap({ url: '/sitemap_index.xml', include: /\/news\/[^/]+\/?$/ }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1', 'meta[property="og:title"]@content'],
    author: [
      jsonLd('author'),
      '.entry-author',
      ({ $ }) => /Posted By:\s*([^\n|]{2,60}?)\s*(?:\n|\||$)/.exec($('main, body').first().text())?.[1],
    ],
    date: 'auto',
    body: ['.entry-content', 'main article', 'auto'],
    drop: ['.kicker', '.share', '.related-posts', '.twitter-tweet', '.video-placeholder', 'form'],
  },
  expect: {
    cards: 3,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    post: ['date'],
    words: 62,
  },
  keep: (card) => !/\/(awards?|events?|vacanc(y|ies)|jobs)\//.test(new URL(card.url).pathname),
});
