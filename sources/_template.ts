/**
 * What this site is, who writes there, and why its posts are worth a reviewer's time.
 *
 * History
 * - Moves, redesigns and renamed sections, with dates. [seen]
 *
 * Notes
 * - Every fact ends in its mark: [seen] on a page you read, or [guess] (and what it was guessed from).
 * - What the listing looks like, how it pages, how dates are written, which words are boilerplate. [seen]
 * - Why this witness is independent of the listing. [guess] (Where there is none: "No witness" and a colon,
 *   then why.)
 *
 * When it breaks: the likeliest break, and its first sign.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, listing, sitemap } from '../src/base/strategies.ts';

export default defineSource({
  id: 'file-name',
  name: 'As reviewers will read it',
  publisher: 'Who publishes it',
  home: 'https://www.example.org/news/',
  hosts: { canonical: 'www.example.org', aliases: ['example.org'] },
  cadence: { perMonth: 4, quietOkDays: 60 },
  discover: listing({
    url: '/news/',
    card: 'article',
    link: 'h3 a',
    title: 'h3',
    date: ['time@datetime', 'time'],
    next: 'a[rel=next]',
  }),
  witness: sitemap({ url: '/sitemap.xml', include: /\/news\// }),
  article: {
    title: [jsonLd('headline'), 'h1'],
    date: 'auto',
    body: ['main article', 'auto'],
    drop: ['.share', '.related'],
  },
  keep: (card) => !/\/events\//.test(card.url),
  empty: ($) => $('.no-results').length > 0,
});
