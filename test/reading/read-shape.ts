import { readDate } from '../../src/base/dates/dates.ts';
import { defineSource, type Source } from '../../src/base/source.ts';
import { feed, listing, sitemap, wordpress } from '../../src/base/strategies.ts';
import { readRobots, rulesAllow, sitemapsOf } from '../../src/fetch/robots.ts';
import { read } from '../../src/reading/read.ts';
import type { ReadingResult } from '../../src/reading/messages.ts';
import { acceptFor } from '../../src/rounds/accept-for.ts';
import type { RawAnswer } from '../../src/reading/messages.ts';
import { arrived } from './arrived.ts';
import type { Shape } from './shapes.ts';

const NOW = Date.UTC(2026, 10, 28);

const about = {
  name: 'A',
  publisher: 'A',
  home: 'https://a.example/',
  hosts: { canonical: 'a.example' },
  cadence: { perMonth: 1, quietOkDays: 99 },
};
const cards = listing({
  url: '/news/',
  card: 'article',
  link: 'h3 a',
  title: 'h3',
  date: 'time',
  teaser: 'p',
  next: 'a[rel=next]',
  maxPages: 2,
});

const kindOf = (source: Source) => ({ kind: 'data', definition: source }) as const;

/** Sources that find all by themselves, or by selectors. */
const SOURCES: Readonly<Record<string, Source>> = {
  listing: defineSource({ ...about, id: 'listing', discover: cards }),
  feed: defineSource({ ...about, id: 'feed', discover: feed({ url: '/feed' }) }),
  sitemap: defineSource({ ...about, id: 'sitemap', discover: sitemap({ url: '/sitemap.xml' }) }),
  wordpress: defineSource({ ...about, id: 'wordpress', discover: wordpress({ base: '/', perPage: 100 }) }),
};
const chosen = defineSource({
  ...about,
  id: 'chosen',
  discover: cards,
  article: { title: 'h1', body: '.content', date: 'time' },
});

const TYPES: Readonly<Record<string, string>> = {
  feed: 'application/rss+xml',
  sitemap: 'application/xml',
  wordpress: 'application/json',
};

/** Reads what was sent as a reader does; how it is scored is counted in test/classify/hostile.test.ts. */
export async function readShape({ kind }: Pick<Shape, 'kind'>, body: string): Promise<ReadingResult> {
  if (kind === 'robots') return askRobots(body);
  if (kind === 'text') return { text: readDate(body, 'text', { now: new Date(NOW) }).precision };
  const url = `https://a.example/${kind}`;
  const type = body.startsWith('{') ? 'application/feed+json' : (TYPES[kind] ?? 'text/html');
  const answer = arrived(url, body, { type, fetchedAt: NOW });
  if (kind === 'post') return readAsPost({ answer, url });
  const request = { url, ...acceptFor(kind) };
  const reading = { kind: 'listing', answer, request, by: 'discover', pageNumber: 1 } as const;
  const source = SOURCES[kind];
  if (source === undefined) throw new Error(`no source reads a ${kind}`);
  return read({ adapter: kindOf(source), now: NOW, reading }, source);
}

/** A post is read by its site's selectors, and without them. */
async function readAsPost({ answer, url }: { answer: RawAnswer; url: string }): Promise<ReadingResult> {
  const request = { url, expect: 'post' } as const;
  const reading = { kind: 'post', answer, request, mayBePdf: false } as const;
  await read({ adapter: kindOf(chosen), now: NOW, reading }, chosen);
  const auto = SOURCES['feed'];
  if (auto === undefined) throw new Error('no source');
  return read({ adapter: kindOf(auto), now: NOW, reading }, auto);
}

function askRobots(body: string): ReadingResult {
  const robots = readRobots(body, 'Lamplighter');
  const asked = ['/', `/${'a'.repeat(2000)}`].map((path) => rulesAllow(robots, `https://a.example${path}`));
  return { text: `${asked.join()} ${sitemapsOf(body).length}` };
}
