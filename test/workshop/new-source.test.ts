import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { urlKey } from '../../src/base/url.ts';
import { command as sources } from '../../src/run/commands/sources.ts';
import { readSettings } from '../../src/run/config.ts';
import { type Settings } from '../../src/base/settings.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { startDemoSites } from '../../src/demo/demo-sites.ts';
import { loadSources, type LoadedSource } from '../../src/rounds/load-sources.ts';
import { openTools } from '../../src/run/open-tools.ts';
import { postLines } from '../../src/store/candidates.ts';

// One command a site, nothing touched by hand, and then the ordinary crawl.
let demo: Awaited<ReturnType<typeof startDemoSites>>;
let folder = '';
let settings: Settings;
let reports: Readonly<Record<string, Report>>;
let loaded: LoadedSource[];
let found: { key: string; source: string }[];
let outcomes: Readonly<Record<string, string>>;

type Report = {
  readonly code: number;
  readonly id: string;
  readonly file: string;
  readonly posts: number;
  readonly discover: { readonly kind: string };
  readonly witness: { readonly kind: string } | null;
  readonly recordings: readonly string[];
  readonly check: { readonly checks: number; readonly faults: readonly string[] };
};

const SECTIONS: Readonly<Record<string, string>> = {
  'ashden-news': '/news/',
  'lga-case-studies': '/case-studies',
  'apse-news': '/apse/index.cfm/news/',
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-workshop-'));
  demo = await startDemoSites();
  settings = readSettings({
    LAMPLIGHTER_DATA: path.join(folder, 'data'),
    LAMPLIGHTER_ALLOW_HOSTS: demo.sites.map(({ port }) => `127.0.0.1:${port}`).join(','),
    LAMPLIGHTER_MIN_GAP_MS: '0',
  });
  const made: [string, Report][] = [];
  for (const site of demo.sites) {
    const section = SECTIONS[site.id];
    if (section === undefined) continue;
    const url = site.origin + section;
    const { code, out } = await runSources(['new', url, '--id', site.id, '--dir', dir(), '--json']);
    made.push([site.id, { ...(JSON.parse(out) as Report), code }]);
  }
  reports = Object.fromEntries(made);
  loaded = await loadSources([dir()]);
  const tools = await openTools(settings, { stop: new AbortController().signal, stderr: new PassThrough() });
  const summary = await crawl(tools, loaded, { ids: [], all: true, full: false });
  found = [...postLines(tools.store)].map(({ key, source }) => ({ key, source }));
  outcomes = Object.fromEntries(summary.sources.map(({ id, outcome }) => [id, outcome]));
  await tools.close();
});

afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

function dir(): string {
  return path.join(folder, 'sources');
}

async function runSources(args: string[]): Promise<{ code: number; out: string }> {
  const stdout = new PassThrough();
  const io = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), settings };
  const code = await sources.run(args, io);
  return { code, out: String(stdout.read() ?? '') };
}

describe('a source made by one command', () => {
  it.each(Object.keys(SECTIONS))('finds every post of %s exactly once', (id) => {
    const site = demo.sites.find((one) => one.id === id);
    const source = loaded.find((one) => one.source.id === id)?.source;
    if (site === undefined || source === undefined) throw new Error(`no ${id}`);
    const keys = found.filter((post) => post.source === id).map(({ key }) => key);
    expect(keys.toSorted()).toEqual(site.posts.map(({ url }) => urlKey(url, source)).toSorted());
  });

  it('is well when it is crawled', () => {
    expect(outcomes).toEqual({
      'apse-news': 'ok_new',
      'ashden-news': 'ok_new',
      'lga-case-studies': 'ok_new',
    });
  });

  it('is pinned to the most complete way, with another as its witness', () => {
    const ways = Object.values(reports).map(({ id, discover, witness }) => [
      id,
      `${discover.kind}, ${witness?.kind}`,
    ]);
    expect(Object.fromEntries(ways)).toEqual({
      'apse-news': 'listing, listing',
      'ashden-news': 'wordpress, feed',
      'lga-case-studies': 'listing, sitemap',
    });
  });

  it.each(Object.keys(SECTIONS))(
    'says of %s what is seen and what is guessed, and passes its own check',
    (id) => {
      const report = reports[id];
      const text = readFileSync(report?.file ?? '', 'utf8');
      expect(report?.code).toBe(0);
      expect(report?.check.faults).toEqual([]);
      expect(report?.check.checks).toBeGreaterThan(10);
      expect(text).toMatch(/History\n \* - \d{4}-\d\d-\d\d: .*\[seen\]/);
      expect(text).toContain('[guess]');
      expect(text).toContain('When it breaks: ');
    },
  );

  it.each(Object.keys(SECTIONS))('brings recordings of %s that hold no script and nobody’s address', (id) => {
    const recorded = path.join(dir(), 'recordings', id);
    expect(readdirSync(recorded)).toContain('article');
    for (const name of readdirSync(recorded)) {
      const files = readdirSync(path.join(recorded, name));
      expect(files).toEqual(['expected.json', 'http.json', expect.stringMatching(/^page\.(html|json|xml)$/)]);
      const page = readFileSync(path.join(recorded, name, files[2] ?? ''), 'utf8');
      expect(page).not.toMatch(/<style|<iframe|<script(?![^>]*ld\+json)/);
    }
  });
});
