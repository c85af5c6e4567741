import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { logLine, type Log } from '../base/log.ts';
import { Failure, messageOf } from '../base/errors.ts';
import { inviteFirst } from '../accounts/invite.ts';
import { keepSearchIndex } from '../review/search-index.ts';
import { makeDue } from '../store/sources.ts';
import { addByHand } from '../rounds/add-by-hand.ts';
import type { CommandIo } from './command.ts';
import type { Settings } from '../base/settings.ts';
import { watchRounds } from '../rounds/incidents/end-round.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { proposalOf } from '../mend/proposal.ts';
import { sendNews } from '../server/news.ts';
import { openOperations } from '../server/operations.ts';
import type { Schedule } from './schedule.ts';
import { serverOf } from '../server/server.ts';
import { makeShell } from '../web/shell.ts';
import type { Tools } from '../rounds/tools.ts';

export type ServerRun = {
  readonly tools: Tools;
  readonly loaded: readonly LoadedSource[];
  /** What is wrong with the adapters that were left out. */
  readonly faults?: readonly string[];
  readonly signal: AbortSignal;
  /** Say what to do first. */
  readonly isFirstRun: boolean;
  /** Starts the schedule once the server listens; left out where cron does that. */
  readonly schedule?: (log: Log) => Schedule | Promise<Schedule>;
};

/** Serves desk and catalogue until the signal, and says where to look and how to sign in the first time. */
export async function runServer(io: CommandIo, run: ServerRun): Promise<void> {
  const { tools, loaded, faults = [], signal } = run;
  const log: Log = (event, fields = {}) => void io.stderr.write(`${logLine(event, fields, new Date())}\n`);
  for (const why of faults) log('warn.adapter', { why });
  let schedule: Schedule | undefined;
  let news: ReturnType<typeof sendNews> | undefined;
  const index = keepSearchIndex(tools.store, (error) => log('warn.index', { error: messageOf(error) }));
  const endWatch = watchRounds({ tools, loaded, settings: io.settings, stderr: io.stderr });
  const operations = await openOperations({
    store: tools.store,
    settings: io.settings,
    active: loaded.flatMap(({ source }) => (source.paused === undefined ? [source.id] : [])),
    faults,
    now: tools.now,
  });
  const shell = await serverOf({
    operations,
    store: tools.store,
    settings: io.settings,
    // Those that are in force when they are asked for.
    get rules() {
      return tools.rules;
    },
    sources: loaded.map(({ source }) => source),
    log,
    now: tools.now,
    addByHand: (url) => addByHand(tools, loaded, url),
    // Loaded when somebody looks: it brings the whole survey of a site with it.
    drawListing: async (id, block) => {
      const { drawKept } = await import('../workshop/picture/draw-kept.ts');
      return drawKept(tools.store, loaded, { id, block });
    },
    learntOf: async (id) => {
      const one = loaded.find(({ source }) => source.id === id);
      const { adviseInProcess } = await import('../workshop/learnt/advise-in-process.ts');
      return one === undefined
        ? undefined
        : adviseInProcess({ file: one.file, dataDir: io.settings.dataDir });
    },
    mendOf: (id) => proposalOf(io.settings.dataDir, id),
    addSuggested: (url) => addByHand(tools, loaded, url, 'suggestion'),
    ...(run.schedule === undefined
      ? {}
      : {
          runNow: (id: string) => {
            makeDue(tools.store, id, tools.now());
            schedule?.poke();
          },
          scoreAnew: () => schedule?.poke(),
        }),
  });
  const app = await makeShell(shell);
  try {
    await app.listen({ host: io.settings.host, port: io.settings.port }).catch(refuseAddress(io.settings));
    const origin = originOf(io.settings, app.server.address());
    io.stdout.write(`Lamplighter is at ${origin} (the desk: ${origin}/desk).\n`);
    const first = inviteFirst(tools.store, tools.now());
    if (first !== undefined)
      io.stdout.write('path' in first ? firstWords(`${origin}${first.path}`) : STILL_OPEN);
    else if (run.isFirstRun) io.stdout.write(`Sign in at ${origin}/desk.\n`);
    schedule = await run.schedule?.(log);
    news = sendNews(tools, loaded, { settings: io.settings, log });
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    index.stop();
    await news?.close();
    await endWatch();
    await schedule?.close();
    await app.close();
    await operations.close();
  }
}

/** An address that cannot be had is a setting that is wrong, and no fault of the program. */
function refuseAddress({ host, port }: Settings): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === undefined || !/^(?:EADDR|EACCES|ENOTFOUND)/.test(error.code)) throw error;
    const why =
      error.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be listened at (${error.code})`;
    throw new Failure('config', `${host}:${port} ${why}; set HOST and PORT to an address that is free`, {
      field: 'PORT',
    });
  };
}

const STILL_OPEN =
  '\nThere is no account yet, and the link printed at an earlier start still works. Lost? "lamplighter reviewers first" makes another.\n\n';

function firstWords(link: string): string {
  return `\nThere is no account yet. Open this link to make the first administrator; it works once, for a day:\n\n  ${link}\n\n`;
}

/** Where people reach it: as the settings say, or (port 0) where it came to listen. */
function originOf(settings: Settings, address: AddressInfo | string | null): string {
  if (settings.port !== 0 || typeof address !== 'object' || address === null) return settings.publicUrl;
  return settings.publicUrl.replace(/:0$/, `:${address.port}`);
}
