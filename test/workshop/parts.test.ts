import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../src/classify/rules.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { run as replay } from '../../src/run/commands/sources/replay.ts';
import { openTools } from '../../src/run/open-tools.ts';
import { openBench, openWeb, type Answer, type Bench, type Web } from './web.ts';

// One small site with a source of its own, crawled once: what the workshop says of it afterwards.
let web: Web;
let bench: Bench;
let runId = 0;

const CASE =
  '<p>Derby City Council ran a competitive tender for its street lamps and awarded a contract for twenty years. The council saved £410,000 in the first winter and cut its carbon by 40%.</p><p>The procurement weighed the price of a lamp over its whole life. Officers say that the framework is open to other councils.</p>';
const IDLE =
  '<p>We went to the sea, and it rained. Nobody minded, and we had fish and chips on the pier until the lights went on.</p>';

function article(title: string, text: string, day: string): Answer {
  return `<html><head><title>${title}</title></head><body><main><h1>${title}</h1><time datetime="${day}">${day}</time><div class="story">${text}</div>
    <p>Write to jo.bloggs@lamps.example or ring 01332 555 0123.</p><script>track()</script></main></body></html>`;
}

const POSTS = [
  {
    at: '/news/derby/',
    title: 'Derby council procures lamps for twenty years',
    day: '2026-10-05',
    text: CASE,
  },
  { at: '/news/outing/', title: 'Our outing to the sea', day: '2026-09-01', text: IDLE },
  { at: '/news/lamps/', title: 'Three old lamps and one new one', day: '2026-08-03', text: IDLE },
];

function listing(card = 'card'): string {
  const rows = POSTS.map(
    ({ at, title, day }) =>
      `<div class="${card}"><h2><a href="${at}">${title}</a></h2><time datetime="${day}">${day}</time></div>`,
  );
  return `<html><head><title>News</title></head><body><main>${rows.join('')}</main></body></html>`;
}

const feed = (): Answer => ({
  type: 'application/rss+xml',
  body: `<rss version="2.0"><channel><title>Lamps</title>${POSTS.map(({ at, title }) => `<item><title>${title}</title><link>{origin}${at}</link></item>`).join('')}</channel></rss>`,
});

function sourceText(host: string): string {
  return `/**
 * Lamps. Written for a test.
 *
 * History
 * - Made today. [seen]
 *
 * Notes
 * - A listing and a feed. [seen]
 *
 * When it breaks: never.
 */
export default ({ defineSource, listing, feed }) => defineSource({
  id: 'lamps', name: 'Lamps', publisher: 'Lamp people', home: 'http://${host}/news/', hosts: { canonical: '${host}' },
  cadence: { perMonth: 1, quietOkDays: 400 },
  discover: listing({ url: '/news/', card: '.card', link: 'h2 a', title: ['.title', 'h2'], date: 'time' }),
  witness: feed({ url: '/feed.xml' }),
  article: { title: 'h1', body: ['.story', 'auto'] },
  keep: ({ url }) => !url.includes('/events/'),
});
`;
}

beforeAll(async () => {
  web = await openWeb({
    '/news/': listing(),
    '/feed.xml': feed(),
    ...Object.fromEntries(POSTS.map(({ at, title, text, day }) => [at, article(title, text, day)])),
  });
  bench = openBench([web.host]);
  mkdirSync(bench.sources);
  writeFileSync(path.join(bench.sources, 'lamps.ts'), sourceText(web.host));
  const tools = await openTools(bench.settings, {
    stop: new AbortController().signal,
    stderr: new PassThrough(),
  });
  await crawl(tools, await loadSources(bench.settings.sourceDirs), { ids: [], all: true, full: false });
  await tools.close();
  const [status] = [await bench.json<{ runs: { id: number }[] }>('status')];
  runId = status.runs[0]?.id ?? 0;
});

afterAll(async () => {
  await web.close();
  bench.close();
});

const recorded = (): string => path.join(bench.sources, 'recordings', 'lamps');
const read = (...at: string[]): string => readFileSync(path.join(recorded(), ...at), 'utf8');

