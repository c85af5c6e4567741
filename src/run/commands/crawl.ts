import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { NOTHING_DUE, nothingIsDue } from '../../rounds/nothing-due.ts';
import type { CrawlSummary } from '../../rounds/summary.ts';

export const command: Command = {
  name: 'crawl',
  summary: 'run the due sources, or the named ones now',
  usage: `
lamplighter crawl [SOURCE…] [--all] [--full] [--strict] [--quiet] [--json]
lamplighter crawl --watch

Runs the sources that are due; or the named ones, or with --all every one, whether due or not.
  --full     read every listing whole, to the last page that its adapter allows, whatever is known
  --strict   exit 1 when a source is degraded, blocked or otherwise unwell
  --quiet    say nothing unless a source is unwell, and then that alone: for cron, which mails what is said
  --json     print one summary object on stdout
  --watch    go on until it is stopped, and read each source by itself when its turn comes: what "serve" starts

Exit codes: 0 all well or quiet · 1 with --strict, a source unwell · 2 a bad setting, rule pack or adapter ·
3 the store cannot be used · 75 another run holds the lock.`,
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
      },
    });
    const { all, full, strict, quiet, json } = values;
    if (values.watch) return (await import('../crawl-watching.ts')).crawlWatching(io);
    const asksForDue = positionals.length === 0 && !all;
    if (asksForDue && nothingIsDue(io.settings, Date.now())) {
      if (json) io.stdout.write(`${JSON.stringify(emptySummary())}\n`);
      else if (!quiet) io.stdout.write(`${NOTHING_DUE}\n`);
      if (io.settings.heartbeatUrl !== undefined)
        await (await import('../../rounds/incidents/beat.ts')).beat(io);
      return 0;
    }
    // Only now: a cron job finds nothing due most of the time, and should not pay for parsers then.
    const { crawlOnce } = await import('../crawl-once.ts');
    return crawlOnce({ ids: positionals, all, full }, { strict, quiet, json }, io);
  },
};

function emptySummary(): CrawlSummary {
  const now = new Date().toISOString();
  return { runId: randomUUID(), startedAt: now, finishedAt: now, sources: [] };
}
