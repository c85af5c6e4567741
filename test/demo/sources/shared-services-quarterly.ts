import { defineSource } from '../../../src/base/source.ts';
import { browser, sitemap } from '../../../src/base/strategies.ts';

// History: made for the demonstration site of the same name (test/demo/js-site.ts).
// Notes: the list is empty until a script has fetched it, six stories a press; a story itself is plain HTML.
export default defineSource({
  id: 'shared-services-quarterly',
  name: 'Shared Services Quarterly (demonstration)',
  publisher: 'Shared Services Quarterly (demonstration)',
  home: 'https://shared-services.example/stories',
  hosts: { canonical: 'shared-services.example' },
  cadence: { perMonth: 4, quietOkDays: 60 },
  discover: browser({
    url: '/stories',
    card: '.story-card',
    link: 'h2 a',
    title: 'h2',
    date: 'time',
    teaser: 'p',
    more: '.load-more',
    maxPages: 3,
  }),
  witness: sitemap({ url: '/sitemap.xml', include: /\/stories\// }),
  article: { title: 'h1', date: 'time', body: '.story-text' },
});
