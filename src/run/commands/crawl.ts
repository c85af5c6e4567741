import { parseArgs } from 'node:util';
import { EXIT_CODES, Failure } from '../../base/errors.ts';
import type { Command, CommandIo } from '../command.ts';
import { crawl } from '../crawl.ts';
import { loadSources, type LoadedSource } from '../load-sources.ts';
import { isHealthy } from '../schedule-next.ts';
import { openTools } from '../open-tools.ts';
import type { CrawlSummary, SourceSummary } from '../summary.ts';
import { untilSignal } from '../signals.ts';

export const command: Command = {
  name: 'crawl',
  summary: 'run the due sources, or the named ones now',
  usage: `
lamplighter crawl [SOURCE…] [--all] [--full] [--strict] [--json]

Runs the sources that are due; or the named ones, or with --all every one, whether due or not.
  --full     ask for every listing whole, whatever was saved to save a request
  --strict   exit 1 when a source is degraded, blocked or otherwise unwell
  --json     print one summary object on stdout

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
        json: { type: 'boolean', default: false },
      },
    });
    const loaded = await loadSources(io.settings.sourceDirs);
    refuseUnknown(positionals, loaded);
    const { signal, done } = untilSignal(io.stderr);
    const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr });
    try {
      const order = { ids: positionals, all: values.all, full: values.full };
      const tell = values.json
        ? undefined
        : (summary: SourceSummary) => io.stdout.write(`${line(summary)}\n`);
      const summary = await crawl(tools, loaded, order, tell);
      if (values.json) io.stdout.write(`${JSON.stringify(summary)}\n`);
      else if (summary.sources.length === 0) io.stdout.write('Nothing is due.\n');
      return exitCode(summary, values.strict, io);
    } finally {
      await tools.close();
      done();
    }
  },
};

function refuseUnknown(ids: readonly string[], loaded: readonly LoadedSource[]): void {
  const unknown = ids.filter((id) => !loaded.some(({ source }) => source.id === id));
  if (unknown.length > 0)
    throw new Failure(
      'config',
      `there is no source ${unknown.join(', ')}; "lamplighter sources list" names those there are`,
    );
}

function line(summary: SourceSummary): string {
  const { id, outcome, cards, unseen, posts, candidates, requests, reasons, errors } = summary;
  const figures = `${cards} cards, ${unseen} unseen, ${posts} posts, ${candidates} candidates, ${requests} requests`;
  const notes = [
    ...reasons,
    ...errors.slice(0, 3),
    ...(errors.length > 3 ? [`… and ${errors.length - 3} more errors`] : []),
  ];
  return [`${id}: ${outcome} — ${figures}`, ...notes.map((note) => `    ${note}`)].join('\n');
}

function exitCode({ sources }: CrawlSummary, strict: boolean, { stderr }: CommandIo): number {
  if (sources.length > 0 && sources.every(({ outcome }) => outcome === 'skipped_locked')) {
    stderr.write(
      'lamplighter: another run holds the lock of every source asked for; it will finish by itself\n',
    );
    return EXIT_CODES.locked;
  }
  const unwell = sources.filter(({ outcome }) => !isHealthy(outcome) && outcome !== 'skipped_locked');
  return strict && unwell.length > 0 ? 1 : 0;
}
