import { councilByCode } from '../../src/classify/councils/councils.ts';
import { withdrawEntry } from '../../src/catalogue/publish.ts';
import { keepLink } from '../../src/store/links.ts';
import type { Store } from '../../src/store/open.ts';
import { freshStore, listed, NOON, type Story } from '../catalogue/fixtures.ts';

const named = (...codes: string[]) => codes.map((code) => ({ code, as: councilByCode(code)?.name ?? code }));

const HITS = [
  { rule: 'act.procure', points: 4 },
  { rule: 'outcome.saved', points: 3 },
];

const STORIES: readonly Story[] = [
  {
    title: 'Durham’s plastics pledge helps council partners and suppliers cut waste',
    blurb:
      'Find out how a county asked its suppliers what they could do without, and wrote the answers into its contracts.',
    councils: named('DUR'),
    topics: ['waste-recycling'],
    practices: ['early-market-engagement', 'circular-economy-reuse'],
    published: '2021-06-09',
  },
  {
    title: 'Northumberland Council cuts carbon with LED street lights',
    blurb:
      'Find out how one rural county renewed every lamp in its streets and let the savings pay for them.',
    councils: named('NBL'),
    topics: ['street-lighting'],
    practices: ['energy-ppa-performance-contract'],
    facts: {
      bought: '47,000 LED street lights',
      cost: { amount: 25_000_000, currency: 'GBP', say: '£25 million' },
      result: { say: 'Carbon from lighting cut by two thirds', value: 66, unit: '%' },
      route: 'open',
      starts: '2014',
      months: 48,
    },
    published: '2022-03-14',
  },
  {
    title: 'Buying school meals from farms within thirty miles',
    blurb:
      'Small lots, plain tender papers and a supper with growers brought eleven new suppliers to one framework.',
    councils: named('PRE', 'COP'),
    topics: ['food-catering'],
    practices: ['community-wealth-local-sme', 'social-value'],
    publisher: 'APSE',
    sourceId: 'apse-news',
    published: '2024-11',
  },
  {
    title: 'A shared framework for retrofit lets nine small councils buy like a big one',
    blurb: 'What the partners agreed before the tender, and why the second lot went to a co-operative.',
    councils: named('SHF', 'BNS', 'ROT', 'DNC'),
    topics: ['buildings-retrofit-heat', 'housing-repairs-homes'],
    practices: ['collaborative-joint-procurement'],
    publisher: 'Local Government Association',
    published: '2025-02-03',
  },
  {
    title: 'How to ask the market before you write the specification',
    blurb: 'Six questions that one buying team now asks suppliers first, and what each of them changed.',
    councils: [],
    topics: ['general-procurement-practice'],
    practices: ['early-market-engagement'],
    publisher: 'CLES',
    published: '2026',
  },
];

/** A catalogue with every kind of entry: live, moved, dead with and without a copy, withdrawn. */
export function filledStore(): Store {
  const store = freshStore();
  for (const [at, story] of STORIES.entries()) listed(store, { hits: HITS, ...story }, NOON + at * 1000);
  const dead = listed(store, {
    hits: HITS,
    title: 'A story whose page has gone',
    blurb: 'The publisher closed its site, but somebody had kept a copy of the page.',
  });
  const gone = listed(store, { title: 'A story whose page has gone without a copy' });
  const withdrawn = listed(store, { title: 'A story that was withdrawn' });
  const hostile = `"><script src=https://evil.example/x.js></script><img src=x onerror=alert(1)>`;
  listed(store, {
    title: hostile,
    publisher: hostile.slice(0, 100),
    url: 'https://ashden.org/news/hostile/',
    councils: [{ code: 'ZZZ', as: hostile }],
  });
  const link = {
    strikes: 3,
    checkedAt: NOON,
    nextAt: NOON,
    archiveTriedAt: NOON,
    movedTo: null,
    state: 'dead',
  } as const;
  keepLink(store, dead, {
    ...link,
    archiveUrl: 'https://web.archive.org/web/20240102030405/https://ashden.org/',
    archiveAt: Date.UTC(2024, 0, 2),
  });
  keepLink(store, gone, { ...link, archiveUrl: null, archiveAt: null });
  withdrawEntry(store, withdrawn, {
    kind: 'withdrawn',
    reason: 'Its publisher asked us to.',
    by: '1',
    at: NOON,
  });
  return store;
}

/** One page of every template and state, by address. */
export const TEMPLATES: readonly string[] = [
  '/',
  '/search?q=nothing-of-the-sort&council=DEV&topic=waste-recycling&stage=pre-market',
  '/case/3-buying-school-meals-from-farms-within-thirty-miles',
  '/case/6-a-story-whose-page-has-gone',
  '/case/8-a-story-that-was-withdrawn',
  '/case/1/report',
  '/council/NBL',
  '/topic/street-lighting',
  '/source/ashden-news',
  '/about/criteria',
  '/changes',
  '/status',
  '/suggest',
  '/for-sites',
  '/docs/api',
  '/data',
  '/embed/page?council=NBL&cpv=34928500',
  '/no-such-page',
];

/** Every kind of public page, by address. */
export const PAGES: readonly string[] = [
  ...TEMPLATES,
  '/search',
  '/search?council=Atlantis',
  '/case/1-durhams-plastics-pledge-helps-council-partners-and-suppliers',
  '/case/7-a-story-whose-page-has-gone-without-a-copy',
  '/case/9-script-src-https-evil-example-x-js-script-img-src-x',
  '/council/COP',
  '/practice/social-value',
];
