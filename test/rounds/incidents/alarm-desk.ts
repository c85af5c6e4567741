import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { readSettings } from '../../../src/run/config.ts';
import { endRound } from '../../../src/rounds/incidents/end-round.ts';
import { noteOverdue } from '../../../src/rounds/incidents/overdue.ts';
import { loadSources } from '../../../src/rounds/load-sources.ts';
import type { SourceSummary } from '../../../src/rounds/summary.ts';
import { sourceRow } from '../../../src/store/sources.ts';
import { openRounds, sourceFile, type Rounds } from '../round.ts';
import { openSite, type RunSite, type SitePost } from '../site.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One source on a loopback site, its rounds, and everybody who wants to hear of them. */
export type AlarmDesk = {
  readonly site: RunSite;
  readonly rounds: Rounds;
  readonly hook: Hook;
  /** A crawl of the source when it is due, as the command makes one; answers what it came to. */
  readonly round: (order?: { readonly full?: boolean }) => Promise<SourceSummary>;
  /** The end of a crawl, some hours later, with nothing new to judge. */
  readonly look: (hours?: number) => Promise<void>;
  /** What the incident channel was told, in order. */
  readonly alarms: () => readonly string[];
  /** The source's file, with a pause in it. */
  readonly paused: () => string;
  readonly close: () => Promise<void>;
};

export async function openAlarmDesk(
  posts: readonly SitePost[],
  {
    environment = {},
    file = {},
  }: { environment?: Record<string, string>; file?: Parameters<typeof sourceFile>[2] } = {},
): Promise<AlarmDesk> {
  const site = await openSite(posts);
  const rounds = openRounds([site]);
  rounds.write('alpha', sourceFile('alpha', site, file));
  const hook = await openHook();
  const settings = readSettings({
    INCIDENT_WEBHOOK: `${hook.origin}/alarm`,
    HEARTBEAT_URL: `${hook.origin}/alive`,
    LAMPLIGHTER_ALLOW_HOSTS: hook.host,
    PUBLIC_URL: 'https://lamplighter.example.org',
    ...environment,
  });
  const end = async (ran: string[]): Promise<void> => {
    const loaded = await loadSources([rounds.sourcesDir]);
    await endRound({ tools: rounds.tools, loaded, settings, stderr: process.stderr }, ran);
  };
  return {
    ...{ site, rounds, hook },
    round: async (order = {}) => {
      rounds.clock.at = Math.max(rounds.clock.at, sourceRow(rounds.store, 'alpha')?.nextDueAt ?? 0) + MINUTE;
      noteOverdue(rounds.store, await loadSources([rounds.sourcesDir]), rounds.clock.at);
      const summary = await rounds.runOne('alpha', order);
      await end(['alpha']);
      return summary;
    },
    look: async (hours = 12) => {
      rounds.clock.at += hours * HOUR;
      await end(['alpha']);
    },
    alarms: () => hook.told.filter(({ path }) => path === '/alarm').map(({ text }) => text),
    paused: () =>
      sourceFile('alpha', site, { more: "paused: { reason: 'asked to', reviewOn: '2027-01-01' }," }),
    close: async () => {
      await rounds.close();
      await site.close();
      await hook.close();
    },
  };
}

/** A loopback webhook that remembers what it was told; it takes nothing while `answers` is an error. */
type Hook = {
  readonly host: string;
  readonly origin: string;
  readonly told: { readonly path: string; readonly text: string }[];
  answers: number;
  readonly close: () => Promise<void>;
};

async function openHook(): Promise<Hook> {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const text = body === '' ? '' : (JSON.parse(body) as { text: string }).text;
      if (hook.answers < 300) hook.told.push({ path: request.url ?? '', text });
      response.writeHead(hook.answers).end();
    });
  });
  const host = await listen(server);
  const hook: Hook = {
    ...{ host, origin: `http://${host}`, told: [], answers: 204 },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hook;
}

async function listen(server: net.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A loopback mail server that takes every letter (RFC 5321, as much as a client needs). */
export async function openMailbox() {
  const letters: string[] = [];
  const server = net.createServer((socket) => {
    let [letter, inData] = ['', false];
    socket.write('220 mailbox\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (inData && line !== '.') letter += `${line}\n`;
        else if (inData) {
          letters.push(letter);
          [letter, inData] = ['', false];
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 yes\r\n');
      }
    });
  });
  const host = await listen(server);
  return { url: `smtp://${host}`, letters, close: () => new Promise((resolve) => server.close(resolve)) };
}
