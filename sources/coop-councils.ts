/**
 * The Co-operative Councils' Innovation Network: case studies by member councils on commissioning, ethical
 * home care and social value. Half of what was read is about how a council bought.
 *
 * History
 * - With and without www, with and without the last slash, and as ?p=17762: all of them stored. [seen]
 * - The text once went through the wrong encoding: pounds read "ÂŁ110 million". [seen] That is in the site's own
 *   text, so it is not ours to repair.
 *
 * Notes
 * - Cases at /case-study/<slug>. [seen] A toolkit sits among them: [seen] the rules, not the address, must
 *   tell it from a case.
 * - Posts of other kinds stand at /publication/<slug> and at the root, with days such as "28th Jul 2022". [seen] They are
 *   no case studies, and neither the type nor the witness asks for them.
 * - A cookie dialog and related posts stand before the body. [seen] Both are dropped; their class names: [guess].
 * - WordPress: [guess], from ?p=. The REST name `case-study` is a [guess] from the path; WordPress answers a
 *   wrong one with 404 `rest_no_route`, which is loud.
 * - Witness: the sitemap index of the usual plug-in, for addresses under /case-study/: [guess].
 * - Years of a study ("2018/19 figures") stand in its text; when it was published does not. [seen]
 *
 * When it breaks: the section is renamed, old slugs redirect, and titles already known come back as new.
 */
import { defineSource } from '../src/base/source.ts';
import { jsonLd, sitemap, wordpress } from '../src/base/strategies.ts';

export default defineSource({
  id: 'coop-councils',
  name: 'Co-operative Councils case studies',
  publisher: 'Co-operative Councils’ Innovation Network',
  home: 'https://www.councils.coop/case-studies/',
  hosts: { canonical: 'www.councils.coop', aliases: ['councils.coop'] },
  cadence: { perMonth: 1, quietOkDays: 180 },
  discover: wordpress({ base: '/', type: 'case-study' }),
  witness: sitemap({ url: '/sitemap_index.xml', include: /\/case-study\/[^/]+\/?$/ }),
  article: {
    title: [jsonLd('headline'), 'main h1', 'h1', 'meta[property="og:title"]@content'],
    date: 'auto',
    body: ['.entry-content', 'main article', 'main', 'auto'],
    drop: ['[class*="cookie"]', '[id*="cookie"]', '[role="dialog"]', '[class*="related"]', '.share', 'form'],
  },
  expect: { cards: 1, card: ['title', 'date', 'teaser'], titleWords: [2, 18], words: 31 },
});
