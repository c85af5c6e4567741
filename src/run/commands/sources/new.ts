import path from 'node:path';
import { parseArgs } from 'node:util';
import { defined } from '../../../base/defined.ts';
import { Failure } from '../../../base/errors.ts';
import { keepFirstLight } from '../../../store/first-light.ts';
import { keptRobots } from '../../../store/manners.ts';
import type { CommandIo } from '../../command.ts';
import { PROJECT_DIR } from '../../config.ts';
import { type Settings } from '../../../base/settings.ts';
import { createSurveyFetcher } from '../../../workshop/survey/survey-fetcher.ts';
import { type Where, writeSource } from '../../../workshop/new-source.ts';
import { type NewReport, reportNew } from '../../../workshop/report-new.ts';
import { type NoSurvey, surveySite } from '../../../workshop/survey/survey-site.ts';
import { approachName } from '../../../workshop/survey/approach.ts';
import { addressOf, oneArgument, withTools } from './open.ts';

/** Looks around a site and writes a source for it. Exit code 1 where there is none to write, or its check fails. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { id: { type: 'string' }, dir: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const url = listingAddress(oneArgument('new', 'address', positionals));
  const where = whereTo(io, values.dir, values.id);
  return withTools(io, async ({ fetcher, store, now }) => {
    const startedAt = now();
    const look = createSurveyFetcher(fetcher, now);
    const survey = await surveySite(look, url, (origin) => keptRobots(store, origin));
    if (survey.kind === 'none') {
      io.stdout.write(values.json ? `${JSON.stringify(noneReport(survey))}\n` : sayNone(survey));
      return 1;
    }
    const made = await writeSource(survey, where, new Date(startedAt).toISOString().slice(0, 10));
    if (made.check.checks.every(({ fault }) => fault === undefined))
      keepFirstLight(store, made.loaded.source.id, made.loaded.hash, now());
    const report = reportNew(survey, made, { requests: look.requests(), ms: now() - startedAt });
    io.stdout.write(
      values.json ? `${JSON.stringify(report)}\n` : sayNew(report, isLoaded(io.settings, where.folder)),
    );
    return report.check.faults.length === 0 ? 0 : 1;
  });
}

function listingAddress(given: string): string {
  const url = addressOf(given);
  if (url === undefined)
    throw new Failure(
      'config',
      `"${given}" must be the address of the page that lists the posts, such as https://www.example.org/news/`,
    );
  return url;
}

function whereTo({ settings }: CommandIo, dir: string | undefined, id: string | undefined): Where {
  const own = path.join(PROJECT_DIR, 'sources');
  const folder = path.resolve(dir ?? own);
  if (id !== undefined && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new Failure('config', `--id "${id}" must be lower-case words joined by hyphens`);
  return {
    folder,
    placing: folder === own ? 'project' : 'outside',
    taken: isLoaded(settings, folder) ? settings.sourceDirs : [],
    ...defined({ id }),
  };
}

function isLoaded({ sourceDirs }: Settings, folder: string): boolean {
  return sourceDirs.some((dir) => path.resolve(dir) === folder);
}

function noneReport({ why, deadEnds }: NoSurvey) {
  return { id: null, why, tried: deadEnds };
}

function sayNone({ why, deadEnds }: NoSurvey): string {
  const tried = deadEnds.map(({ kind, why: because }) => `  ✗ ${approachName(kind)}: ${because}\n`).join('');
  return `No source was written: ${why}\n${tried}`;
}

function sayNew(
  { id, file, home, tried, posts, postsAreAll, chosen, ...report }: NewReport,
  isLoaded: boolean,
): string {
  const { recordings, check, requests, seconds } = report;
  const crawl = `lamplighter crawl ${id}`;
  const lines = [
    home,
    `  ✓ ${report.robots}`,
    ...tried.map((one) =>
      'why' in one
        ? `  ${one.why.startsWith('not tried') ? '–' : '✗'} ${approachName(one.kind)}: ${one.why}`
        : `  ✓ ${approachName(one.kind)}, ${one.score} points: ${one.seen.join(' ')}`,
    ),
    `Read by ${chosen.discover}, ${postsAreAll ? '' : 'at least '}${posts} posts; witness: ${chosen.witness ?? 'none'}`,
    ...report.cards.map(({ date, title }) => `  ${date ?? '—'.padEnd(10)}  ${title ?? '(no title)'}`),
    ...(report.likeLinksOutside === 0
      ? []
      : [`  ! ${report.likeLinksOutside} links on the page look like these and stand outside the cards`]),
    `Wrote ${path.relative(process.cwd(), file)} and ${recordings.length} recordings, in ${seconds} s and ${requests} requests`,
    check.faults.length === 0
      ? `Checked: ${check.checks} checks, all well`
      : `Checked: ${check.faults.length} of ${check.checks} checks failed`,
    ...check.faults.map((fault) => `  ✗ ${fault}`),
    `Next: read its header, then "${isLoaded ? crawl : `LAMPLIGHTER_SOURCES=${path.dirname(file)} ${crawl}`}"`,
  ];
  return `${lines.join('\n')}\n`;
}
