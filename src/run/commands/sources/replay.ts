import { parseArgs } from 'node:util';
import { loadRules } from '../../../classify/rules.ts';
import { rulesInForce } from '../../../learn/packs.ts';
import type { CommandIo } from '../../command.ts';
import { loadSources } from '../../../rounds/load-sources.ts';
import type { ReplayChange, ReplayReport } from '../../../workshop/replay-kept.ts';
import { spanOf, withStore } from './open.ts';
import { replayEach } from './replay-each.ts';

const KINDS = ['gained', 'lost', 'date', 'title', 'text', 'unreadable', 'score'] as const;
const WORDS: Readonly<Record<ReplayChange['kind'], string>> = {
  gained: 'candidates gained',
  lost: 'candidates lost',
  date: 'dates changed',
  title: 'titles changed',
  text: 'texts changed',
  unreadable: 'no longer readable',
  score: 'scores changed, on the same side of the line',
};

/** Tells what adapters and rules as they are now would make of the posts of the last days. Stores nothing. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      since: { type: 'string', default: '90d' },
      rules: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const since = Date.now() - spanOf('--since', values.since);
  const loaded = await loadSources(io.settings.sourceDirs);
  const report = await withStore(io, async (store) => {
    const rules =
      values.rules === undefined ? rulesInForce(store, io.settings.rulesFile) : loadRules(values.rules);
    return replayEach(store, { loaded, rules, since }, io.parts);
  });
  io.stdout.write(values.json ? `${JSON.stringify({ ...report, counts: countsOf(report) })}\n` : say(report));
  return 0;
}

function countsOf({ changes }: ReplayReport): Readonly<Record<string, number>> {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, changes.filter((change) => change.kind === kind).length]),
  );
}

function say(report: ReplayReport): string {
  const groups = KINDS.flatMap((kind) => {
    const changes = report.changes.filter((change) => change.kind === kind);
    if (changes.length === 0) return [];
    // Scores move with every change of the rules: their number says enough.
    const shown = kind === 'score' ? [] : changes.map(sayChange);
    return [`${changes.length} ${WORDS[kind]}`, ...shown];
  });
  const nothing = groups.length === 0 ? ['nothing would be different'] : [];
  const lines = [
    `${report.posts} posts, ${report.reread} of them read again from their kept pages`,
    ...groups,
    ...nothing,
  ];
  return `${lines.join('\n')}\n`;
}

function sayChange({ title, source, url, before, after }: ReplayChange): string {
  return `  ${before ?? '—'} → ${after ?? '—'}  ${title} (${source})\n      ${url}`;
}
