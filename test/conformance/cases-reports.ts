import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readDate } from '../../src/base/dates/dates.ts';
import { defineSource } from '../../src/base/source.ts';
import { feed, listing } from '../../src/base/strategies.ts';
import { urlKey } from '../../src/base/url.ts';
import { judgeLink } from '../../src/catalogue/judge-link.ts';
import { discover } from '../../src/discover/discover.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { decodeBody } from '../../src/fetch/body/charset.ts';
import { judgeBody } from '../../src/fetch/body/content.ts';
import { likenessOf } from '../../src/model/likeness.ts';
import { pageAgain } from '../../src/model/page.ts';
import { postText } from '../../src/model/post.ts';
import type { Card } from '../../src/model/card.ts';
import { type SuiteResult, tally } from './suite-result.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const SITE = 'https://news.example.org';
const LISTING = z.looseObject({ url: z.string(), card: z.string(), link: z.string(), title: z.string() });
const Case = z.object({
  kind: z.enum(['dates', 'keys', 'decode', 'page', 'link', 'article', 'feed', 'listing']),
  file: z.string().optional(),
  url: z.string().optional(),
  contentType: z.string().default(''),
  from: z.number().optional(),
  texts: z.array(z.string()).default([]),
  pairs: z.array(z.tuple([z.string(), z.string()])).default([]),
  want: z.union([z.string(), z.array(z.string())]).default([]),
  has: z.array(z.string()).default([]),
  card: z.custom<Card>().optional(),
  listing: LISTING.optional(),
});
type Case = z.infer<typeof Case>;

/** Small inputs after public reports of other readers' users; crawls are in cases-crawls.ts. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = path.join(suitesDir, '../cases/reports');
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir).filter((name) => existsSync(path.join(dir, name, 'case.json')));
  const rows = names.sort().map((name) => {
    const at = path.join(dir, name);
    const got = JSON.stringify(gotOf(at, Case.parse(JSON.parse(readFileSync(`${at}/case.json`, 'utf8')))));
    const want = JSON.stringify(JSON.parse(readFileSync(`${at}/expected.json`, 'utf8')));
    return { ok: got === want, name: `${name}: gave ${got}, not ${want}` };
  });
  return [tally('cases/reports', rows, (row) => row)];
}

function gotOf(dir: string, one: Case): unknown {
  const input = one.file === undefined ? Buffer.alloc(0) : readFileSync(path.join(dir, one.file));
  switch (one.kind) {
    case 'dates':
      return one.texts.map((text) => readDate(text, 'feed', { now: NOW }).value);
    case 'keys':
      return one.pairs.map(([a, b]) => urlKey(a, FED) === urlKey(b, FED));
    case 'decode':
      return decodeBody(input, one.contentType).text.slice(one.from);
    case 'page':
      return judgedKind(String(input));
    case 'link':
      return stateOfLink(String(input));
    case 'article':
      return fieldsOf(String(input), one);
    default:
      return cardsOf(String(input), one);
  }
}

const sourceOf = (strategy: ReturnType<typeof feed | typeof listing>) =>
  defineSource({
    id: 'x',
    name: 'X news',
    publisher: 'X',
    home: `${SITE}/news/`,
    hosts: { canonical: 'news.example.org' },
    cadence: { perMonth: 4, quietOkDays: 60 },
    discover: strategy,
  });
const FED = sourceOf(feed({ url: '/feed/' }));

const pageOf = (body: string, url = `${SITE}/news/post`, contentType = 'text/html') =>
  pageAgain({ url, finalUrl: url, contentType, body, fetchedAt: NOW.getTime() });

function judgedKind(body: string): string {
  return judgeBody({ ...pageOf(body), expect: 'post', now: NOW.getTime() })?.kind ?? 'content';
}

/** What three looks at such a page make of an accepted link. */
function stateOfLink(body: string): string {
  const page = pageOf(body);
  const outcome = judgeBody({ ...page, expect: 'post', now: 0 }) ?? page;
  const post = outcome.kind === 'page' ? extractPost(outcome, { source: FED, now: NOW }) : undefined;
  const seen = post === undefined || 'kind' in post ? {} : { seen: likenessOf(post.title, postText(post)) };
  const text = 'The council wrote a framework for its schools and bought milk from farms near by. ';
  const accepted = likenessOf('How Northtown bought school meals', text.repeat(9));
  const nothing = { movedTo: null, checkedAt: 0, archiveUrl: null, archiveAt: null, archiveTriedAt: null };
  let link: Parameters<typeof judgeLink>[0] = { state: 'ok', strikes: 0, nextAt: 0, ...nothing };
  for (const at of [0, 1, 2]) link = judgeLink(link, { outcome, at, accepted, ...seen }).link;
  return link.state;
}

function fieldsOf(body: string, { url, card, want, has }: Case): Readonly<Record<string, unknown>> {
  const listed = card === undefined ? {} : { card };
  const post = extractPost(pageOf(body, url), { source: FED, now: NOW, ...listed });
  if ('kind' in post) return { unreadable: true };
  const text = postText(post);
  return {
    ...(want.includes('date') ? { date: post.published.value } : {}),
    ...(want.includes('canonical') ? { canonical: post.canonicals[0] } : {}),
    ...(want.includes('unreadable') ? { unreadable: false } : {}),
    ...Object.fromEntries(has.map((words) => [`has ${words}`, text.includes(words)])),
  };
}

function cardsOf(body: string, one: Case): unknown {
  const strategy = one.listing === undefined ? feed({ url: '/feed/' }) : listing(one.listing);
  const source = sourceOf(strategy);
  const [url, type] =
    one.listing === undefined ? [`${SITE}/feed/`, 'application/xml'] : [`${SITE}/news/`, 'text/html'];
  const { cards } = discover(pageOf(body, url, type), { source, strategy, pageNumber: 1 });
  return cards.map((card) => (one.want === 'titles' ? (card.title ?? null) : card.url));
}
