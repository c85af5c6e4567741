import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Failure } from '../../base/errors.ts';
import { logLine } from '../../base/log.ts';
import type { Command } from '../command.ts';
import { untilSignal } from '../signals.ts';
import { openWorker } from '../worker.ts';

export const command: Command = {
  name: 'work',
  summary: 'take visits from Redis, on as many machines as you like',
  usage: `
lamplighter work [--at-once N]

Asks for pages and reads them, as the hub ("lamplighter crawl" or "serve", with the same REDIS_URL) hands them out. Needs
the same sources as the hub, and no store. Ends after the visits in hand on SIGTERM or SIGINT.
  --at-once N   visits under way at once in this process (8)`,
  run: async (args, { settings, stderr }) => {
    const { values } = parseArgs({ args, options: { 'at-once': { type: 'string', default: '8' } } });
    const atOnce = Number(values['at-once']);
    if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 256)
      throw new Failure('config', '--at-once must be a whole number from 1 to 256');
    const { redisUrl } = settings;
    if (redisUrl === undefined)
      throw new Failure('config', 'is not set; a worker takes its visits from Redis', { field: 'REDIS_URL' });
    const { signal, done } = untilSignal(stderr);
    const log = (event: string, fields = {}): void =>
      void stderr.write(`${logLine(event, { pid: process.pid, ...fields }, new Date())}\n`);
    const worker = await openWorker({ ...settings, redisUrl, atOnce }, log);
    log('worker.started', { atOnce });
    if (!signal.aborted) await once(signal, 'abort');
    await worker.close();
    log('worker.stopped');
    done();
    return 0;
  },
};
