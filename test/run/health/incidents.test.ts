import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '../../../src/run/config.ts';
import { endRound } from '../../../src/run/health/end-round.ts';
import { loadSources } from '../../../src/run/load-sources.ts';
import { openIncidents } from '../../../src/store/incidents.ts';
import { manyPosts } from '../posts.ts';
import { openRounds, sourceFile, type Rounds } from '../round.ts';
import { openSite, says, type RunSite } from '../site.ts';

/** A loopback webhook that remembers what it was told. */
type Hook = {
  readonly url: string;
  readonly host: string;
  readonly told: string[];
  answers: number;
  close: () => Promise<void>;
};

let site: RunSite;
let rounds: Rounds;
let hook: Hook;
let settings: Settings;

beforeEach(async () => {
  site = await openSite(manyPosts(5));
  rounds = openRounds([site]);
  rounds.write('alpha', sourceFile('alpha', site));
  hook = await openHook();
  settings = readSettings({
    INCIDENT_WEBHOOK: `${hook.url}/alarm`,
    HEARTBEAT_URL: `${hook.url}/alive`,
    LAMPLIGHTER_ALLOW_HOSTS: hook.host,
    PUBLIC_URL: 'https://lamplighter.example.org',
  });
});

afterEach(async () => {
  await rounds.close();
  await site.close();
  await hook.close();
});

describe('an incident', () => {
  it('opens on the second bad run, is told once, and says when it is over', async () => {
    await round();
    site.answers.set('/news/', says(REDESIGNED));
    await round();
    expect(openIncidents(rounds.store)).toEqual([]);
    await round();
    expect(alarms()).toHaveLength(1);
    expect(alarms()[0]).toContain('alpha: degraded');
    expect(alarms()[0]).toContain('https://lamplighter.example.org/desk/sources');
    await round();
    expect(alarms()).toHaveLength(1);
    site.answers.clear();
    await round();
    expect(alarms()).toHaveLength(2);
    expect(alarms()[1]).toContain('alpha is well again');
    await round();
    expect(alarms()).toHaveLength(2);
  });
});

const REDESIGNED =
  '<!doctype html><title>News</title><main><h1>News</h1><p>Our news moved into little boxes.</p></main>';

async function round(after = 3_600_000): Promise<void> {
  rounds.clock.at += after;
  await rounds.run(['alpha']);
  const loaded = await loadSources([rounds.sourcesDir]);
  await endRound({ tools: rounds.tools, loaded, settings, stderr: process.stderr }, ['alpha']);
}

function alarms(): string[] {
  return hook.told.filter((line) => line.startsWith('/alarm')).map((line) => line.replace(/^\/alarm /, ''));
}

async function openHook(): Promise<Hook> {
  const told: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (opened.answers < 300)
        told.push(`${request.url} ${body === '' ? '' : (JSON.parse(body) as { text: string }).text}`);
      response.writeHead(opened.answers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened: Hook = {
    url: `http://${host}`,
    host,
    told,
    answers: 204,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return opened;
}
