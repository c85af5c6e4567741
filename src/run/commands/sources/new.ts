import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import { keptRobots } from '../../../store/manners.ts';
import type { CommandIo } from '../../command.ts';
import { PROJECT_DIR } from '../../config.ts';
import { openTools, type OpenTools } from '../../open-tools.ts';
import { untilSignal } from '../../signals.ts';
import { type NewSource, type Where, writeSource } from '../../workshop/new-source.ts';
import { type NoSurvey, strategyName, type SiteSurvey, surveySite } from '../../workshop/survey-site.ts';
import { startVisit, type Visit } from '../../workshop/visit.ts';

/** Looks around a site and writes a source for it. Exit code 1 where there is none to write, or its check fails. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { id: { type: 'string' }, dir: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const url = addressIn(positionals);
  const where = whereTo(io, values.dir, values.id);
  const { signal, done } = untilSignal(io.stderr);
  const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr });
  try {
    const startedAt = tools.now();
    const visit = startVisit(tools.fetcher, tools.now);
    const survey = await surveySite(visit, url, robotsOf(tools));
    if (survey.kind === 'none') return tellNone(survey, io, values.json);
    const made = await writeSource(survey, where, new Date(startedAt).toISOString().slice(0, 10));
    const report = reportOf(survey, made, { visit, seconds: (tools.now() - startedAt) / 1000 });
    io.stdout.write(values.json ? `${JSON.stringify(report)}\n` : sayNew(survey, report, isRead(io, where)));
    return report.check.faults.length === 0 ? 0 : 1;
  } finally {
    await tools.close();
    done();
  }
}

function addressIn(positionals: readonly string[]): string {
  const [given = '', ...more] = positionals;
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol) || more.length > 0)
    throw new Failure(
      'config',
      '"sources new" takes one address, such as https://www.example.org/news/: the page that lists the posts',
    );
  return url.href;
}

function whereTo({ settings }: CommandIo, dir: string | undefined, id: string | undefined): Where {
  const folder = path.resolve(dir ?? settings.sourceDirs[0] ?? 'sources');
  if (id !== undefined && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new Failure('config', `--id "${id}" must be lower-case words joined by hyphens`);
  const placing = folder === path.join(PROJECT_DIR, 'sources') ? 'project' : 'outside';
  return { folder, placing, ...(id === undefined ? {} : { id }) };
}

function robotsOf({ store }: OpenTools): (origin: string) => string {
  return (origin) => keptRobots(store, origin)?.body ?? '';
}

function isRead({ settings }: CommandIo, { folder }: Where): boolean {
  return settings.sourceDirs.some((dir) => path.resolve(dir) === folder);
}

function tellNone({ why, deadEnds }: NoSurvey, io: CommandIo, asJson: boolean): number {
  if (asJson) io.stdout.write(`${JSON.stringify({ id: null, why, tried: deadEnds })}\n`);
  else {
    const tried = deadEnds.map((end) => `  ✗ ${strategyName(end)}: ${end.why}\n`).join('');
    io.stdout.write(`No source was written: ${why}\n${tried}`);
  }
  return 1;
}

type Effort = { readonly visit: Visit; readonly seconds: number };

function reportOf(survey: SiteSurvey, { loaded, recordings, check }: NewSource, { visit, seconds }: Effort) {
  const { first, witness, ways, deadEnds } = survey;
  const faults = check.checks.flatMap(({ what, fault }) =>
    fault === undefined ? [] : [`${what}: ${fault}`],
  );
  return {
    id: loaded.source.id,
    file: loaded.file,
    discover: first.strategy,
    witness: witness?.strategy ?? null,
    posts: first.reach,
    postsAreAll: first.isSure,
    tried: [
      ...ways.map(({ strategy, reach, rating, seen }) => ({
        kind: strategy.kind,
        posts: reach,
        score: rating.score,
        seen,
      })),
      ...deadEnds,
      { kind: 'browser', why: 'not tried: nothing is rendered yet' },
    ],
    recordings,
    check: { checks: check.checks.length, faults },
    requests: visit.requests(),
    seconds: Math.round(seconds * 10) / 10,
  };
}

function sayNew(
  { ways, deadEnds, ground }: SiteSurvey,
  report: ReturnType<typeof reportOf>,
  isLoaded: boolean,
): string {
  const { id, file, discover, witness, posts, postsAreAll, recordings, check, requests, seconds } = report;
  const lines = [
    ground.home,
    '  ✓ robots.txt lets us in',
    ...ways.map(
      ({ strategy, rating, seen }) =>
        `  ✓ ${strategyName(strategy)}, ${rating.score} points: ${seen.join(' ')}`,
    ),
    ...deadEnds.map((end) => `  ✗ ${strategyName(end)}: ${end.why}`),
    '  – browser: not tried',
    `Read by ${strategyName(discover)}, ${postsAreAll ? '' : 'at least '}${posts} posts; witness: ${witness === null ? 'none' : strategyName(witness)}`,
    `Wrote ${path.relative(process.cwd(), file)} and ${recordings.length} recordings, in ${seconds} s and ${requests} requests`,
    check.faults.length === 0
      ? `Checked: ${check.checks} checks, all well`
      : `Checked: ${check.faults.length} of ${check.checks} checks failed`,
    ...check.faults.map((fault) => `  ✗ ${fault}`),
    isLoaded
      ? `Next: read its header, then "lamplighter crawl ${id}"`
      : `Next: read its header, then "LAMPLIGHTER_SOURCES=${path.dirname(file)} lamplighter crawl ${id}"`,
  ];
  return `${lines.join('\n')}\n`;
}
