import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { urlKey } from '../../src/base/url.ts';
import { readSettings } from '../../src/run/config.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { startDemoSites } from '../../src/demo/demo-sites.ts';
import { writeOnLoopback } from '../../src/demo/on-loopback.ts';
import type { CrawlSummary } from '../../src/rounds/summary.ts';
import { loadSources, type LoadedSource } from '../../src/rounds/load-sources.ts';
import { type OpenTools, openTools } from '../../src/run/open-tools.ts';
import { postLines } from '../../src/store/candidates.ts';

// The three demonstration sites, crawled through the bundled sources by the real way: sockets, store, rules.
let demo: Awaited<ReturnType<typeof startDemoSites>>;
let tools: OpenTools;
let sources: LoadedSource[];
let first: CrawlSummary;
let second: CrawlSummary;
const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-demo-'));

beforeAll(async () => {
  demo = await startDemoSites();
  const settings = readSettings({
    LAMPLIGHTER_DATA: folder,
    LAMPLIGHTER_ALLOW_HOSTS: demo.sites.map(({ port }) => `127.0.0.1:${port}`).join(','),
    LAMPLIGHTER_MIN_GAP_MS: '0',
  });
  const bundled = await loadSources(settings.sourceDirs);
  const moved = path.join(folder, 'sources');
  mkdirSync(moved);
  for (const { id, origin } of demo.sites) {
    const own = bundled.find(({ source }) => source.id === id);
    writeOnLoopback(moved, { id, file: own?.file ?? '', origin });
  }
  sources = await loadSources([moved]);
  tools = await openTools(settings, { stop: new AbortController().signal, stderr: new PassThrough() });
  const order = { ids: sources.map(({ source }) => source.id), all: false, full: false };
  first = await crawl(tools, sources, order);
  second = await crawl(tools, sources, order);
});

afterAll(async () => {
  await tools.close();
  await demo.close();
  rmSync(folder, { recursive: true });
});

const outcomes = ({ sources: ran }: CrawlSummary) =>
  Object.fromEntries(ran.map(({ id, outcome }) => [id, outcome]));

describe('a crawl of the demonstration sites', () => {
  it('finds every post once, and nothing that is no post', () => {
    const expected = demo.sites.flatMap((site) => {
      const source = sources.find((one) => one.source.id === site.id)?.source;
      return source === undefined ? [] : site.posts.map(({ url }) => urlKey(url, source));
    });
    const found = [...postLines(tools.store)].map(({ key }) => key);
    expect(found.length).toBeGreaterThanOrEqual(40);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('is well at all three, and tells of the article that is gone', () => {
    expect(outcomes(first)).toEqual({
      'apse-news': 'ok_new',
      'ashden-news': 'ok_new',
      'lga-case-studies': 'ok_new',
    });
    const errors = first.sources.flatMap((source) => source.errors);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('pothole-innovation-day');
  });

  it('finds nothing new a second time, at the price of a request a site, and none of WordPress’s pages', () => {
    expect(outcomes(second)).toEqual({
      'apse-news': 'ok_nothing_new',
      'ashden-news': 'not_modified',
      'lga-case-studies': 'ok_nothing_new',
    });
    expect(second.sources.map(({ posts, candidates }) => posts + candidates)).toEqual([0, 0, 0]);
  });

  it('proposes nearly all of the case studies, and little else', () => {
    const kinds = new Map(demo.sites.flatMap((site) => site.posts.map(({ url, kind }) => [url, kind])));
    const cases = [...kinds.values()].filter((kind) => kind === 'case-study').length;
    const strong = [...postLines(tools.store)].filter(({ band }) => band === 'strong');
    const queued = [...postLines(tools.store)].filter(({ band }) => band === 'queue' || band === 'strong');
    const isCase = (title: string) =>
      demo.sites.some((site) =>
        site.posts.some((post) => post.title === title && post.kind === 'case-study'),
      );
    expect(queued.filter(({ title }) => isCase(title)).length).toBeGreaterThanOrEqual(0.9 * cases);
    expect(strong.filter(({ title }) => isCase(title)).length).toBeGreaterThanOrEqual(0.8 * strong.length);
  });

  it('puts the story that two sites tell into one cluster', () => {
    const told = [...postLines(tools.store)].filter(({ title }) => /oxfordshire/i.test(title));
    expect(told.map(({ source }) => source).sort()).toEqual(['ashden-news', 'lga-case-studies']);
    expect(told[0]?.cluster).not.toBeNull();
    expect(told[0]?.cluster).toBe(told[1]?.cluster);
  });

  it('keeps the story without a date without one', () => {
    const undated = [...postLines(tools.store)].filter(({ publishedAt }) => publishedAt === null);
    expect(undated.map(({ title }) => title)).toEqual([
      'Norfolk County Council: school transport by bus, bike and boat',
    ]);
  });
});
