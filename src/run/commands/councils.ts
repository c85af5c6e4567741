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
  whyUnfit,
} from '../../classify/refresh-facts.ts';
import { createFetcher } from '../../fetch/fetch.ts';
import { memoryManners } from '../../fetch/manners.ts';
import type { Command } from '../command.ts';
import type { Settings } from '../../base/settings.ts';
import { subcommand } from '../subcommand.ts';
import { VERSION } from '../../base/version.ts';

const FACTS = fileURLToPath(new URL('../../classify/facts', import.meta.url));

export const command: Command = {
  name: 'councils',
  summary: 'refresh the list of councils',
  usage: `
lamplighter councils update [--from URL] [--into DIR] [--dry-run] [--json]

Reads mySociety's published table of councils, brings councils.csv and public-bodies.csv up to date with it and says what
changed. Aliases, cautions and whatever else was written here stay as they are. Exit code 1 when the table could not be read
or is not what it should be; nothing is written then.

  --from URL   another address of the table
  --into DIR   the folder of the two files (src/classify/facts)
  --dry-run    say what would change and write nothing`,
  run: async (args, { stdout, stderr, settings }) => {
    const { values } = subcommand('councils', args, ['update'], {
      from: { type: 'string', default: PUBLISHED_COUNCILS },
      into: { type: 'string', default: FACTS },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const read = await readPublished(String(values['from']), settings);
    if (read.kind === 'unreadable') {
      stderr.write(`the table of councils could not be used: ${read.why}\n`);
      return 1;
    }
    const changes = update(resolve(String(values['into'])), read.rows, values['dry-run'] === true);
    const lines = changes.length === 0 ? ['nothing has changed'] : changes;
    stdout.write(values['json'] === true ? `${JSON.stringify({ changes })}\n` : `${lines.join('\n')}\n`);
    return 0;
  },
};

type Published =
  | { readonly kind: 'rows'; readonly rows: readonly Fact[] }
  | { readonly kind: 'unreadable'; readonly why: string };

async function readPublished(url: string, settings: Settings): Promise<Published> {
  const { contact, allowHosts, minGapMs } = settings;
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
    if (outcome.kind !== 'page')
      return { kind: 'unreadable', why: `${url}: ${'why' in outcome ? outcome.why : outcome.kind}` };
    const rows = parseCsv(outcome.body);
    const why = whyUnfit(rows);
    return why === null ? { kind: 'rows', rows } : { kind: 'unreadable', why: `${url}: ${why}` };
  } finally {
    await fetcher.close();
  }
}

/** Both files are worked out before either is written. */
function update(dir: string, published: readonly Fact[], dryRun: boolean): readonly string[] {
  const files = [
    { path: join(dir, 'councils.csv'), refresh: refreshCouncils },
    { path: join(dir, 'public-bodies.csv'), refresh: refreshBodies },
  ].map(({ path, refresh }) => ({ path, ...refresh(parseCsv(readText(path)), published) }));
  if (!dryRun)
    for (const { path, facts, changes } of files) if (changes.length > 0) replaceFile(path, factsCsv(facts));
  return files.flatMap(({ changes }) => changes);
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
