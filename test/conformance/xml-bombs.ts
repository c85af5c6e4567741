import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSource } from '../../src/base/source.ts';
import { feed, sitemap } from '../../src/base/strategies.ts';
import { discover } from '../../src/discover/discover.ts';
import { cleanXml } from '../../src/discover/markup.ts';
import { pageOf } from '../discover/page-of.ts';
import type { SuiteResult } from './suite-result.ts';

/** Entity bombs and external entities, as feeds and as sitemaps: nothing expands, nothing is fetched, nothing takes long. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = join(suitesDir, 'xml-bombs');
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== 'LICENSE')
    .map(({ parentPath, name }) => join(parentPath, name));
  const wrong: string[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const shown = JSON.stringify([read(text, feed({ url: '/feed' })), read(text, sitemap({ url: '/feed' }))]);
    const grown = cleanXml(text).length > text.length + 1000;
    const [took, memory] = [performance.now() - start, (process.memoryUsage().rss - before) / 2 ** 20];
    if (took > 200 || memory > 64 || grown || /root:|aaaaaaaa|lollol/.test(shown))
      wrong.push(`${file.slice(dir.length + 1)}: ${took} ms, ${memory} MB`);
  }
  return [
    {
      suite: 'xml bombs: inert, < 200 ms, < 64 MB',
      passed: files.length - wrong.length,
      of: files.length,
      notes: wrong,
    },
  ];
}

function read(text: string, strategy: ReturnType<typeof feed> | ReturnType<typeof sitemap>): unknown {
  const source = defineSource({
    id: 'suite',
    name: 'Suite',
    publisher: 'Suite',
    home: 'http://www.example.com/',
    hosts: { canonical: 'www.example.com' },
    cadence: { perMonth: 1, quietOkDays: 30 },
    discover: strategy,
  });
  return discover(pageOf(text), { source, strategy, pageNumber: 1 }).cards;
}