describe('sources try', () => {
  type Trial = {
    listing: {
      cards: { title: string; date: string; dateFrom: string }[];
      winners: Record<string, number[]>;
      problem: string | null;
    };
    posts: {
      title: string;
      wouldBeCandidate: boolean;
      winners: Record<string, number>;
      ladder: { rungs: unknown[] };
    }[];
    problems: string[];
  };

  it('shows cards, which of a chain won, what the rules hit, and what would be a candidate', async () => {
    const { listing: shown, posts } = await bench.json<Trial>('try', 'lamps');
    expect(shown.cards.map(({ date, dateFrom }) => [date, dateFrom])).toEqual(
      POSTS.map(({ day }) => [day, 'time']),
    );
    expect(shown.winners['title']).toEqual([0, 3]);
    expect(posts.map(({ wouldBeCandidate }) => wouldBeCandidate)).toEqual([true, false, false]);
    expect(posts[0]?.ladder.rungs.length).toBeGreaterThan(1);
    const { out } = await bench.run(['try', 'lamps']);
    expect(out).toContain('title: choice 1 on 0, choice 2 on 3');
    expect(out).toContain('would be a candidate');
  });

  it('draws the listing into a file where it is asked to', async () => {
    const { picture } = await bench.json<{ picture: string }>('try', 'lamps', '--picture');
    expect(readFileSync(picture, 'utf8')).toContain(`${POSTS.length} cards`);
  });

  it('reads one post by the source that covers its address', async () => {
    const { posts } = await bench.json<Trial>('try', `${web.origin}/news/derby/`);
    expect(posts.map(({ title }) => title)).toEqual([POSTS[0]?.title]);
  });

  it('reads a stored run again, and asks the site for nothing', async () => {
    const before = web.asked.length;
    const { listing: shown, posts } = await bench.json<Trial>('try', 'lamps', '--run', String(runId));
    expect(shown.cards).toHaveLength(3);
    expect(posts.map(({ title }) => title)).toEqual(POSTS.map(({ title }) => title));
    expect(web.asked).toHaveLength(before);
  });

  it('says so when a run does not belong to the source', async () => {
    await expect(bench.run(['try', 'lamps', '--run', '99'])).rejects.toThrow(
      /run 99 does not belong to lamps/,
    );
    await expect(bench.run(['try', 'lamps', '--run', 'x'])).rejects.toThrow(/must be the number of a run/);
    await expect(bench.run(['try', 'none-such'])).rejects.toThrow(/there is no source none-such/);
  });

  it('exits 1 where the site does not answer as it should', async () => {
    const { '/news/': kept, ...without } = web.pages;
    web.pages = without;
    expect((await bench.run(['try', 'lamps'])).code).toBe(1);
    web.pages = { ...without, '/news/': kept ?? '' };
  });

  it('exits 1 where the listing comes without a card', async () => {
    const { pages } = web;
    web.pages = {
      ...pages,
      '/news/': '<!doctype html><title>News</title><h1>News</h1><p>We have a new look!',
    };
    const { code, out } = await bench.run(['try', 'lamps']);
    expect([code, out]).toEqual([1, expect.stringContaining('0 cards')]);
    web.pages = pages;
  });
});

describe('sources accept', () => {
  it('refuses what nobody need mean: a last run that was well, and a source that is not there', async () => {
    await expect(bench.run(['accept', 'lamps'])).rejects.toThrow(/the last run of lamps was well/);
    await expect(bench.run(['accept', 'none-such'])).rejects.toThrow(/there is no source none-such/);
  });
});

describe('sources record and check', () => {
  it('fails a source that is not recorded', async () => {
    const { code, out } = await bench.run(['check']);
    expect(code).toBe(1);
    expect(out).toContain('a recording of its article: there is none');
  });

  it('writes nothing without a yes', async () => {
    for (const answer of ['n\n', '']) {
      const { out } = await bench.run(['record', 'lamps'], answer);
      expect(out).toContain(`+   "title": "${POSTS[0]?.title}",`);
      expect(out).toContain('Nothing was written.');
    }
    expect(readdirSync(bench.sources)).toEqual(['lamps.ts']);
  });

  it('writes listing, witness and newest post on a yes, slim and without people’s addresses', async () => {
    const { code, out } = await bench.run(['record', 'lamps'], 'y\n');
    expect([code, out.includes('Wrote 3 recordings')]).toEqual([0, true]);
    expect(readdirSync(recorded())).toEqual(['article', 'listing', 'witness']);
    expect(read('article', 'page.html')).not.toMatch(/bloggs|01332|<script/);
    expect(JSON.parse(read('article', 'expected.json'))).toMatchObject({
      title: POSTS[0]?.title,
      date: POSTS[0]?.day,
    });
    expect((await bench.run(['check'])).code).toBe(0);
  });

  it('shows how the expected values would change, and takes the named article', async () => {
    const url = `${web.origin}/news/outing/`;
    const { out } = await bench.run(['record', 'lamps', '--article', url], 'n\n');
    expect(out).toContain(`-   "title": "${POSTS[0]?.title}",`);
    expect(out).toContain('+   "title": "Our outing to the sea",');
  });

  it('records what a run read, as far as it is kept, without asking the site', async () => {
    const before = web.asked.length;
    const { code } = await bench.run(['record', 'lamps', '--from-run', String(runId), '--yes']);
    expect(code).toBe(0);
    expect(readdirSync(recorded())).toContain(`run-${runId}`);
    expect(web.asked).toHaveLength(before);
    await expect(bench.run(['record', 'lamps', '--from-run', '99'])).rejects.toThrow(
      /run 99 does not belong to lamps/,
    );
  });

  it('finds what an adapter reads otherwise than expected, and --update takes it for right', async () => {
    const file = path.join(recorded(), 'article', 'expected.json');
    writeFileSync(
      file,
      read('article', 'expected.json').replace('Derby council procures', 'Derby council buys'),
    );
    const failed = await bench.run(['check', 'lamps']);
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('article, title: expected "Derby council buys');
    const updated = await bench.run(['check', 'lamps', '--update']);
    expect(updated.code).toBe(0);
    expect(updated.out).toContain('rewrote what is expected of article');
    expect((await bench.run(['check', 'lamps'])).code).toBe(0);
  });

  it('compares with the site as it is now', async () => {
    expect((await bench.run(['check', 'lamps', '--live'])).code).toBe(0);
    web.pages = { ...web.pages, '/news/': listing('box') };
    const drifted = await bench.run(['check', 'lamps', '--live']);
    web.pages = { ...web.pages, '/news/': listing() };
    expect(drifted.code).toBe(1);
    expect(drifted.out).toContain('live listing: shows no cards');
  });

  it('tries the alarms on changes of its own recordings', async () => {
    const { out } = await bench.run(['check', 'lamps', '--mutate']);
    expect(out).toMatch(
      /alarms: recall \d+(\.\d)? % \(\d+ of \d+\), \d+ false alarms at \d+ harmless changes/,
    );
  });
});

