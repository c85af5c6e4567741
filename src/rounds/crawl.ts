import { randomUUID } from 'node:crypto';
import { DAY } from '../base/durations.ts';
import { inDurableTransaction, storeFailure } from '../store/open.ts';
import { rescoringOwed } from '../store/packs.ts';
import { finishCrawl, startCrawl } from '../store/runs.ts';
import { dueSources, enrolledSources, enrolSource, putOff } from '../store/sources.ts';
import { housekeep } from './upkeep/housekeep.ts';
import type { LoadedSource } from './load-sources.ts';
import { learntInterval } from './turns/pace.ts';
import { runSource } from './run-source.ts';
import { createShelf } from './shelf.ts';
import type { CrawlSummary, SourceSummary } from './summary.ts';
import type { Tools } from './tools.ts';

export type CrawlOrder = {
  /** The sources named by hand; none means those that are due. */
  readonly ids: readonly string[];
  readonly all: boolean;
  /** Read every listing to the last page that its adapter allows, whatever is known, and ignore validators. */
  readonly full: boolean;
  /** A UUID; a new one where it is left out. */
  readonly runId?: string;
};

const PAUSED_MS = DAY;

/**
 * Runs the sources that an order names, each by itself.
 * `onSource` hears of each source as it ends. A stop signal ends the crawl after the post in hand.
 * @throws Failure (`store`) when the store cannot be written any more: what was stored before is safe.
 */
export async function crawl(
  tools: Tools,
  loaded: readonly LoadedSource[],
  order: CrawlOrder,
  onSource: (summary: SourceSummary) => void = () => undefined,
): Promise<CrawlSummary> {
  const startedAt = tools.now();
  const { runId = randomUUID() } = order;
  const isDue = order.ids.length === 0 && !order.all;
  const queue = isDue ? dueNow(tools, loaded) : named(tools, loaded, order);
  const sources: SourceSummary[] = [];
  if (queue.length > 0) startCrawl(tools.store, runId, startedAt);
  const shelf = createShelf(tools.store);
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !tools.stop.aborted; next = queue.shift()) {
      const summary = await runSource(tools, next, { crawlId: runId, full: order.full, shelf });
      sources.push(summary);
      onSource(summary);
    }
  };
  const atOnce = Math.min(tools.visits.sourcesAtOnce, queue.length);
  await Promise.all(Array.from({ length: atOnce }, worker)).catch((error: unknown) => {
    throw storeFailure(error, tools.store.path);
  });
  if (sources.length > 0 || rescoringOwed(tools.store) !== undefined) await housekeep(tools);
  if (sources.length > 0)
    inDurableTransaction(tools.store, () => finishCrawl(tools.store, runId, tools.now()));
  return {
    runId,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(tools.now()).toISOString(),
    sources: sources.sort((a, b) => a.id.localeCompare(b.id)),
  };
}

/** One source in a crawl of its own, as a job among others. @throws as `crawl` does. */
export async function crawlOne(tools: Tools, one: LoadedSource): Promise<SourceSummary> {
  const crawlId = randomUUID();
  startCrawl(tools.store, crawlId, tools.now());
  try {
    const summary = await runSource(tools, one, { crawlId, full: false, shelf: createShelf(tools.store) });
    finishCrawl(tools.store, crawlId, tools.now());
    return summary;
  } catch (error) {
    throw storeFailure(error, tools.store.path);
  }
}

/** The sources whose turn it is, the longest overdue first. One that has no row in the store gets one, and is due. */
export function dueNow(tools: Tools, loaded: readonly LoadedSource[]): LoadedSource[] {
  const { store, now } = tools;
  enrol(tools, loaded, now());
  const byId = new Map(loaded.map((one) => [one.source.id, one]));
  return unpaused(
    tools,
    dueSources(store, now()).flatMap((id) => byId.get(id) ?? []),
  );
}

/** A paused source runs only when it is named itself. */
function named(tools: Tools, loaded: readonly LoadedSource[], order: CrawlOrder): LoadedSource[] {
  enrol(tools, loaded, tools.now());
  if (order.ids.length === 0) return unpaused(tools, loaded);
  const byId = new Map(loaded.map((one) => [one.source.id, one]));
  return [...new Set(order.ids)].flatMap((id) => byId.get(id) ?? []);
}

/** Makes sure that each source has its row in the store; a new one is due at once. */
function enrol({ store }: Tools, loaded: readonly LoadedSource[], now: number): void {
  const known = enrolledSources(store);
  for (const { source } of loaded)
    if (!known.has(source.id))
      enrolSource(store, source.id, now, learntInterval([], source.cadence.perMonth));
}

// A source that is paused is looked at again tomorrow, so that it does not keep every run from ending at once.
function unpaused({ store, now }: Tools, asked: readonly LoadedSource[]): LoadedSource[] {
  for (const { source } of asked)
    if (source.paused !== undefined) putOff(store, source.id, now() + PAUSED_MS);
  return asked.filter(({ source }) => source.paused === undefined);
}
