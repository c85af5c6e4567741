import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { codeBeside } from '../base/code-beside.ts';
import type { Log } from '../base/log.ts';

/** The clock of a server: runs what is due, as cron would. */
export type Schedule = {
  /** Looks now, and not at the next tick. */
  readonly poke: () => void;
  /** Lets a crawl that is under way finish the post in hand, and ends. */
  readonly close: () => Promise<void>;
};

const MAIN = fileURLToPath(codeBeside('main', import.meta.url));
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Runs what cron would run: `lamplighter crawl` every minute, `lamplighter links check` every hour (a link is looked at every
 * three days; most hours find none due), and `lamplighter backup --nightly` every hour. With nothing due they end at once.
 * `tellsFirst`: what the first crawl says is passed on, a line a source.
 */
export function startSchedule(log: Log, tellsFirst = false): Schedule {
  const rounds = repeat(['crawl'], MINUTE_MS, { log, tellsFirst });
  const links = repeat(['links', 'check'], HOUR_MS, { log, tellsFirst: false });
  const backups = repeat(['backup', '--nightly'], HOUR_MS, { log, tellsFirst: false });
  rounds.poke();
  return {
    poke: rounds.poke,
    close: async () => {
      await Promise.all([rounds.close(), links.close(), backups.close()]);
    },
  };
}

/**
 * Runs a command again and again, one at a time, in a process of its own: reading and parsing never make a reviewer wait, and a
 * crash of one leaves the other.
 */
function repeat(
  args: readonly string[],
  everyMs: number,
  { log, tellsFirst }: { readonly log: Log; readonly tellsFirst: boolean },
): Schedule {
  let isTold = tellsFirst;
  let child: ChildProcess | undefined;
  let again = false;
  const tick = (): void => {
    again = child !== undefined;
    if (child !== undefined) return;
    child = spawn(process.execPath, [MAIN, ...args], {
      stdio: ['ignore', isTold ? 'inherit' : 'ignore', 'inherit'],
    });
    isTold = false;
    child.once('error', (error) => log('schedule.failed', { error: error.message }));
    child.once('close', (code) => {
      child = undefined;
      if (code !== 0 && code !== 75) log('schedule.ended', { command: args.join(' '), code });
      if (again) tick();
    });
  };
  const timer = setInterval(tick, everyMs);
  return {
    poke: tick,
    close: async () => {
      clearInterval(timer);
      again = false;
      if (child === undefined) return;
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
