import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { command } from '../../src/run/commands/sources.ts';
import { readSettings } from '../../src/run/config.ts';
import { type Settings } from '../../src/base/settings.ts';

/** What a page answers: its body, or body, type, status and headers. */
export type Answer =
  | string
  | {
      readonly body: string;
      readonly type?: string;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** A loopback site of these pages, by path with query; what is missing is a 404. `origin` may be used in a page as `{origin}`. */
export type Web = {
  readonly origin: string;
  readonly host: string;
  pages: Readonly<Record<string, Answer>>;
  readonly asked: string[];
  readonly close: () => Promise<void>;
};

export async function openWeb(pages: Readonly<Record<string, Answer>>): Promise<Web> {
  const server = http.createServer((request, response) => {
    const at = request.url ?? '/';
    web.asked.push(at);
    const found = Object.hasOwn(web.pages, at) ? web.pages[at] : undefined;
    const answer =
      typeof found === 'string' ? { body: found } : (found ?? { body: 'Not found', status: 404 });
    const { body, type = 'text/html; charset=utf-8', status = 200, headers = {} } = answer;
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body.replaceAll('{origin}', web.origin));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const web: Web = {
    origin: `http://${host}`,
    host,
    pages,
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return web;
}

/** A folder for sources and a store, and `lamplighter sources` run in this process. */
export type Bench = {
  readonly folder: string;
  readonly sources: string;
  readonly settings: Settings;
  readonly run: (args: string[], input?: string) => Promise<{ code: number; out: string }>;
  /** Runs with `--json` and answers what was printed. */
  readonly json: <T>(...args: string[]) => Promise<T>;
  readonly close: () => void;
};

export function openBench(hosts: readonly string[]): Bench {
  const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-sources-'));
  const sources = path.join(folder, 'sources');
  const settings = {
    ...readSettings({
      LAMPLIGHTER_DATA: path.join(folder, 'data'),
      LAMPLIGHTER_ALLOW_HOSTS: hosts.join(','),
      LAMPLIGHTER_MIN_GAP_MS: '0',
    }),
    sourceDirs: [sources],
  };
  const run: Bench['run'] = async (args, input = '') => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdin.end(input);
    const code = await command.run(args, { stdin, stdout, stderr, settings });
    return { code, out: String(stdout.read() ?? '') };
  };
  return {
    folder,
    sources,
    settings,
    run,
    json: async (...args) => JSON.parse((await run([...args, '--json'])).out),
    close: () => rmSync(folder, { recursive: true }),
  };
}
