import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of the test's own, on a free loopback port, that keeps nothing on disk. */
export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** As `kill -9`: what it held is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again, empty, on the same port. */
  readonly start: () => Promise<void>;
  /** Sends one command as words, and answers the first line of what came back. */
  readonly command: (...words: string[]) => Promise<string>;
  /** As `command`, and answers all that came at once. */
  readonly answer: (...words: string[]) => Promise<string>;
  readonly close: () => Promise<void>;
};

const SERVER = '/usr/bin/redis-server';

/** Why tests with Redis cannot run here, or undefined. Where tests must all run (CI) its absence is an error. */
export function noRedis(): string | undefined {
  if (existsSync(SERVER)) return undefined;
  // oxlint-disable-next-line node/no-process-env
  if (process.env['CI'] === 'true') throw new Error(`${SERVER} is missing: apt-get install redis-server`);
  return `${SERVER} is missing: tests with Redis are left out`;
}

/** Starts a Redis; `args` are further settings, as on its command line. */
export async function openRedis(args: readonly string[] = []): Promise<TestRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'lamplighter-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''];
    child = spawn(SERVER, [...settings, '--appendonly', 'no', ...args], { stdio: 'ignore' });
    await answers(port, child);
  };
  const kill = async (): Promise<void> => {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    ...{ url: `redis://127.0.0.1:${port}`, port, kill, start },
    command: async (...words) => (await send(port, words)).split('\r\n')[0] ?? '',
    answer: (...words) => send(port, words),
    close: async () => {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const said = await send(port, ['PING']).catch(() => '');
    if (said.startsWith('+PONG')) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('redis-server did not start');
}

function send(port: number, words: readonly string[]): Promise<string> {
  const text = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`*${words.length}\r\n${text}`));
    socket.once('data', (data) => {
      resolve(data.toString('utf8'));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
