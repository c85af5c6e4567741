import { HOUR, MINUTE } from '../base/durations.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, messageOf } from '../base/errors.ts';
import { logLine } from '../base/log.ts';
import { crawlOne, dueNow } from '../rounds/crawl.ts';
import { beat } from '../rounds/incidents/beat.ts';
import { noteClock } from '../rounds/incidents/clock.ts';
import { endRound } from '../rounds/incidents/end-round.ts';
import { noteOverdue } from '../rounds/incidents/overdue.ts';
import { loadSound, type LoadedSource } from '../rounds/load-sources.ts';
import { nothingIsDue } from '../rounds/nothing-due.ts';
import type { SourceSummary } from '../rounds/summary.ts';
import { housekeep } from '../rounds/upkeep/housekeep.ts';
import { rescoringOwed } from '../store/packs.ts';
import { putOff } from '../store/sources.ts';
import type { CommandIo } from './command.ts';
import { type OpenTools, openTools } from './open-tools.ts';

/** A source whose job ended in a fault of ours is left alone for so long, so that the others have their turns. */
const AFTER_FAULT_MS = HOUR;
/** The name of the job that ends a round; no source is called so. */
const ENDING = '';

/** Jobs by the source that each is of, the sources that ran since a round was last brought to its end, and what was found at fault. */
type Watch = {
  readonly io: CommandIo;
  readonly stop: AbortSignal;
  readonly tell: (summary: SourceSummary, runId: string) => void;
  /** Says that all that was due was read. */
  readonly onRest: () => void;
  readonly jobs: Map<string, Promise<void>>;
  readonly ran: string[];
  /** What was said to be wrong with adapters. */
  readonly told: Set<string>;
  endedAt: number;
  beatAt: number;
  fault: Error | undefined;
  /** Ends the pause between two looks. */
  ring: () => void;
};

type Open = {
  readonly tools: OpenTools;
  /** Names all that happens until nothing is due again. */
  readonly runId: string;
  readonly loaded: readonly LoadedSource[];
  readonly loadedAt: number;
};

/**
 * Reads every source when its turn comes, each as a job of its own, until it is stopped: a slow one holds up nobody. Looks once a minute, when
 * a job ends, and when it is poked (by what `onPoke` is given). While nothing is due, the store is closed, and readers leave.
 * @throws Failure (`config`, `store`).
 */
export async function watchDue(
  io: CommandIo,
  stop: AbortSignal,
  { tell, onRest, onPoke }: Pick<Watch, 'tell' | 'onRest'> & { readonly onPoke: (poke: () => void) => void },
): Promise<void> {
  const never = {
    jobs: new Map(),
    ran: [],
    told: new Set<string>(),
    endedAt: 0,
    beatAt: 0,
    fault: undefined,
    ring: () => undefined,
  };
  const watch: Watch = { io, stop, tell, onRest, ...never };
  onPoke(() => watch.ring());
  stop.addEventListener('abort', () => watch.ring());
  let open: Open | undefined;
  try {
    while (!stop.aborted && watch.fault === undefined) {
      const rung = new Promise<void>((resolve) => (watch.ring = resolve));
      open = await look(watch, open);
      const pause = new AbortController();
      const minute = sleep(MINUTE, undefined, { signal: pause.signal }).catch(() => undefined);
      await Promise.race([rung, minute]);
      pause.abort();
    }
  } finally {
    await Promise.all(watch.jobs.values());
    await open?.tools.close();
  }
  if (watch.fault !== undefined) throw watch.fault;
}

async function look(watch: Watch, open: Open | undefined): Promise<Open | undefined> {
  const { io, jobs, ran } = watch;
  const now = Date.now();
  if (jobs.size === 0 && ran.length === 0 && nothingIsDue(io.settings, now)) {
    watch.onRest();
    if (now - watch.beatAt >= MINUTE) await beat(io);
    watch.beatAt = Math.max(now, watch.beatAt);
    await open?.tools.close();
    return undefined;
  }
  const at = await opened(watch, open);
  const due = dueNow(at.tools, at.loaded).filter(({ source }) => !jobs.has(source.id));
  const free = Math.max(0, at.tools.visits.sourcesAtOnce - jobs.size);
  for (const one of due.slice(0, free)) begin(watch, one.source.id, () => runJob(watch, at, one));
  const isOwed = rescoringOwed(at.tools.store) !== undefined;
  if ((ran.length > 0 || isOwed) && (jobs.size === 0 || now - watch.endedAt >= MINUTE)) endOne(watch, at);
  return at;
}

/** The tools, and the sources as their files are: looked at again once a minute. */
async function opened({ io, stop, told }: Watch, open: Open | undefined): Promise<Open> {
  if (open !== undefined && Date.now() - open.loadedAt < MINUTE) return open;
  const { loaded, faults } = await loadSound(io.settings.sourceDirs);
  const runId = open?.runId ?? randomUUID();
  tellFaults({ io, told }, faults.map(messageOf), runId);
  const how = { stop, stderr: io.stderr, durable: false, isHub: true, run: runId };
  const tools = open?.tools ?? (await openTools(io.settings, how));
  noteClock(tools.store, tools.now());
  noteOverdue(tools.store, loaded, tools.now());
  return { tools, runId, loaded, loadedAt: Date.now() };
}

/** Says once what is wrong with an adapter, and again when that was mended and came back. */
function tellFaults({ io, told }: Pick<Watch, 'io' | 'told'>, faults: readonly string[], run: string): void {
  for (const why of faults)
    if (!told.has(why)) io.stderr.write(`${logLine('warn.adapter', { run, why }, new Date())}\n`);
  told.clear();
  for (const why of faults) told.add(why);
}

function begin(watch: Watch, name: string, work: () => Promise<void>): void {
  const job = work()
    .catch(() => undefined)
    .finally(() => {
      watch.jobs.delete(name);
      watch.ring();
    });
  watch.jobs.set(name, job);
}

/** One source's turn. A fault of ours in it is told, and is no other source's; a store that cannot be used is everybody's. */
async function runJob(watch: Watch, { tools, runId }: Open, one: LoadedSource): Promise<void> {
  const { id } = one.source;
  try {
    watch.tell(await crawlOne(tools, one), runId);
  } catch (error) {
    if (error instanceof Failure) watch.fault ??= error;
    else putOff(tools.store, id, tools.now() + AFTER_FAULT_MS);
    const why = messageOf(error);
    watch.io.stderr.write(`${logLine('warn.job', { run: runId, source: id, why }, new Date(tools.now()))}\n`);
  }
  watch.ran.push(id);
}

/** Brings a round to its end, beside what is still under way: tells what is wrong, and tidies up. */
function endOne(watch: Watch, { tools, loaded }: Open): void {
  if (watch.jobs.has(ENDING)) return;
  const { settings, stderr } = watch.io;
  const ran = watch.ran.splice(0);
  begin(watch, ENDING, async () => {
    try {
      await endRound({ tools, loaded, settings, stderr }, ran);
      watch.beatAt = Date.now();
      await housekeep(tools);
    } catch (error) {
      watch.fault ??= error instanceof Error ? error : new Error(messageOf(error));
    }
    watch.endedAt = Date.now();
  });
}
