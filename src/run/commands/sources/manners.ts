import { parseArgs } from 'node:util';
import { type HostCost, hostCosts } from '../../../store/ledger.ts';
import type { CommandIo } from '../../command.ts';
import { loadSources, type LoadedSource } from '../../../rounds/load-sources.ts';
import { spanOf, withStore } from './open.ts';

/** What we cost each publisher: requests, bytes, waits, what robots.txt decided, how often we were asked to slow down. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { since: { type: 'string', default: '30d' }, json: { type: 'boolean', default: false } },
  });
  const since = Date.now() - spanOf('--since', values.since);
  const loaded = await loadSources(io.settings.sourceDirs);
  const costs = await withStore(io, (store) => hostCosts(store, since));
  const rows = costs.map((cost) => ({ ...cost, sources: sourcesOn(cost.host, loaded) }));
  if (values.json) for (const row of rows) io.stdout.write(`${JSON.stringify(row)}\n`);
  else
    io.stdout.write(
      rows.length === 0
        ? `No site was asked for anything in the last ${values.since}.\n`
        : rows.map(say).join(''),
    );
  return 0;
}

type Row = HostCost & { readonly sources: readonly string[] };

/** Ids of the sources on a host of the ledger, which always names its port. */
function sourcesOn(host: string, loaded: readonly LoadedSource[]): string[] {
  const bare = host.replace(/:(?:80|443)$/, '').replace(/^www\./, '');
  return loaded
    .filter(({ source: { hosts } }) =>
      [hosts.canonical, ...hosts.aliases].some((one) => one.toLowerCase().replace(/^www\./, '') === bare),
    )
    .map(({ source }) => source.id);
}

function say(row: Row): string {
  const { host, sources, requests, bytes, waitedMs, notModified, throttled, unanswered, disallowed } = row;
  const gap =
    row.shortestGapMs === null ? '' : `, never closer than ${(row.shortestGapMs / 1000).toFixed(1)} s`;
  const robots =
    row.robotsStatus === null ? 'robots.txt was never read' : `robots.txt answered ${row.robotsStatus}`;
  const lines = [
    `${host}${sources.length === 0 ? '' : ` (${sources.join(', ')})`}`,
    `    ${requests} requests, ${size(bytes)}, ${notModified} not modified; waited ${Math.round(waitedMs / 1000)} s for its turn${gap}`,
    `    ${robots}, and kept us from ${disallowed} addresses; asked us to slow down ${throttled} times; ${unanswered} without an answer`,
  ];
  return `${lines.join('\n')}\n`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
