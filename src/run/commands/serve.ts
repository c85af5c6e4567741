import { parseArgs } from 'node:util';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { logLine, type Log } from '../../base/log.ts';
import { inviteFirst } from '../../review/invite.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Settings } from '../config.ts';
import { loadSources } from '../load-sources.ts';
import { openTools } from '../open-tools.ts';
import { buildServer } from '../server.ts';
import { untilSignal } from '../signals.ts';

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
  const log: Log = (event, fields = {}) => void io.stderr.write(`${logLine(event, fields, new Date())}\n`);
  const app = await buildServer({
    store: tools.store,
    settings: io.settings,
    rules: tools.rules,
    sources: loaded.map(({ source }) => source),
    log,
    now: tools.now,
  });
  try {
    await app.listen({ host: io.settings.host, port: io.settings.port });
    const origin = originOf(io.settings, app.server.address());
    io.stdout.write(`Lamplighter is at ${origin} (the desk: ${origin}/desk).\n`);
    const link = inviteFirst(tools.store, tools.now());
    if (link !== undefined) io.stdout.write(firstWords(`${origin}${link}`));
    else if (how.isFirstRun) io.stdout.write(`Sign in at ${origin}/desk.\n`);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await app.close();
    await tools.close();
    done();
  }
  return 0;
}

function firstWords(link: string): string {
  return `\nThere is no account yet. Open this link to make the first administrator; it works once, for a day:\n\n  ${link}\n\n`;
}

/** Where people reach it: as the settings say, or (port 0) where it came to listen. */
function originOf(settings: Settings, address: AddressInfo | string | null): string {
  if (settings.port !== 0 || typeof address !== 'object' || address === null) return settings.publicUrl;
  return settings.publicUrl.replace(/:0$/, `:${address.port}`);
}
