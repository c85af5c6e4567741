/**
 * The Local Government Association's case studies: every theme a council works on, of which buying is a
 * small share. Written by the councils themselves to a template: the challenge, the solution, the impact.
 *
 * History
 * - Liferay, with /web/guest/… addresses (dead now), then Drupal. [seen]
 * - Sections are renamed and old and new addresses both go on serving (procurement → procurement-hub). [seen]
 * - A site-wide banner changes with each campaign: read as text it would "change" every page on one day. [seen]
 *
 * Notes
 * - The same pages answer on www, www2, lb, lb2 and on the political groups' hosts. [seen]
 * - pas.gov.uk/case-studies/… mirrors listing and posts. [seen]
 * - Slugs are cut at a word limit and often leave out the council. [seen] Never repair a slug.
 * - "View all <topic> articles" stands above the text: an unofficial tag on an untagged listing. [seen]
 * - No date is printed on a case study, and updates are written into the text ("As of 17 January 2023"). [seen]
 *   A date may stand in the metadata or the sitemap. [guess]
 * - The listing at /case-studies goes on by page=1, 2, …; sort_by=created and sort_order=DESC put the newest first,
 *   whatever the site's own order is, and "Your search returned 1,137 results" stands above it. [seen]
 *   `views-row`, `pager__item--next` and all other class names are Drupal's defaults: [guess].
 * - Cases outside /case-studies/ exist: a long slug at the root, or /node/8259100. [seen] Where the listing shows them
 *   they are taken; sections, whose names are short, are not.
 * - E-mail masking shows Cloudflare in front. [seen] A challenge ends the run as "blocked": a person looks.
 *
 * When it breaks: a redesign leaves no card; then the sitemap goes on showing addresses that no card has.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing, sitemap } from '../src/base/strategies.ts';

export default defineSource({
  id: 'lga-case-studies',
  name: 'LGA case studies',
  publisher: 'Local Government Association',
  home: 'https://www.local.gov.uk/case-studies',
  hosts: {
    canonical: 'www.local.gov.uk',
    aliases: [
      'www.pas.gov.uk',
      'pas.gov.uk',
      'local.gov.uk',
      'www2.local.gov.uk',
      'lb.local.gov.uk',
      'lb2.local.gov.uk',
      'lgaconservatives.local.gov.uk',
      'www.lgaindependent.local.gov.uk',
      'lgalabour.local.gov.uk',
      'libdemgroup.lga.gov.uk',
    ],
  },
  cadence: { perMonth: 20, quietOkDays: 30 },
  discover: listing({
    url: '/case-studies?sort_by=created&sort_order=DESC',
    card: ['.view-content .views-row', 'article.node--view-mode-teaser', 'main li:has(h3 a)'],
    link: ['h3 a', 'h2 a', 'a[rel=bookmark]', 'a[href*="/case-studies/"]'],
    title: ['h3', 'h2', 'a'],
    teaser: ['.field--name-field-summary', '.field--name-body', 'p'],
    pages: { param: 'page', first: 0, step: 1 },
    maxPages: 3,
  }),
  witness: sitemap({ url: '/sitemap.xml', include: /\/case-studies\/[^/]+$/ }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1'],
    date: 'auto',
    body: ['article .node__content', 'main article', 'main', 'auto'],
    drop: [
      '[class*="site-banner"]',
      '.view-all-topic',
      '.breadcrumb',
      '[class*="related"]',
      '[class*="share"]',
      'form',
    ],
  },
  expect: {
    cards: 6,
    card: ['title', 'teaser'],
    titleWords: [2, 18],
    pages: true,
    words: 63,
    language: 'en',
  },
  keep: ({ url }) => /^\/(?:case-studies\/|node\/\d+$|(?:[^/-]+-){4,}[^/]*$)/.test(new URL(url).pathname),
  empty: ($) => $('.view-empty').length > 0,
});
