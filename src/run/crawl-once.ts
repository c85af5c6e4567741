import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { EXIT_CODES, Failure, messageOf } from '../base/errors.ts';
import type { CommandIo } from './command.ts';
import { crawl, type CrawlOrder } from '../rounds/crawl.ts';
import { endRound } from '../rounds/incidents/end-round.ts';
import { noteClock } from '../rounds/incidents/clock.ts';
import { noteOverdue } from '../rounds/incidents/overdue.ts';
import { loadSound, type LoadedSource } from '../rounds/load-sources.ts';
import { passedFirstLight } from '../store/first-light.ts';
import { NOTHING_DUE } from '../rounds/nothing-due.ts';
import { openTools } from './open-tools.ts';
import { tellRounds } from '../review/rounds-told.ts';
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
  const { loaded, faults } = await loadSound(io.settings.sourceDirs);
  refuseUnusable(order.ids, loaded, faults);
  for (const fault of faults)
    io.stderr.write(`lamplighter: ${messageOf(fault)}; the other sources are read\n`);
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
      if (json) io.stdout.write(`${JSON.stringify({ ...summary, faults: faults.map(messageOf) })}\n`);
      else if (summary.sources.length === 0 && !quiet) io.stdout.write(`${NOTHING_DUE}\n`);
      else if (!quiet) io.stdout.write(untried(ran, passedFirstLight(tools.store)));
      if (!json && summary.sources.length > 0) {
        // Cron is told of what it ran.
        const told = quiet ? loaded.filter(({ source }) => ran.includes(source.id)) : loaded;
        sayHowItStands(tools.store, told, { quiet, now: tools.now() }, io);
      }
      return faults.length > 0 ? EXIT_CODES.config : exitCode(summary, strict, io);
    } finally {
      await tools.close();
    }
  } finally {
    done();
  }
}

/** What no line of a source says, in the words of the desk: since when who cannot be reached, and what is still under way. */
function sayHowItStands(
  store: Store,
  loaded: readonly LoadedSource[],
  { quiet, now }: { readonly quiet: boolean; readonly now: number },
  { stdout }: CommandIo,
): void {
  const sources = loaded.map(({ source }) => source);
  for (const { about, say } of tellRounds(store, sources, now))
    if (!quiet || about === 'network' || about === 'unreachable') stdout.write(`${say}\n`);
}

/** Which of the sources that ran were never tried, guess by guess, on their sites. */
function untried(ran: readonly string[], passed: ReadonlySet<string>): string {
  const ids = ran.filter((id) => !passed.has(id));
  return ids.length === 0
    ? ''
    : `Never tried at first light: ${ids.join(', ')}. “lamplighter sources first-light ${ids.length === 1 ? (ids[0] ?? '') : '--all'}” tells which of their guesses are right.\n`;
}

/** What is asked for by name must be there, and of use. */
function refuseUnusable(
  ids: readonly string[],
  loaded: readonly LoadedSource[],
  faults: readonly Failure[],
): void {
  const unknown = ids.filter((id) => !loaded.some(({ source }) => source.id === id));
  const own = faults.find(({ place }) => unknown.includes(path.parse(place.file ?? '').name));
  if (own !== undefined) throw own;
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
