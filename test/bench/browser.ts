import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NO_CHROMIUM } from '../chromium.ts';

const PAGES = 8;
const ROUNDS = 3;
const YARDSTICK = 'playwright-core';
const WAYS = [
  'plain HTTP',
  YARDSTICK,
  'Crawlee as it comes',
  'Crawlee, no fingerprints',
  'Crawlee, a context a page',
  'lamplighter',
];

/** What a page costs in a browser, by several ways, one page at a time; and beside them one read by plain HTTP. */
export async function run(print: (line: string) => void): Promise<void> {
  if (NO_CHROMIUM) return print('no Chromium here: skipped');
  const { origin, close } = await serve();
  const costs = new Map<string, (Cost & { readonly ratio: number })[]>(WAYS.map((way) => [way, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const yardstick = await measure(YARDSTICK, origin);
    for (const way of WAYS) {
      const cost = way === YARDSTICK ? yardstick : await measure(way, origin);
      costs.get(way)?.push({ ...cost, ratio: cost.pageMs / yardstick.pageMs });
    }
  }
  await close();
  print(`medians of ${ROUNDS} rounds of ${PAGES} pages, one at a time; 20 cards that a script writes`);
  for (const [way, all] of costs) {
    const of = (pick: (cost: Cost & { readonly ratio: number }) => number): number => median(all.map(pick));
    const ms = of(({ pageMs }) => pageMs).toFixed(0);
    const times = `${of(({ ratio }) => ratio).toFixed(2)} × ${YARDSTICK}`;
    const cpu = `${of(({ cpuMs }) => cpuMs).toFixed(0)} ms of CPU`;
    const first = `first page after ${of(({ firstMs }) => firstMs).toFixed(0)} ms`;
    print(
      `${way.padEnd(26)} ${ms} ms a page (${times}), ${cpu}, ${first}, peak ${of(({ peakMb }) => peakMb).toFixed(0)} MB`,
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

type Cost = {
  readonly firstMs: number;
  readonly pageMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
};

async function measure(way: string, origin: string): Promise<Cost> {
  const script = fileURLToPath(new URL('contestant/browser.ts', import.meta.url));
  const child = spawn(process.execPath, [script, way, origin, String(PAGES)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const pid = child.pid ?? 0;
  const lines = createInterface({ input: child.stdout });
  const { firstMs } = JSON.parse(await nextLine(way, child, lines));
  const before = treeOf(pid);
  const spent = new Map(before.ticks);
  let peakMb = before.mb;
  const look = (): void => {
    const now = treeOf(pid);
    peakMb = Math.max(peakMb, now.mb);
    for (const [one, ticks] of now.ticks) spent.set(one, ticks);
  };
  const watch = setInterval(look, 100);
  child.stdin.write('go\n');
  const { ms, read } = JSON.parse(await nextLine(way, child, lines));
  clearInterval(watch);
  look();
  const cpuMs = (sum(spent) - sum(before.ticks)) * 10;
  if (read !== PAGES) throw new Error(`${way} read ${read} of ${PAGES} pages`);
  child.stdin.end('go\n');
  await once(child, 'exit');
  return { firstMs, pageMs: ms / PAGES, cpuMs: cpuMs / PAGES, peakMb };
}

async function nextLine(way: string, child: ChildProcess, lines: Interface): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${way} ended early`);
  });
  return String((await Promise.race([once(lines, 'line'), ended]))[0]);
}

/**
 * CPU time of a process and of all that descend from it, by process (hundredths of a second), and the memory that they share out
 * among them. Of a process that ends between two looks, the last part is lost; that is the same for every way.
 */
function treeOf(root: number): { readonly ticks: ReadonlyMap<number, number>; readonly mb: number } {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = new Map(all.map((pid) => [Number(pid), statOf(pid)]));
  const isIn = (pid: number): boolean => pid === root || (pid > 1 && isIn(stats.get(pid)?.parent ?? 0));
  const tree = [...stats].filter(([pid]) => isIn(pid));
  return {
    ticks: new Map(tree.map(([pid, { ticks }]) => [pid, ticks])),
    mb: tree.reduce((total, [pid]) => total + pssOf(pid), 0) / 1024,
  };
}

function sum(ticks: ReadonlyMap<number, number>): number {
  return [...ticks.values()].reduce((total, one) => total + one, 0);
}

function statOf(pid: string): { readonly parent: number; readonly ticks: number } {
  const text = read(`/proc/${pid}/stat`);
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  // Fields 4, 14 and 15 of proc(5): parent, user and system time.
  return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) };
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function serve(): Promise<{ origin: string; close: () => Promise<void> }> {
  const cards = JSON.stringify(Array.from({ length: 20 }, (_, n) => `How a council bought thing ${n}`));
  const page = `<!doctype html><title>News</title><h1>News</h1><p>${'Words of a page. '.repeat(3000)}</p><div id="list"></div>
<script>window.fetch('/cards').then((a) => a.json()).then((all) => { for (const one of all) list.insertAdjacentHTML('beforeend', '<article><h3><a href="/x">' + one + '</a></h3></article>') })</script>`;
  const server = http.createServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end();
    const isCards = request.url === '/cards';
    response.writeHead(200, { 'content-type': isCards ? 'application/json' : 'text/html; charset=utf-8' });
    response.end(isCards ? cards : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
