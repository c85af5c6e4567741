import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, messageOf } from '../../base/errors.ts';
import { silent } from '../../base/log.ts';
import { factsCsv, parseCsv, type Fact } from '../../base/csv.ts';
import {
  PUBLISHED_COUNCILS,
  refreshBodies,
  refreshCouncils,
  type Refreshed,
  whyUnfit,
} from '../../classify/refresh-facts.ts';
import { nearestCouncils, whyNoDistances } from '../../classify/refresh-similar.ts';
import { createFetcher } from '../../fetch/fetch.ts';
import { memoryManners } from '../../fetch/manners.ts';
import { takeInHand } from '../../reading/in-hand.ts';
import { sayStopped } from '../apart/say-stopped.ts';
import type { Command } from '../command.ts';
import type { Settings } from '../../base/settings.ts';
import { subcommand } from '../subcommand.ts';
import { VERSION } from '../../base/version.ts';

const FACTS = fileURLToPath(new URL('../../classify/facts', import.meta.url));

export const command: Command = {
  name: 'councils',
  summary: 'refresh the list of councils',
  usage: `
lamplighter councils update [--from URL] [--distances FILE|URL] [--into DIR] [--dry-run] [--json]

Reads mySociety's published table of councils, brings councils.csv and public-bodies.csv up to date with it and says what
changed. Aliases, cautions and whatever else was written here stay as they are. Exit code 1 when the table could not be read
or is not what it should be; nothing is written then.

  --from URL   another address of the table; "none" leaves councils as they are
  --distances  mySociety's published table of how alike councils are (distance_map.csv of its local-authority-similarity),
               as a file or an address: "councils like this one" then has its order (similar-councils.csv)
  --into DIR   the folder of the files (src/classify/facts)
  --dry-run    say what would change and write nothing`,
  run: async (args, io) => {
    const { stdout, stderr, settings } = io;
    const { values } = subcommand('councils', args, ['update'], {
      from: { type: 'string', default: PUBLISHED_COUNCILS },
      into: { type: 'string', default: FACTS },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      distances: { type: 'string' },
    });
    const isJson = values['json'] === true;
    const ended = await io.runApart?.(['councils', ...args]);
    if (typeof ended === 'number') return ended;
    if (ended !== undefined)
      return sayStopped(ended, { command: 'councils update', advice: 'Look at that table.', isJson }, io);
    const { from, distances } = values;
    const dir = resolve(String(values['into']));
    const asked = [
      ...(from === 'none' ? [] : [{ of: String(from), judge: whyUnfit, refresh: councilFiles }]),
      ...(distances === undefined
        ? []
        : [{ of: String(distances), judge: judgeDistances(dir), refresh: similarFiles }]),
    ];
    const files: Refresh[] = [];
    for (const { of, judge, refresh } of asked) {
      const read = await readPublished(of, settings, judge);
      if (read.kind === 'unreadable') {
        stderr.write(`the table of councils could not be used: ${read.why}\n`);
        return 1;
      }
      files.push(...refresh(dir, read.rows));
    }
    if (values['dry-run'] !== true)
      for (const { path, facts, changes } of files)
        if (changes.length > 0) replaceFile(path, factsCsv(facts));
    const changes = files.flatMap((file) => file.changes);
    const lines = changes.length === 0 ? ['nothing has changed'] : changes;
    stdout.write(isJson ? `${JSON.stringify({ changes })}\n` : `${lines.join('\n')}\n`);
    return 0;
  },
};

type Published =
  | { readonly kind: 'rows'; readonly rows: readonly Fact[] }
  | { readonly kind: 'unreadable'; readonly why: string };

type Judge = (rows: readonly Fact[]) => string | null;

/** A table at an address, or in a file. */
async function readPublished(of: string, settings: Settings, judge: Judge): Promise<Published> {
  takeInHand(of);
  const body = /^https?:/.test(of) ? await fetched(of, settings) : { text: readText(resolve(of)) };
  if ('why' in body) return { kind: 'unreadable', why: body.why };
  const rows = rowsOf(body.text);
  const why = typeof rows === 'string' ? rows : judge(rows);
  return typeof rows === 'string' || why !== null
    ? { kind: 'unreadable', why: `${of}: ${why}` }
    : { kind: 'rows', rows };
}

/** The rows of a table, or why there are none. */
function rowsOf(text: string): readonly Fact[] | string {
  try {
    return parseCsv(text);
  } catch (error) {
    return messageOf(error);
  }
}

async function fetched(
  url: string,
  { contact, allowHosts, minGapMs }: Settings,
): Promise<{ readonly text: string } | { readonly why: string }> {
  const fetcher = createFetcher({
    version: VERSION,
    contact,
    allowHosts,
    minGapMs,
    manners: memoryManners(),
    log: silent,
  });
  try {
    const outcome = await fetcher.fetch({ url, accept: 'any', expect: 'machine' });
    return outcome.kind === 'page'
      ? { text: outcome.body }
      : { why: `${url}: ${'why' in outcome ? outcome.why : outcome.kind}` };
  } finally {
    await fetcher.close();
  }
}

type Refresh = Refreshed & { readonly path: string };

/** All files are worked out before any is written. */
function councilFiles(dir: string, published: readonly Fact[]): Refresh[] {
  return [
    { path: join(dir, 'councils.csv'), refresh: refreshCouncils },
    { path: join(dir, 'public-bodies.csv'), refresh: refreshBodies },
  ].map(({ path, refresh }) => ({ path, ...refresh(parseCsv(readText(path)), published) }));
}

function judgeDistances(dir: string): Judge {
  return (rows) => whyNoDistances(rows, parseCsv(readText(join(dir, 'councils.csv'))));
}

function similarFiles(dir: string, published: readonly Fact[]): Refresh[] {
  const path = join(dir, 'similar-councils.csv');
  const facts = nearestCouncils(parseCsv(readText(join(dir, 'councils.csv'))), published);
  const before = new Map(parseCsv(readText(path)).map((row) => [row['code'], row['nearest']]));
  const changes = facts.flatMap(({ code, nearest }) =>
    before.get(code ?? '') === nearest ? [] : [`${code}: its nearest are others`],
  );
  return [{ path, facts, changes }];
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('config', `the facts cannot be read: ${messageOf(error)}`, { file: path });
  }
}

/** Whole or not at all, so that a crawl that reads it now never sees half a table. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
