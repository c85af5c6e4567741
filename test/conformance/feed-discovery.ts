import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { feedLinks } from '../../src/discover/feed-links.ts';
import type { SuiteResult } from './suite-result.ts';

/** Which links of a page are feeds: Firefox's own test page, and coldsweat's. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = join(suitesDir, 'feed-discovery');
  const html = await readFile(join(dir, 'fftests.html'), 'utf8');
  const firefox = JSON.parse(await readFile(join(dir, 'fftests.expected.json'), 'utf8')) as {
    base: string;
    discover: string[];
    not: string[];
  };
  const found = new Set(feedLinks(html, firefox.base));
  const isFound = (path: string): boolean => found.has(new URL(path, firefox.base).href);
  const right = firefox.discover.filter(isFound).length + firefox.not.filter((path) => !isFound(path)).length;
  const pages = JSON.parse(await readFile(join(dir, 'coldsweat/expected.json'), 'utf8')) as {
    file: string;
    base: string;
    feed: string;
  }[];
  let passed = 0;
  for (const { file, base, feed } of pages) {
    const links = feedLinks(await readFile(join(dir, 'coldsweat', file), 'utf8'), base);
    if (links[0] === feed) passed += 1;
  }
  return [
    {
      suite: 'feed discovery: Firefox',
      passed: right,
      of: firefox.discover.length + firefox.not.length,
      notes: [],
    },
    { suite: 'feed discovery: coldsweat', passed, of: pages.length, notes: [] },
  ];
}
