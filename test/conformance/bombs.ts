import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { silent } from '../../src/base/log.ts';
import { createFetcher } from '../../src/fetch/fetch.ts';
import { memoryManners } from '../../src/fetch/manners.ts';
import type { SuiteResult } from './suite-result.ts';

type Case = {
  readonly file: string;
  readonly encoding: string;
  readonly want: (outcome: Outcome) => boolean;
};
type Outcome = Awaited<ReturnType<ReturnType<typeof createFetcher>['fetch']>>;

const stopped = (outcome: Outcome): boolean => outcome.kind === 'failed' && outcome.why.includes('more than');
const broken = (outcome: Outcome): boolean => outcome.kind === 'failed';
const page = (outcome: Outcome): boolean => outcome.kind === 'page';
const CASES: readonly Case[] = [
  { file: 'bomb-br.bin', encoding: 'br', want: broken },
  { file: 'bomb-deflate.bin', encoding: 'deflate', want: stopped },
  { file: 'bomb-gzip.bin', encoding: 'gzip', want: stopped },
  { file: 'bomb-zstd.bin', encoding: 'zstd', want: stopped },
  { file: 'html-br.bin', encoding: 'br', want: page },
  { file: 'html-gzip.bin', encoding: 'gzip', want: page },
  { file: 'html-gzip-deflate.bin', encoding: 'gzip, deflate', want: page },
  { file: 'html-gzip-deflate-gzip.bin', encoding: 'gzip, deflate, gzip', want: broken },
  { file: 'html-rawdeflate.bin', encoding: 'deflate', want: page },
  { file: 'html-zlibdeflate.bin', encoding: 'deflate', want: page },
  { file: 'html-zstd-static-content-size.bin', encoding: 'zstd', want: page },
  { file: 'html-zstd-static-no-content-size.bin', encoding: 'zstd', want: page },
  { file: 'html-zstd-streaming-no-content-size.bin', encoding: 'zstd', want: page },
  { file: 'feed-sample1.xml', encoding: 'identity', want: page },
  { file: 'feed-sample1.xml.gz', encoding: 'gzip', want: page },
  { file: 'feed-sample1.xml.gz', encoding: '', want: page },
  { file: 'truncated-crc-error.gz', encoding: 'gzip', want: broken },
  { file: 'truncated-crc-error-short.gz', encoding: 'gzip', want: broken },
  { file: 'unexpected-eof.gz', encoding: 'gzip', want: broken },
];

/** Serves scrapy's packed bodies on loopback and fetches each through the one door. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const folder = path.join(suitesDir, 'compressed-bombs');
  const present = new Set(readdirSync(folder));
  const cases = CASES.filter(({ file }) => present.has(file));
  const server = http.createServer((request, response) => {
    const served = cases[Number(request.url?.slice(1))];
    if (served === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': served.encoding });
    response.end(readFileSync(path.join(folder, served.file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetcher = createFetcher({
    version: '0',
    contact: 'conformance',
    allowHosts: [host],
    minGapMs: 0,
    manners: memoryManners(),
    log: silent,
  });
  const notes = [
    'gzip-deflate-gzip is refused by choice: two encodings at most, as undici and browsers advise',
  ];
  let passed = 0;
  let mostMb = 0;
  for (const [index, { file, want }] of cases.entries()) {
    const before = process.memoryUsage().rss;
    const outcome = await fetcher.fetch({ url: `http://${host}/${index}`, accept: 'any', expect: 'machine' });
    mostMb = Math.max(mostMb, (process.memoryUsage().rss - before) / 2 ** 20);
    if (want(outcome)) passed += 1;
    else notes.push(`${file}: ${outcome.kind} ${'why' in outcome ? outcome.why : ''}`);
  }
  notes.push(`memory grew by ${Math.round(mostMb)} MB at most for one body`);
  await fetcher.close();
  server.close();
  return [{ suite: 'compressed-bombs', passed, of: cases.length, notes }];
}
