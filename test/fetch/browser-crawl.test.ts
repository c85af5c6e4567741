import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { urlKey } from '../../src/base/url.ts';
import { readSettings } from '../../src/run/config.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { writeOnLoopback } from '../../src/demo/on-loopback.ts';
import { readDemoPosts } from '../../src/demo/demo-post.ts';
import { serveDemoSite } from '../../src/demo/demo-server.ts';
import { jsSite } from '../demo/js-site.ts';
import type { LoadedSource } from '../../src/rounds/load-sources.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { type OpenTools, openTools } from '../../src/run/open-tools.ts';
import type { SourceSummary } from '../../src/rounds/summary.ts';
import { postLines } from '../../src/store/candidates.ts';
import { NO_CHROMIUM } from '../chromium.ts';

// The demonstration site that needs JavaScript, by the real way: store, rules, proxy, Chromium.
describe.skipIf(NO_CHROMIUM)('a crawl of a site whose list is written by a script', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-js-'));
  let running: Awaited<ReturnType<typeof serveDemoSite>>;
  let tools: OpenTools;
  let source: LoadedSource;
  let first: SourceSummary | undefined;
  let second: SourceSummary | undefined;
  let site: ReturnType<typeof jsSite>;

  beforeAll(async () => {
    site = jsSite(await readDemoPosts('lga', Date.now()));
    running = await serveDemoSite(site);
    const [own] = await loadSources([path.join(import.meta.dirname, '../demo/sources')]);
    const moved = path.join(folder, 'sources');
    mkdirSync(moved);
    writeOnLoopback(moved, { id: own!.source.id, file: own!.file, origin: running.origin });
    const [loaded] = await loadSources([moved]);
    source = loaded!;
    const settings = readSettings({
      LAMPLIGHTER_DATA: folder,
      LAMPLIGHTER_ALLOW_HOSTS: `127.0.0.1:${running.port}`,
      LAMPLIGHTER_MIN_GAP_MS: '0',
      CHROMIUM_PATH: process.env['CHROMIUM_PATH'],
    });
    tools = await openTools(settings, { stop: new AbortController().signal, stderr: new PassThrough() });
    const order = { ids: [source.source.id], all: false, full: false };
    first = (await crawl(tools, [source], order)).sources[0];
    second = (await crawl(tools, [source], order)).sources[0];
  });

  afterAll(async () => {
    await tools.close();
    await running.close();
    rmSync(folder, { recursive: true });
  });

  it('finds every post that the button brings, once', () => {
    const expected = site.posts.map((post) => urlKey(running.origin + site.pathOf(post), source.source));
    expect(expected.length).toBeGreaterThan(12);
    expect([...postLines(tools.store)].map(({ key }) => key).toSorted()).toEqual(expected.toSorted());
    expect(first).toMatchObject({ outcome: 'ok_new', cards: expected.length, posts: expected.length });
  });

  it('asks for the list again, and for no post that it has', () => {
    expect(second).toMatchObject({ outcome: 'ok_nothing_new', unseen: 0, posts: 0 });
  });
});
