import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../../src/base/code-beside.ts';
import { runCommand } from '../../src/run/run-command.ts';
import type { Rounds } from '../rounds/round.ts';
import type { RunSite } from '../rounds/site.ts';

const MAIN = fileURLToPath(new URL('../../src/run/main.ts', import.meta.url));

/** How a command ended. */
export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A command that is under way in a process of its own. */
export type Running = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

/** The settings of a process that may speak to these sites only, without pauses. */
export function environmentOf(
  { dataDir, sourcesDir }: Pick<Rounds, 'dataDir' | 'sourcesDir'>,
  sites: readonly Pick<RunSite, 'host'>[],
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LAMPLIGHTER_DATA: dataDir,
    LAMPLIGHTER_SOURCES: sourcesDir,
    LAMPLIGHTER_ALLOW_HOSTS: sites.map(({ host }) => host).join(','),
    LAMPLIGHTER_MIN_GAP_MS: '0',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...more,
  };
}

/** Starts the real command line. */
export function start(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    stdout: out.join(''),
    stderr: err.join(''),
  }));
  return { child, ended };
}

export function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return start(args, env).ended;
}

/** Runs a command line in this process: the same dispatch, settings, messages and exit codes, without another start of Node. */
export async function runHere(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>> {
  const [out, err] = [collector(), collector()];
  const world = { stdin: Readable.from([]), stdout: out.stream, stderr: err.stream, environment };
  const code = await runCommand(args, world);
  return { code, stdout: out.text(), stderr: err.text() };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(String(chunk))) });
  return { stream, text: () => chunks.join('') };
}
