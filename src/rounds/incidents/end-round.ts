import { messageOf } from '../../base/errors.ts';
import type { LoadedSource } from '../load-sources.ts';
import type { Settings } from '../../base/settings.ts';
import type { Tools } from '../tools.ts';
import { logLine } from '../../base/log.ts';
import { beat } from './beat.ts';
import { openChannel } from './channel.ts';
import { noteClock, whyNoBeat } from './clock.ts';
import { noteOverdue } from './overdue.ts';
import { noteReviewers } from './reviewers.ts';
import { tellIncidents } from './tell-incidents.ts';

type Round = {
  readonly tools: Pick<Tools, 'store' | 'now' | 'log'>;
  readonly loaded: readonly LoadedSource[];
  readonly settings: Settings;
  readonly stderr: NodeJS.WritableStream;
};

const TEN_MINUTES = 600_000;

/** The end of a crawl: looks after what no single run can see, tells what is wrong, and says that we are alive where the next turn is due as it can be. */
export async function endRound(round: Round, ran: readonly string[]): Promise<void> {
  const { tools, settings } = round;
  const channel = openChannel(settings, round.stderr);
  try {
    noteReviewers(tools.store, ran, tools.now());
    await look(round, channel);
    if (settings.heartbeatUrl === undefined) return;
    const silent = whyNoBeat(tools.store, round.loaded, tools.now());
    if (silent === undefined) await beat(round);
    else round.stderr.write(`${logLine('warn.heartbeat', { why: silent }, new Date(tools.now()))}\n`);
  } finally {
    await channel.close();
  }
}

/** Looks for missed rounds every ten minutes, in a process that does not crawl itself; answers how to end it. */
export function watchRounds(round: Round): () => Promise<void> {
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = lookOnce(round).catch((error: unknown) =>
      round.tools.log('warn.watch', { error: messageOf(error) }),
    );
  }, TEN_MINUTES);
  return () => {
    clearInterval(timer);
    return looking;
  };
}

async function lookOnce(round: Round): Promise<void> {
  const channel = openChannel(round.settings, round.stderr);
  try {
    await look(round, channel);
  } finally {
    await channel.close();
  }
}

async function look(
  { tools, loaded, settings }: Round,
  channel: ReturnType<typeof openChannel>,
): Promise<void> {
  const { store, log } = tools;
  noteClock(store, tools.now());
  noteOverdue(store, loaded, tools.now());
  await tellIncidents({ store, log, channel, publicUrl: settings.publicUrl, now: tools.now() });
}
