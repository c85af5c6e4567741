import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Failure } from '../../base/errors.ts';
import { logLine } from '../../base/log.ts';
import type { Command } from '../command.ts';
import { untilSignal } from '../signals.ts';
import { openWorker } from '../../remote/worker.ts';

export const command: Command = {
  name: 'work',
  summary: 'take visits from Redis, on as many machines as you like',
  usage: `
lamplighter work [--at-once N] [--lost-after SECONDS]

Asks for pages and reads them, as the hub ("lamplighter crawl" or "serve", with the same REDIS_URL) hands them out. Needs
the same sources as the hub, and no store. Ends after the visits in hand on SIGTERM or SIGINT.
  --at-once N            visits under way at once in this process (8)
  --lost-after SECONDS   how long a worker may fall silent before another takes over its visits (10); the same for all`,
  run: async (args, { settings, stderr }) => {
    const { values } = parseArgs({
      args,
      options: {
        'at-once': { type: 'string', default: '8' },
        'lost-after': { type: 'string', default: '10' },
      },
    });
    const atOnce = whole('--at-once', values['at-once'], 256);
    const lockMs = whole('--lost-after', values['lost-after'], 600) * 1000;
    const { redisUrl } = settings;
    if (redisUrl === undefined)
      throw new Failure('config', 'is not set; a worker takes its visits from Redis', { field: 'REDIS_URL' });
    const { signal, done } = untilSignal(stderr);
    const log = (event: string, fields = {}): void =>
      void stderr.write(`${logLine(event, { pid: process.pid, ...fields }, new Date())}\n`);
    const worker = await openWorker({ ...settings, redisUrl, atOnce, lockMs }, log, signal);
    if (!signal.aborted) {
      log('worker.started', { atOnce });
      await once(signal, 'abort');
    }
    const isClosed = await worker.close();
    log('worker.stopped');
    done();
    if (!isClosed) process.exit(0);
    return 0;
  },
};

function whole(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Failure('config', `${option} must be a whole number from 1 to ${most}, not "${text}"`);
}
