import { randomUUID } from 'node:crypto';
import { EXIT_CODES, Failure } from '../base/errors.ts';
import type { CommandIo } from './command.ts';
import { crawl, type CrawlOrder } from '../rounds/crawl.ts';
import { endRound } from '../rounds/incidents/end-round.ts';
import { noteClock } from '../rounds/incidents/clock.ts';
import { noteOverdue } from '../rounds/incidents/overdue.ts';
import { loadSources, type LoadedSource } from '../rounds/load-sources.ts';
import { passedFirstLight } from '../store/first-light.ts';
import { NOTHING_DUE } from '../rounds/nothing-due.ts';
import { openTools } from './open-tools.ts';
import { NO_NETWORK, tellRounds } from '../review/rounds-told.ts';
import type { Store } from '../store/open.ts';
import { isWell } from '../model/outcome.ts';
import { sourceLine } from './source-line.ts';
import { untilSignal } from './signals.ts';
import type { CrawlSummary, SourceSummary } from '../rounds/summary.ts';

/**
 * Runs what an order names and tells of it: a line a source, or one JSON object. Answers the exit code.
 * @throws Failure (`config`, `store`).
 */
export async function crawlOnce(
  order: CrawlOrder,
  { strict, quiet, json }: { readonly strict: boolean; readonly quiet: boolean; readonly json: boolean },
  io: CommandIo,
): Promise<number> {
  const loaded = await loadSources(io.settings.sourceDirs);
  refuseUnknown(order.ids, loaded);
  const { signal, done } = untilSignal(io.stderr);
  const runId = randomUUID();
  try {
    const tools = await openTools(io.settings, {
      stop: signal,
      stderr: io.stderr,
      durable: false,
      isHub: true,
      run: runId,
    });
    try {
      const tell = (summary: SourceSummary) =>
        json || (quiet && isWell(summary.outcome)) || io.stdout.write(`${sourceLine(summary, runId)}\n`);
      noteClock(tools.store, tools.now());
      noteOverdue(tools.store, loaded, tools.now());
      const summary = await crawl(tools, loaded, { ...order, runId }, tell);
      const ran = summary.sources.map(({ id }) => id);
      await endRound({ tools, loaded, settings: io.settings, stderr: io.stderr }, ran);
      if (json) io.stdout.write(`${JSON.stringify(summary)}\n`);
      else if (summary.sources.length === 0 && !quiet) io.stdout.write(`${NOTHING_DUE}\n`);
      else if (!quiet) io.stdout.write(untried(ran, passedFirstLight(tools.store)));
      if (!json && summary.sources.length > 0) sayNoNetwork(tools.store, tools.now(), loaded, io);
      return exitCode(summary, strict, io);
    } finally {
      await tools.close();
    }
  } finally {
    done();
  }
}

/** Each source has said its own already; that none at all could be reached is one fault, and not theirs. */
function sayNoNetwork(
  store: Store,
  now: number,
  loaded: readonly LoadedSource[],
  { stdout }: CommandIo,
): void {
  const sources = loaded.map(({ source }) => source);
  const told = tellRounds(store, sources, now).find(({ say }) => say.startsWith(NO_NETWORK));
  if (told !== undefined) stdout.write(`${told.say}\n`);
}

/** Which of the sources that ran were never tried, guess by guess, on their sites. */
function untried(ran: readonly string[], passed: ReadonlySet<string>): string {
  const ids = ran.filter((id) => !passed.has(id));
  return ids.length === 0
    ? ''
    : `Never tried at first light: ${ids.join(', ')}. “lamplighter sources first-light ${ids.length === 1 ? (ids[0] ?? '') : '--all'}” tells which of their guesses are right.\n`;
}

function refuseUnknown(ids: readonly string[], loaded: readonly LoadedSource[]): void {
  const unknown = ids.filter((id) => !loaded.some(({ source }) => source.id === id));
  if (unknown.length > 0)
    throw new Failure(
      'config',
      `there is no source ${unknown.join(', ')}; "lamplighter sources list" names those there are`,
    );
}

function exitCode({ sources }: CrawlSummary, strict: boolean, { stderr }: CommandIo): number {
  if (sources.length > 0 && sources.every(({ outcome }) => outcome === 'skipped_locked')) {
    stderr.write(
      'lamplighter: another run holds the lock of every source asked for; it will finish by itself\n',
    );
    return EXIT_CODES.locked;
  }
  const unwell = sources.filter(({ outcome }) => !isWell(outcome));
  return strict && unwell.length > 0 ? 1 : 0;
}