describe('sources status, explain, replay and manners', () => {
  it('gives each source a line', async () => {
    const { out } = await bench.run(['status']);
    expect(out).toMatch(
      /^lamps .*█ {2}ok_new, newest 2026-10-05, due 20.*, recorded 0 days ago, never tried at first light\n$/,
    );
  });

  it('lists the sources', async () => {
    expect(await bench.json('list')).toMatchObject({ id: 'lamps', discover: 'listing', witness: 'feed' });
  });

  it('explains why a post is a candidate, and why another is none', async () => {
    type Explained = {
      sources: string[];
      post: { candidate: { state: string } | null; ladder: { rungs: unknown[] } } | null;
    };
    const derby = await bench.json<Explained>('explain', `${web.origin}/news/derby/?utm_source=x`);
    expect(derby.sources).toEqual(['lamps']);
    expect(derby.post?.candidate?.state).toBe('new');
    expect(derby.post?.ladder.rungs.length).toBeGreaterThan(1);
    const outing = await bench.json<Explained>('explain', `${web.origin}/news/outing/`);
    expect(outing.post?.candidate).toBeNull();
  });

  it('says of an address that nobody has seen which source covers it, and whether that turns it away', async () => {
    const { code, out } = await bench.run(['explain', `${web.origin}/events/lamp-day/`]);
    expect(code).toBe(1);
    expect(out).toContain('on the host of lamps');
    expect(out).toContain('lamps turns it away by its "keep"');
    expect(out).toContain('no run has ever seen it');
    expect((await bench.run(['explain', 'https://elsewhere.example/'])).out).toContain(
      'no source covers its host',
    );
    await expect(bench.run(['explain', 'elsewhere'])).rejects.toThrow(/must be an http or https address/);
  });

  type Replayed = { posts: number; reread: number; changes: { kind: string; url: string }[] };

  it('finds nothing to change where nothing was changed', async () => {
    expect(await bench.json<Replayed>('replay')).toMatchObject({ posts: 3, reread: 3, changes: [] });
  });

  it('tells which candidates other rules would lose, and which titles another adapter would change', async () => {
    const rules = path.join(bench.folder, 'rules.yaml');
    const strict = readFileSync(DEFAULT_RULES, 'utf8').replace(
      /thresholds: \{.*\}/,
      'thresholds: { queue: 45, strong: 46 }',
    );
    writeFileSync(rules, strict);
    const { changes } = await bench.json<Replayed>('replay', '--since', '1d', '--rules', rules);
    expect(changes.filter(({ kind }) => kind === 'lost').map(({ url }) => url)).toEqual([
      `${web.origin}/news/derby/`,
    ]);
    const file = path.join(bench.sources, 'lamps.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace("title: 'h1', body", "title: 'title', date: () => '1 May 2026', body"));
    const other = await bench.run(['replay']);
    writeFileSync(file, text);
    expect(other.out).toContain('3 dates changed');
    await expect(bench.run(['replay', '--since', 'ever'])).rejects.toThrow(
      /must be a number of hours, days or weeks/,
    );
  });

  it('tells of a page over which an earlier process was stopped as of one that is no longer readable', async () => {
    const over = { stopped: { what: 'the kept copy of it', why: 'no end of it' } };
    const parts = { known: new Map([['2', over]]), begin: () => undefined, end: () => undefined };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    await replay(['--json'], { stdin, stdout, stderr, parts, settings: bench.settings });
    const report: Replayed = JSON.parse(String(stdout.read()));
    expect(report).toMatchObject({
      posts: 3,
      reread: 2,
      changes: [{ kind: 'unreadable', after: 'stopped over the kept copy of it: no end of it' }],
    });
  });

  it('sums up what the site was asked for', async () => {
    const cost = await bench.json<Record<string, unknown>>('manners');
    expect(cost).toMatchObject({
      host: web.host,
      sources: ['lamps'],
      throttled: 0,
      disallowed: 0,
      robotsStatus: 404,
    });
    expect(cost['requests']).toBe(web.asked.length);
  });
});
