/**
 * Friends of the Earth's climate action pages: with Ashden it wrote forty council stories, and it keeps its own
 * copies of them beside advice for local groups.
 *
 * History
 * - Four homes in five years: takeclimateaction.uk (2019–21), climate.friendsoftheearth.uk (2021),
 *   groups.friendsoftheearth.uk (2022 on), with friendsoftheearth.uk/climate/ beside them. [seen]
 * - On the groups site every item reads "20 Sep 2024", though the same Kent story read 08 Sep 2022 on an older
 *   listing. [seen] That was a bulk re-publication: a newest-first crawl takes the archive for news on such a
 *   day, and the storm brake is what holds it back.
 *
 * Notes
 * - /climate-action?page=3 lists them, first page 0. [seen]
 * - /resources/councils-tackling-climate-chaos?topic=57 lists council stories on one topic. [seen] It has another
 *   template, so it is the witness.
 * - takeclimateaction.uk had its stories at /stories/<slug>. [seen]
 * - Drupal, and therefore `views-row` and the rest: [guess].
 * - Links carry link_id, can_id and email_referrer from newsletters. [seen] They are dropped from keys, and so is the
 *   topic that a listing was narrowed to.
 * - That the older hosts had the same paths, so that their addresses are aliases: [guess].
 * - The main site prints "Published: 10 Mar 2022 | 4 minute read". [seen]
 *
 * When it breaks: the host moves again ("moved"), or one date stands on the whole listing ("storm").
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing } from '../src/base/strategies.ts';

const fields = {
  card: ['.view-content .views-row', 'article.node--view-mode-teaser', 'main article', 'main li:has(h3 a)'],
  link: ['h3 a', 'h2 a', 'a[rel=bookmark]', 'a'],
  title: ['h3', 'h2', 'a'],
  date: ['time@datetime', 'time', '.date'],
  teaser: ['.field--name-field-summary', '.field--name-body', 'p'],
} as const;

export default defineSource({
  id: 'foe-councils',
  name: 'Friends of the Earth climate action',
  publisher: 'Friends of the Earth',
  home: 'https://groups.friendsoftheearth.uk/climate-action',
  hosts: {
    canonical: 'groups.friendsoftheearth.uk',
    aliases: [
      'climate.friendsoftheearth.uk',
      'campaigning.friendsoftheearth.uk',
      'takeclimateaction.uk',
      'www.takeclimateaction.uk',
    ],
  },
  dropParams: ['link_id', 'can_id', 'source', 'email_referrer', 'email_subject', 'topic'],
  cadence: { perMonth: 2, quietOkDays: 120 },
  discover: listing({
    url: '/climate-action',
    ...fields,
    pages: { param: 'page', first: 0, step: 1 },
    maxPages: 4,
  }),
  witness: listing({ url: '/resources/councils-tackling-climate-chaos?topic=57', ...fields, maxPages: 1 }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1'],
    date: 'auto',
    body: ['article .node__content', 'main article', 'main', 'auto'],
    drop: ['.breadcrumb', '[class*="share"]', '[class*="related"]', '[class*="newsletter"]', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    pages: true,
    post: ['date'],
    words: 30,
    language: 'en',
  },
  keep: ({ url }) => /^\/(climate-action|resources|stories)\/[^/]+/.test(new URL(url).pathname),
  empty: ($) => $('.view-empty').length > 0,
});
