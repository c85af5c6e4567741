import { parseArgs } from 'node:util';
import { messageOf } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Settings } from '../../base/settings.ts';
import { loadSound } from '../../rounds/load-sources.ts';
import { hasCrawled } from '../../store/runs.ts';
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
  const { loaded, faults } = await loadSound(io.settings.sourceDirs);
  const { signal, done } = untilSignal(io.stderr);
  const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr, readsAside: true });
  try {
    const asksFirst =
      how.isFirstRun && how.schedule && !io.settings.isContactGiven && !hasCrawled(tools.store);
    if (asksFirst) io.stdout.write(WHO_ARE_YOU);
    const isFirst = how.isFirstRun && !hasCrawled(tools.store);
    if (isFirst && how.schedule && !asksFirst) io.stdout.write(firstRound(loaded.length));
    const schedule =
      how.schedule && !asksFirst
        ? { schedule: (log: Log) => scheduleFor(io.settings, { log, tellsFirst: isFirst }) }
        : {};
    await runServer(io, {
      tools,
      loaded,
      faults: faults.map(messageOf),
      signal,
      isFirstRun: how.isFirstRun,
      ...schedule,
    });
    return 0;
  } finally {
    await tools.close();
    done();
  }
}

const WHO_ARE_YOU = `
No site is visited yet: the owners of the sites must be able to reach you. Stop with Ctrl-C and start again with an
e-mail address or a web page of yours:

  LAMPLIGHTER_CONTACT=you@example.org npm start

`;

function firstRound(sources: number): string {
  return `The first round begins: ${sources} sources, each told below when it was read. This takes some minutes, as no site is asked more often than is polite.\n`;
}

async function scheduleFor(
  { redisUrl }: Settings,
  { log, tellsFirst }: { readonly log: Log; readonly tellsFirst: boolean },
): Promise<Schedule> {
  const schedule = startSchedule(log, tellsFirst);
  return redisUrl === undefined ? schedule : ticked(schedule, redisUrl);
}
