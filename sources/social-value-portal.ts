/**
 * Social Value Portal sells a way to measure social value, and tells what its customers, many of them councils,
 * got for their contracts. A vendor's voice, but with figures: five of six pages read were case studies.
 *
 * History
 * - /case-study/<slug>/ until about 2023, dated 04/09/2023 (day first); /success-stories/<slug> since. [seen]
 * - The move looks like one from WordPress to HubSpot: [guess], from ?hs_amp=true and "Dec 3, 2024 2:15:00 PM".
 *
 * Notes
 * - ?hs_amp=true is the same story for telephones. [seen] It is dropped from keys.
 * - /news-and-insights/, /resources/insight/ and /community/local-impact/ hold other writing. [seen]
 * - HubSpot serves a feed at <blog>/rss.xml by default; that success stories are such a blog is a [guess].
 * - Witness: /sitemap.xml, which HubSpot writes for every site: [guess].
 * - Article selectors are HubSpot's stock classes: [guess].
 * - In an address of the old form the slug is the old one. [seen] The site redirects; the redirect becomes an
 *   alias. No rule here guesses that slugs are the same.
 *
 * When it breaks: the section is renamed again and the feed answers 404.
 */
import { defineSource } from '../src/base/source.ts';
import { feed, jsonLd, sitemap } from '../src/base/strategies.ts';

export default defineSource({
  id: 'social-value-portal',
  name: 'Social Value Portal success stories',
  publisher: 'Social Value Portal',
  home: 'https://www.socialvalueportal.com/success-stories',
  hosts: { canonical: 'www.socialvalueportal.com', aliases: ['socialvalueportal.com'] },
  dropParams: ['hs_amp'],
  cadence: { perMonth: 2, quietOkDays: 90 },
  discover: feed({ url: '/success-stories/rss.xml' }),
  witness: sitemap({ url: '/sitemap.xml', include: /\/success-stories\/[^/]+$/ }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1', 'meta[property="og:title"]@content'],
    author: [jsonLd('author'), '.blog-post__author-name'],
    date: ['auto', '.blog-post__timestamp'],
    body: ['.blog-post__body', '#hs_cos_wrapper_post_body', 'main article', 'auto'],
    drop: ['.blog-post__tags', '.blog-related-posts', '.hs-cta-wrapper', '[class*="cookie"]', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [1, 18],
    post: ['date'],
    words: 36,
  },
  keep: ({ url }) => !/\/(tag|author|page)\//.test(new URL(url).pathname),
});
