import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Other } from './others.ts';
import { CHILD_ENVIRONMENT } from '../../../src/run/config.ts';
import { type TreeFigures, watchTree } from '../../process-tree.ts';

/** What a contestant says that it did. */
type Told = { readonly requests: number; readonly posts: number; readonly wallMs: number };
/** And what that took, its start included: CPU time and memory of all its processes. */
export type Result = Told & TreeFigures;

/** A process that serves generated sites, and a folder with a source for each of them. */
export type Course = {
  readonly folder: string;
  readonly ports: readonly number[];
  /** Runs a contestant of ours in a process of its own. */
  readonly run: (name: string) => Promise<Result>;
  /** Runs a crawler by others. */
  readonly runOther: (start: NonNullable<Other['start']>) => Promise<Result>;
  /** Forgets what was crawled. */
  readonly clear: () => void;
  readonly close: () => void;
};

/** Serves `hosts` blogs of `posts` posts each, 20 a listing page. */
export async function openCourse(hosts: number, posts: number): Promise<Course> {
  const server = node('../site/main.ts', [String(hosts), String(posts), '20']);
  const ports: number[] = JSON.parse(await firstLine(server));
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-bench-'));
  mkdirSync(join(folder, 'sources'));
  for (const port of ports) writeFileSync(join(folder, 'sources', `site-${port}.ts`), sourceFile(port));
  return {
    folder,
    ports,
    // Ours as the server starts it.
    run: (name) =>
      result(
        node(
          '../contestant/main.ts',
          [name, folder, ...ports.map(String)],
          name === 'crawl' ? CHILD_ENVIRONMENT : process.env,
        ),
      ),
    runOther: ({ command, args }) =>
      result(spawn(command, [...args, ...ports.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })),
    clear: () => rmSync(join(folder, 'data'), { recursive: true, force: true }),
    close: () => {
      server.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

async function result(child: ChildProcess): Promise<Result> {
  const watch = watchTree(child.pid ?? 0);
  // With all the processes that it started: readers, workers. One that fails ends the bench, which a watch would keep going.
  const line = await firstLine(child).catch((error: unknown) => {
    watch.end();
    throw error;
  });
  const { requests, posts, wallMs }: Told = JSON.parse(line);
  return { requests, posts, wallMs, ...watch.end() };
}

function node(file: string, args: readonly string[], env = process.env): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return spawn(process.execPath, [path, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output');
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`a contestant ended with ${String(code)} before it had a result`);
  });
  died.catch(() => undefined);
  const [line]: unknown[] = await Promise.race([once(createInterface(child.stdout), 'line'), died]);
  return String(line);
}

function sourceFile(port: number): string {
  return `export default ({ defineSource, listing }) => defineSource({
  id: 'site-${port}', name: 'Site ${port}', publisher: 'Bench', home: 'http://127.0.0.1:${port}/news/',
  hosts: { canonical: '127.0.0.1:${port}' }, cadence: { perMonth: 30, quietOkDays: 9999 },
  discover: listing({ url: '/news/', card: 'article', link: 'h3 a', title: 'h3', date: 'time', next: 'a[rel=next]', maxPages: 500 }),
  article: { title: 'h1', date: 'time', body: '.content' },
});
`;
}
