import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import { postsOnRecord } from '../../../store/known-posts.ts';
import { keptRobots } from '../../../store/manners.ts';
import { shortDiff } from '../../../base/diff-lines.ts';
import { applyMend } from '../../../mend/apply-mend.ts';
import { mendedFile } from '../../../mend/mended-file.ts';
import { type Mend, mendSource } from '../../../mend/mend-source.ts';
import { dropProposal, keepProposal } from '../../../mend/proposal.ts';
import { type MendReport, reportMend, sayMend } from '../../../mend/report-mend.ts';
import { createSurveyFetcher } from '../../../workshop/survey/survey-fetcher.ts';
import type { LoadedSource } from '../../../reading/load-source.ts';
import type { CommandIo } from '../../command.ts';
import type { OpenTools } from '../../open-tools.ts';
import { isConfirmed } from './confirm.ts';
import { addressOf, chosenSources, withTools } from './open.ts';
import { replayEach } from './replay-each.ts';

/** Finds a source's posts again on its site as it is now, shows what would change, and writes it after one yes. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const [id, at] = positionals;
  if (id === undefined || positionals.length > 2)
    throw new Failure(
      'config',
      '"sources mend" takes a source, and an address where its listing is elsewhere now',
    );
  const from = at === undefined ? undefined : addressOf(at);
  if (at !== undefined && from === undefined)
    throw new Failure('config', `"${at}" must be the address of the page that lists the posts now`);
  const [loaded] = await chosenSources(io, [id]);
  if (loaded === undefined) throw new Error('a chosen source is always loaded');
  return withTools(io, async (tools) => {
    const look = createSurveyFetcher(tools.fetcher, tools.now);
    const { store, now } = tools;
    const found = await mendSource(look, loaded.source, {
      posts: postsOnRecord(store, id),
      robotsAt: (origin) => keptRobots(store, origin),
      from,
      now: now(),
    });
    if (found.kind === 'none') {
      const told = { id, why: found.why, written: false };
      io.stdout.write(values.json ? `${JSON.stringify(told)}\n` : `${id} was not mended: ${found.why}\n`);
      return 1;
    }
    return propose(io, tools, { loaded, mend: found, ...values });
  });
}

type Proposal = {
  readonly loaded: LoadedSource;
  readonly mend: Mend;
  readonly yes: boolean;
  readonly json: boolean;
};

async function propose(
  io: CommandIo,
  tools: OpenTools,
  { loaded, mend, yes, json }: Proposal,
): Promise<number> {
  const old = await readFile(loaded.file, 'utf8');
  const text = mendedFile(old, {
    before: loaded.source,
    after: mend.source,
    day: new Date(tools.now()).toISOString().slice(0, 10),
    why: `read by its ${mend.way.kind}, with ${mend.found.pairs.length} of the posts on record`,
  });
  if (text === undefined)
    throw new Failure('config', 'is not one object given to defineSource, so it must be mended by hand', {
      file: loaded.file,
    });
  const mended = [{ ...loaded, source: mend.source }];
  const replay = await replayEach(tools.store, { loaded: mended, rules: tools.rules, since: 0 }, io.parts);
  const report = reportMend(mend, { diff: shortDiff(old, text), file: loaded.file, replay });
  if (!json) io.stdout.write(sayMend(report));
  const isWanted = yes || (!json && (await isConfirmed(io)));
  const done = isWanted ? await applyMend(tools.store, loaded, mend, text) : undefined;
  const { dataDir } = io.settings;
  if (done === undefined) keepProposal(dataDir, report.id, sayMend(report));
  else dropProposal(dataDir, report.id);
  const written = {
    written: done !== undefined,
    recordings: done?.recordings ?? [],
    removed: done?.removed ?? [],
  };
  io.stdout.write(json ? `${JSON.stringify({ ...report, ...written })}\n` : sayWritten(report, written));
  return 0;
}

function sayWritten(
  { id, file }: MendReport,
  {
    written,
    recordings,
    removed,
  }: {
    readonly written: boolean;
    readonly recordings: readonly string[];
    readonly removed: readonly string[];
  },
): string {
  if (!written) return 'Nothing was written; the desk shows the proposal with the listing of the source.\n';
  const gone = removed.length === 0 ? '' : `, in place of ${removed.join(', ')}`;
  return `Wrote ${path.relative(process.cwd(), file)} and ${recordings.length} recordings${gone}.\nNext: lamplighter crawl ${id}\n`;
}
