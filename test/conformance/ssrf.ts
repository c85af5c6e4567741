import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { silent } from '../../src/base/log.ts';
import { checkAddress, checkUrl } from '../../src/fetch/address-guard.ts';
import type { Resolve } from '../../src/fetch/connector.ts';
import { createFetcher } from '../../src/fetch/fetch.ts';
import type { Fetcher } from '../../src/fetch/fetch.ts';
import { memoryManners } from '../../src/fetch/manners.ts';
import { tally } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

type Script = {
  readonly name: string;
  readonly answers: readonly (readonly string[] | 'TIMEOUT')[];
  readonly verdict: string;
};
type Hop = {
  readonly status?: number;
  readonly via?: string;
  readonly location: string;
  readonly verdict: string;
};

const PUBLIC = '93.184.216.34';
const NOBODY: ReadonlySet<string> = new Set();

/** Attacks on the guard: spellings, names, resolvers that change their mind, and redirects. No packet leaves. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const read = (file: string): string => readFileSync(path.join(suitesDir, 'ssrf', file), 'utf8');
  const refuse = read('refuse.jsonl')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { url: string }).url);
  const allow = (JSON.parse(read('allow.json')) as { url: string }[]).map(({ url }) => url);
  const spelt = refuse.filter((url) => !checkUrl(url, NOBODY).ok).length;
  const byName = refuse.filter((url) => checkUrl(url, NOBODY).ok);
  await using lab = await openLab();
  const named = await judge('ssrf/refuse', byName, (url) => resolvesInside(lab, url));
  return [
    {
      suite: 'ssrf/refuse',
      passed: spelt + named.passed,
      of: refuse.length,
      notes: [...named.notes, `${byName.length} of them by what their name resolves to`],
    },
    tally('ssrf/allow', allow, (url) => ({ ok: checkUrl(url, NOBODY).ok, name: url })),
    await judge('ssrf/dns-scripts', JSON.parse(read('dns-scripts.json')) as Script[], (row) =>
      resolvesBy(lab, row),
    ),
    await judge('ssrf/redirects', JSON.parse(read('redirects.json')) as Hop[], (row) => hops(lab, row)),
  ];
}

type Judged = { readonly ok: boolean; readonly name: string };

async function judge<T>(
  suite: string,
  rows: readonly T[],
  one: (row: T) => Promise<Judged>,
): Promise<SuiteResult> {
  const judged: Judged[] = [];
  for (const row of rows) judged.push(await one(row));
  return tally(suite, judged, (row) => row);
}

/** A server on loopback that every dialled address leads to, with a note of which addresses those were. */
type Lab = AsyncDisposable & { readonly dialled: string[]; location: Hop | undefined };

async function openLab(): Promise<Lab> {
  const server = http.createServer((request, response) => {
    response.setHeader('connection', 'close');
    if (request.url === '/robots.txt') return void response.writeHead(404).end();
    if (lab.location !== undefined && request.url === '/start')
      return void response.writeHead(lab.location.status ?? 302, { location: lab.location.location }).end();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>A page</title>'.repeat(9));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // oxlint-disable-next-line typescript/unbound-method -- always called with its socket
  const real = net.Socket.prototype.connect;
  const lab: Lab = {
    dialled: [],
    location: undefined,
    [Symbol.asyncDispose]: async () => {
      net.Socket.prototype.connect = real;
      server.close();
    },
  };
  net.Socket.prototype.connect = function record(this: net.Socket, ...args: unknown[]) {
    const normal = args[0] as unknown[];
    const target = normal[0] as { host?: string; port?: number };
    lab.dialled.push(target.host ?? '');
    target.host = '127.0.0.1';
    target.port = port;
    return (real as (...rest: unknown[]) => net.Socket).apply(this, args);
  };
  return lab;
}

function fetcherWith(resolve: Resolve): Fetcher {
  return createFetcher({
    version: '0',
    contact: 'conformance',
    allowHosts: [],
    minGapMs: 0,
    manners: memoryManners(),
    log: silent,
    resolve,
    limits: { headersMs: 600, totalMs: 900 },
  });
}

async function resolvesInside(lab: Lab, url: string): Promise<Judged> {
  lab.dialled.length = 0;
  const fetcher = fetcherWith(async () => ['127.0.0.1']);
  const { kind } = await fetcher.fetch({ url });
  await fetcher.close();
  return { ok: kind === 'refused' && lab.dialled.length === 0, name: url };
}

async function resolvesBy(lab: Lab, { name, answers, verdict }: Script): Promise<Judged> {
  lab.dialled.length = 0;
  lab.location = undefined;
  let asked = 0;
  const fetcher = fetcherWith(async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return answer === 'TIMEOUT' ? new Promise<never>(() => undefined) : answer;
  });
  const kinds = [];
  for (const page of ['/', '/start', '/more'])
    kinds.push((await fetcher.fetch({ url: `http://${name}${page}` })).kind);
  await fetcher.close();
  const safe = lab.dialled.every((address) => checkAddress(address));
  const wanted: Readonly<Record<string, boolean>> = {
    allow: kinds.every((kind) => kind === 'page'),
    refuse: kinds.every((kind) => kind === 'refused') && lab.dialled.length === 0,
    pin: lab.dialled.length > 0 && kinds.every((kind) => kind === 'page' || kind === 'refused'),
    error: kinds.every((kind) => kind === 'failed') && lab.dialled.length === 0,
  };
  return { ok: safe && wanted[verdict] === true, name: `${name}: ${kinds.join(', ')}` };
}

/** A redirect is walked; what only a browser would follow is put to the guard as any address is. */
async function hops(lab: Lab, hop: Hop): Promise<Judged> {
  const name = `${hop.status ?? hop.via} ${hop.location}`;
  if (hop.status === undefined) return { ok: !checkUrl(hop.location, NOBODY).ok, name };
  lab.dialled.length = 0;
  lab.location = hop;
  const fetcher = fetcherWith(async () => [PUBLIC]);
  const { kind } = await fetcher.fetch({ url: 'http://example.com/start', expect: 'machine' });
  await fetcher.close();
  const wanted = { refuse: 'refused', follow: 'page', 'stop-as-error': 'failed' }[hop.verdict];
  return {
    ok: kind === wanted && lab.dialled.every((address) => address === PUBLIC),
    name: `${name}: ${kind}`,
  };
}
