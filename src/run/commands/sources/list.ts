import { parseArgs } from 'node:util';
import { openStore } from '../../../store/open.ts';
import { sourceRows } from '../../../store/sources.ts';
import type { CommandIo } from '../../command.ts';
import { loadSources, type LoadedSource } from '../../../rounds/load-sources.ts';

/** Every source: its id, how it is discovered, its home, and when it is next due. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const loaded = await loadSources(io.settings.sourceDirs);
  const due = nextDue(io);
  for (const one of loaded) {
    const line = lineOf(one, due.get(one.source.id));
    io.stdout.write(values.json ? `${JSON.stringify(line)}\n` : `${text(line)}\n`);
  }
  return 0;
}

function lineOf({ source, file, hash }: LoadedSource, nextDueAt: number | undefined) {
  return {
    id: source.id,
    name: source.name,
    publisher: source.publisher,
    home: source.home,
    discover: source.discover.kind,
    witness: source.witness?.kind ?? null,
    paused: source.paused?.reason ?? null,
    nextDueAt: nextDueAt === undefined ? null : new Date(nextDueAt).toISOString(),
    file,
    adapterHash: hash,
  };
}

function text(line: ReturnType<typeof lineOf>): string {
  const due = line.paused === null ? (line.nextDueAt ?? 'at the next run') : `paused: ${line.paused}`;
  return `${line.id}\n    ${line.home}\n    by ${line.discover}, witness ${line.witness ?? 'none'}; due ${due}`;
}

function nextDue({ settings }: CommandIo): Map<string, number> {
  const store = openStore(settings.dataDir);
  try {
    return new Map(sourceRows(store).map((row) => [row.id, row.nextDueAt]));
  } finally {
    store.close();
  }
}
