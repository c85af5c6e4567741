import { HOUR, MINUTE } from '../base/durations.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { codeBeside } from '../base/code-beside.ts';
import type { Log } from '../base/log.ts';
import { NOTHING_DUE } from '../rounds/nothing-due.ts';
import { CHILD_ENVIRONMENT } from './config.ts';

/** The clock of a server: runs what is due, as cron would. */
export type Schedule = {
  /** Looks now, and not at the next tick. */
  readonly poke: () => void;
  /** Lets a crawl that is under way finish the post in hand, and ends. */
  readonly close: () => Promise<void>;
};

const MAIN = fileURLToPath(codeBeside('main', import.meta.url));

/**
 * Keeps `lamplighter crawl --watch` going, and runs what cron would run: `lamplighter links check` every hour (a link is looked at every
 * three days; most hours find none due), and `lamplighter backup --nightly` every hour. With nothing due they end at once.
 * `tellsFirst`: what the first round says is passed on, a line a source.
 */
export function startSchedule(log: Log, tellsFirst = false): Schedule {
  const rounds = keepWatching(log, tellsFirst);
  const links = repeat(['links', 'check'], HOUR, log);
  const backups = repeat(['backup', '--nightly'], HOUR, log);
  return {
    poke: rounds.poke,
    close: async () => {
      await Promise.all([rounds.close(), links.close(), backups.close()]);
    },
  };
}

/**
 * One process that reads due sources, each as its own job, and is poked to look at once: it is there already when a person waits. It is
 * started again a minute after it ended, or when it is poked.
 */
function keepWatching(log: Log, tellsFirst: boolean): Schedule {
  let child: ChildProcess | undefined;
  const start = (tells: boolean): void => {
    const begun = spawn(process.execPath, [MAIN, 'crawl', '--watch'], {
      env: CHILD_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = begun;
    keepWords(begun, log, 'crawl --watch');
    const pass = (line: Buffer): void => void (tells && process.stdout.write(line));
    begun.stdout?.on('data', pass);
    begun.once('message', () => (tells = false));
    begun.once('error', (error) => log('schedule.failed', { error: error.message }));
    begun.once('exit', (code) => {
      child = undefined;
      if (code !== 0) log('schedule.ended', { command: 'crawl --watch', code });
    });
  };
  const tick = (): void => void (child ?? start(false));
  const timer = setInterval(tick, MINUTE);
  start(tellsFirst);
  return {
    poke: () => {
      if (child?.connected === true) child.send('look');
      else tick();
    },
    close: async () => {
      clearInterval(timer);
      if (child === undefined) return;
      const gone = once(child, 'exit');
      // Ctrl-C has told it already; a second signal would end it in the middle of a post.
      if (child.connected) child.disconnect();
      else child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Runs a command again and again, one at a time, in a process of its own: a crash of one leaves the other. */
function repeat(args: readonly string[], everyMs: number, log: Log): { readonly close: Schedule['close'] } {
  let child: ChildProcess | undefined;
  const tick = (): void => {
    if (child !== undefined) return;
    child = spawn(process.execPath, [MAIN, ...args], {
      env: CHILD_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    keepWords(child, log, args.join(' '));
    child.once('error', (error) => log('schedule.failed', { error: error.message }));
    child.once('close', (code) => {
      child = undefined;
      if (code !== 0 && code !== 75) log('schedule.ended', { command: args.join(' '), code });
    });
  };
  const timer = setInterval(tick, everyMs);
  return {
    close: async () => {
      clearInterval(timer);
      if (child === undefined) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** What is said each minute, and says nothing. */
const DULL: readonly string[] = ['', NOTHING_DUE];

/** What a command says is part of what the server says: a line of it is a line of the log. */
function keepWords({ stdout, stderr }: ChildProcess, log: Log, command: string): void {
  for (const stream of [stdout, stderr])
    if (stream !== null)
      createInterface(stream).on('line', (line) => {
        if (!DULL.includes(line)) log('schedule.said', { command, line });
      });
}
