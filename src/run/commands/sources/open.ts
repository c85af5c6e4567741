import { DAY } from '../../../base/durations.ts';
import { Failure } from '../../../base/errors.ts';
import { openStore, type Store } from '../../../store/open.ts';
import type { CommandIo } from '../../command.ts';
import { loadSources, type LoadedSource } from '../../../rounds/load-sources.ts';
import { openTools, type OpenTools } from '../../open-tools.ts';
import { untilSignal } from '../../signals.ts';

const UNITS = { h: 3_600_000, d: DAY, w: 7 * DAY } as const;

/** As a shell says of what Ctrl-C ended (128 and the signal's number). */
const INTERRUPTED = 130;

/**
 * Runs a part of the workshop that asks sites for pages, and closes everything after it. Ctrl-C ends it with the page that it waits for:
 * what it was to write it had not come to yet.
 */
export async function withTools(io: CommandIo, work: (tools: OpenTools) => Promise<number>): Promise<number> {
  const { signal, done } = untilSignal(io.stderr, 'Stopping.\n');
  const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr, endsAtOnce: true });
  try {
    return await work(tools);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    io.stderr.write('Stopped before its end.\n');
    return INTERRUPTED;
  } finally {
    await tools.close();
    done();
  }
}

/** Runs a part of the workshop that only looks into the store. */
export async function withStore<T>(io: CommandIo, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openStore(io.settings.dataDir);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/**
 * The sources of these ids, or all of them.
 * @throws Failure (`config`) naming the ids that no source has.
 */
export async function chosenSources(io: CommandIo, ids: readonly string[]): Promise<LoadedSource[]> {
  const loaded = await loadSources(io.settings.sourceDirs);
  const unknown = ids.filter((id) => !loaded.some(({ source }) => source.id === id));
  if (unknown.length > 0)
    throw new Failure(
      'config',
      `there is no source ${unknown.join(', ')}; "lamplighter sources list" names those there are`,
    );
  return ids.length === 0 ? loaded : loaded.filter(({ source }) => ids.includes(source.id));
}

/** The one argument that a part takes. */
export function oneArgument(part: string, what: string, positionals: readonly string[]): string {
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0)
    throw new Failure(
      'config',
      `"sources ${part}" takes one ${what}; "lamplighter sources --help" says more`,
    );
  return given;
}

/** An absolute http(s) address, or undefined. */
export function addressOf(text: string): string | undefined {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** The number of a run, as `--run` or `--from-run` gives it. */
export function runNumber(option: string, given: string): number {
  if (!/^[1-9]\d*$/.test(given))
    throw new Failure('config', `${option} "${given}" must be the number of a run`);
  return Number(given);
}

/** A span such as `90d`, `12h` or `4w`, in ms. */
export function spanOf(option: string, given: string): number {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(given) ?? [];
  if (count === undefined || (unit !== 'h' && unit !== 'd' && unit !== 'w'))
    throw new Failure(
      'config',
      `${option} "${given}" must be a number of hours, days or weeks, such as 12h, 90d or 4w`,
    );
  return Number(count) * UNITS[unit];
}
