import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Log } from '../base/log.ts';
import { PROJECT_DIR } from './config.ts';

/** The clock of a server: runs what is due, as cron would. */
export type Schedule = {
  /** Looks now, and not at the next tick. */
  readonly poke: () => void;
  /** Lets a crawl that is under way finish the post in hand, and ends. */
  readonly close: () => Promise<void>;
};

const TICK_MS = 60_000;

/**
 * Runs `lamplighter crawl` in a process of its own every minute, one at a time: with nothing due it ends at once.
 * A process of its own, so that reading and parsing never make a reviewer wait, and a crash of one leaves the other.
 */
export function startSchedule(log: Log): Schedule {
  let child: ChildProcess | undefined;
  let again = false;
  const tick = (): void => {
    again = child !== undefined;
    if (child !== undefined) return;
    child = spawn(process.execPath, [join(PROJECT_DIR, 'src', 'run', 'main.ts'), 'crawl'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', (error) => log('schedule.failed', { error: error.message }));
    child.once('close', (code) => {
      child = undefined;
      if (code !== 0 && code !== 75) log('schedule.crawl_ended', { code });
      if (again) tick();
    });
  };
  const timer = setInterval(tick, TICK_MS);
  tick();
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
