import { parseArgs } from 'node:util';
import type { Log } from '../../base/log.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Settings } from '../../base/settings.ts';
import { loadSources } from '../../rounds/load-sources.ts';
import { openTools } from '../open-tools.ts';
import { runServer } from '../run-server.ts';
import { type Schedule, startSchedule } from '../schedule.ts';
import { untilSignal } from '../signals.ts';
import { ticked } from '../ticked.ts';

export const command: Command = {
  name: 'serve',
  summary: 'the desk and the catalogue on one port, with the schedule',
  usage: `
lamplighter serve [--no-schedule] [--first-run]

Serves the desk under /desk and the catalogue at /, on HOST and PORT (127.0.0.1:3000 unless set).
While there is no account, it prints a link that makes the first administrator; the link works once.
  --no-schedule   leave crawling to cron ("lamplighter crawl")
  --first-run     say more about what to do first`,
  run: async (args, io) => {
    const { values } = parseArgs({
      args,
      options: {
        'no-schedule': { type: 'boolean', default: false },
        'first-run': { type: 'boolean', default: false },
      },
    });
    return serve(io, { schedule: !values['no-schedule'], isFirstRun: values['first-run'] });
  },
};

async function serve(
  io: CommandIo,
  how: { readonly schedule: boolean; readonly isFirstRun: boolean },
): Promise<number> {
  const loaded = await loadSources(io.settings.sourceDirs);
  const { signal, done } = untilSignal(io.stderr);
  const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr });
  try {
    const schedule = how.schedule ? { schedule: (log: Log) => scheduleFor(io.settings, log) } : {};
    await runServer(io, { tools, loaded, signal, isFirstRun: how.isFirstRun, ...schedule });
    return 0;
  } finally {
    await tools.close();
    done();
  }
}

async function scheduleFor({ redisUrl }: Settings, log: Log): Promise<Schedule> {
  const schedule = startSchedule(log);
  return redisUrl === undefined ? schedule : ticked(schedule, redisUrl);
}
