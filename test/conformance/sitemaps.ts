import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { defineSource } from '../../src/base/source.ts';
import { sitemap } from '../../src/base/strategies.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { pageOf } from '../discover/page-of.ts';
import type { SuiteResult } from './suite-result.ts';

/** crawler-commons' sitemaps: every file is read without a throw, and gives the pages and maps that are written in it. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = join(suitesDir, 'sitemaps-crawler-commons');
  const files = (await readdir(dir, { recursive: true }))
    .filter((file) => /\.(?:xml|txt|gz|rss)$/.test(file))
    .sort();
  const wrong: string[] = [];
  for (const file of files) {
    const bytes = await readFile(join(dir, file));
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    const { cards, next, problem } = read(text);
    const goal = locations(text);
    if (cards.length + next.length !== goal.size)
      wrong.push(`${file}: ${cards.length} + ${next.length} of ${goal.size} ${problem ?? ''}`);
  }
  return [
    {
      suite: 'sitemaps: all addresses of the file',
      passed: files.length - wrong.length,
      of: files.length,
      notes: wrong,
    },
  ];
}

function read(text: string): Discovery {
  const strategy = sitemap({ url: '/sitemap.xml', maxMaps: 100 });
  const source = defineSource({
    id: 'suite',
    name: 'Suite',
    publisher: 'Suite',
    home: 'http://www.example.com/',
    hosts: { canonical: 'www.example.com' },
    cadence: { perMonth: 1, quietOkDays: 30 },
    discover: strategy,
  });
  return discover(pageOf(text, { url: 'http://www.example.com/sitemap.xml' }), {
    source,
    strategy,
    pageNumber: 1,
  });
}

/** Counted by another way than ours: page addresses in the order of the text. */
function locations(text: string): Set<string> {
  const links = /<(?:rss|feed)\b/.test(text)
    ? [...text.matchAll(/<(?:item|entry)\b[\s\S]*?<\/(?:item|entry)>/g)].map(
        ([item]) => /<link[^>]*?(?:href="([^"]+)"|>\s*([^<]+))/.exec(item)?.slice(1).join('') ?? '',
      )
    : [...text.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<\/(?:\w+:)?loc>/g)]
        .filter(([tag]) => !/^<(?:image|video|mobile):/.test(tag))
        .map(([, url]) => url ?? '');
  return new Set(
    links.length > 0
      ? links
      : text.split(/\s+/).filter((line) => line.replace('\uFEFF', '').startsWith('http')),
  );
}
