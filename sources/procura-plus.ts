/**
 * Procura+, ICLEI's network of European public buyers: news of what its cities and regions bought, and awards.
 * Mostly not British; three of seven pages read were case studies.
 *
 * History
 * - The awards page has moved, and a stray mirror sits on a hosting company's own domain. [seen] The mirror is
 *   no alias: nobody offers it.
 *
 * Notes
 * - /news/ prints whole items inline, each with a date such as "2 June 2023". [seen]
 * - /case-studies/ lists blurbs whose cases are PDFs. [seen] Those are entered by hand.
 * - A sister site of ICLEI names its items ?c=search&uid=cHml1U5O. [seen] That Procura+ does the same is a
 *   [guess]: the first link of the chain looks for it, so `uid` must never be dropped from a key.
 * - An item without a link of its own gives no card, which shows as missing titles: [guess] that all have one.
 * - Class names are [guess]. Next pages: none known, so one page a run.
 * - Witness: the home page, where the latest news has another template: [guess].
 *
 * When it breaks: an empty listing, or the home page shows news that the listing does not have.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing } from '../src/base/strategies.ts';

export default defineSource({
  id: 'procura-plus',
  name: 'Procura+ news',
  publisher: 'ICLEI',
  home: 'https://procuraplus.org/news/',
  hosts: { canonical: 'procuraplus.org', aliases: ['www.procuraplus.org'] },
  cadence: { perMonth: 2, quietOkDays: 90 },
  discover: listing({
    url: '/news/',
    card: ['main article', '.news-item', '.news-list-view .article', 'main li:has(h3)'],
    link: ['a[href*="uid="]', 'h3 a', 'h2 a', 'a[href*="/news/"]'],
    title: ['h3', 'h2'],
    date: ['time@datetime', 'time', '.date', '.news-date'],
    teaser: ['.teaser', 'p'],
    maxPages: 1,
  }),
  witness: listing({
    url: '/',
    card: ['a[href*="/news/?c=search"]', 'a[href*="/news/"]'],
    link: '.',
    title: '.',
    maxPages: 1,
  }),
  article: {
    title: [jsonLd('headline'), 'main article h1', 'main h1', 'h1', 'main h2'],
    date: ['auto', '.date', '.news-date'],
    body: ['main article', 'main', 'auto'],
    drop: ['.share', '.related', '.news-archive', '[class*="cookie"]', 'form'],
  },
  expect: {
    cards: 1,
    card: ['title', 'date', 'teaser'],
    titleWords: [2, 18],
    post: ['date'],
    words: 30,
    language: 'en',
  },
  keep: ({ url }) => !/\.pdf$/i.test(new URL(url).pathname) && !/\/news\/?$/.test(url),
});
