import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readDate } from '../../src/base/dates/dates.ts';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { readFeed } from '../../src/discover/read-feed.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { decodeBody } from '../../src/fetch/body/charset.ts';
import { judgeBody } from '../../src/fetch/body/content.ts';
import { readRobots, rulesAllow } from '../../src/fetch/robots.ts';
import { pageAgain } from '../../src/model/page.ts';
import { postText } from '../../src/model/post.ts';
import { findNext } from '../../src/workshop/survey/find-next.ts';
import { viewOf } from '../../src/workshop/view.ts';
import { anySite } from '../../src/reading/any-site.ts';
import { WantedPost } from '../extract/wanted-post.ts';
import { type SuiteResult, tally } from './suite-result.ts';

const Case = WantedPost.extend({
  url: z.string().default('https://town.example/news/repairs/'),
  card: z.string().optional(),
  kind: z.string().optional(),
  status: z.number().optional(),
  allowed: z.boolean().optional(),
  next: z.array(z.string()).optional(),
  titles: z.array(z.string()).optional(),
  charset: z.string().optional(),
  encode: z.literal('latin1').optional(),
});
type Case = z.infer<typeof Case>;
const NOW = new Date('2026-11-28T12:00:00Z');

/** Small pages, feeds and robots files that came out wrong once, judged by every key of what each must give. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = path.join(suitesDir, '../cases/pages');
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return [tally('cases/pages', names, (name) => judged(dir, name))];
}

function judged(dir: string, name: string) {
  const stem = path.join(dir, name.slice(0, -'.json'.length));
  const wanted = Case.parse(JSON.parse(readFileSync(`${stem}.json`, 'utf8')));
  const file = ['.html', '.xml', '.txt'].map((ending) => stem + ending).find((one) => existsSync(one)) ?? '';
  const faults = faultsOf(readFileSync(file, 'utf8'), wanted);
  return { ok: faults.length === 0, name: `${name}: ${faults.join('; ')}` };
}

function faultsOf(body: string, wanted: Case): string[] {
  const { allowed, next, titles, charset, kind, url } = wanted;
  const page = pageAgain({ url, finalUrl: url, contentType: 'text/html', body, fetchedAt: NOW.getTime() });
  if (allowed !== undefined)
    return differ('allowed', rulesAllow(readRobots(body, 'Lamplighter'), url), allowed);
  if (next !== undefined)
    return differ('next', [...new Set(findNext(viewOf(page)).map((guess) => guess.url))], next);
  if (titles !== undefined) return differ('titles', titlesOf(body, url), titles);
  if (charset !== undefined) {
    const decoded = decodeBody(Buffer.from(body, wanted.encode ?? 'utf8'), 'text/html');
    return differ('charset', decoded.charset, charset);
  }
  const outcome = judgeBody({ ...page, expect: 'post', now: NOW.getTime() });
  if (kind !== undefined) return differ('kind', outcome?.kind ?? 'post', kind);
  return outcome === undefined ? postFaults(page, wanted) : [`refused: ${JSON.stringify(outcome)}`];
}

function titlesOf(body: string, url: string): (string | undefined)[] {
  const read = readFeed(body, url);
  return read.kind === 'feed' ? read.items.map(({ title }) => title) : [];
}

function postFaults(page: ReturnType<typeof pageAgain>, wanted: Case): string[] {
  const { url, card, title, author, published, band, has, hasNot } = wanted;
  const listed = card === undefined ? {} : { card: { url, published: readDate(card, 'time', { now: NOW }) } };
  const post = extractPost(page, { source: anySite(), now: NOW, ...listed });
  if ('kind' in post) return [`unreadable: ${post.why}`];
  const text = postText(post);
  return [
    ...(title === undefined ? [] : differ('title', post.title, title)),
    ...(author === undefined ? [] : differ('author', post.author ?? null, author)),
    ...(published === undefined ? [] : differ('published', post.published.value, published)),
    ...(band === undefined ? [] : differ('band', classify(post, loadRules()).band, band)),
    ...has.filter((words) => !text.includes(words)).map((words) => `lacks "${words}"`),
    ...hasNot.filter((words) => text.includes(words)).map((words) => `has "${words}"`),
  ];
}

function differ(what: string, got: unknown, wanted: unknown): string[] {
  const [is, should] = [JSON.stringify(got), JSON.stringify(wanted)];
  return is === should ? [] : [`${what} is ${is}, not ${should}`];
}
