import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A crawler by others: how it is started, its ports to follow, or how to bring it where it is not installed. */
export type Other = {
  readonly name: string;
  readonly start: { readonly command: string; readonly args: readonly string[] } | undefined;
  readonly bring: string;
};

const contestant = (file: string): string => fileURLToPath(new URL(`../contestant/${file}`, import.meta.url));

/** Scrapy of Debian, and Crawlee's CheerioCrawler in a folder of its own, which BENCH_CRAWLEE names: none of ours depends on either. */
export function others(): readonly Other[] {
  const crawlee = process.env['BENCH_CRAWLEE'] ?? '';
  // Debian's packages are for Debian's Python, which need not be the first on the path.
  const python = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import scrapy']).status === 0,
  );
  const hasCrawlee = crawlee !== '' && existsSync(join(crawlee, 'node_modules', '@crawlee', 'cheerio'));
  return [
    {
      name: 'Scrapy',
      start: python === undefined ? undefined : { command: python, args: [contestant('scrapy_spider.py')] },
      bring: 'apt-get install python3-scrapy',
    },
    {
      name: 'CheerioCrawler',
      start: hasCrawlee
        ? { command: process.execPath, args: [contestant('cheerio-crawler.mjs'), crawlee] }
        : undefined,
      bring: 'npm install --prefix DIR @crawlee/cheerio, and BENCH_CRAWLEE=DIR',
    },
  ];
}
