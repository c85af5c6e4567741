import { parseArgs } from 'node:util';
import { DAY } from '../../../base/durations.ts';
import { expectedOf } from '../../../store/expected.ts';
import { passedFirstLight } from '../../../store/first-light.ts';
import { openIncidents } from '../../../store/incidents.ts';
import type { Store } from '../../../store/open.ts';
import { recentDays } from '../../../store/posts.ts';
import { tellRounds } from '../../../review/rounds-told.ts';
import type { Outcome } from '../../../model/outcome.ts';
import { recentRuns } from '../../../store/runs.ts';
import { sourceRow } from '../../../store/sources.ts';
import { type Estimate, estimate, estimateWords } from '../../../learn/found/estimate.ts';
import { lineWords } from '../../../learn/found/source-line.ts';
import { lineOfSource } from '../../../store/source-lines.ts';
import { decidedByScore } from '../../../store/audits.ts';
import { rulesInForce } from '../../../learn/packs.ts';
import type { CommandIo } from '../../command.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import { tellFirstFill } from '../../../model/first-fill.ts';
import { firstFillOf } from '../../../store/first-fill.ts';
import { recordingsOf } from '../../../workshop/recordings.ts';
import { chosenSources, withStore } from './open.ts';

const RUNS_SHOWN = 14;

const BARS: Readonly<Partial<Record<Outcome, string>>> = {
  ok_new: '█',
  ok_nothing_new: '▅',
  not_modified: '▃',
  quiet: '▁',
  empty_declared: '▁',
  skipped_locked: ' ',
  cut_short: ' ',
};

/** A line a source: how its last runs went, its newest post, when it is due, its incident, the age of its recordings; then how the rounds stand. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const loaded = await chosenSources(io, positionals);
  const { lines, all, told } = await withStore(io, async (store) => {
    const packLine = rulesInForce(store, io.settings.rulesFile).thresholds.queue;
    const lines = await Promise.all(
      loaded.map(async (one) => ({ ...(await statusOf(store, one)), ...foundOf(store, one, packLine) })),
    );
    return {
      lines,
      all: estimate({ ...decidedByScore(store), line: packLine }),
      told: tellRounds(
        store,
        loaded.map(({ source }) => source),
        Date.now(),
      ),
    };
  });
  if (values.json) for (const line of lines) io.stdout.write(`${JSON.stringify(line)}\n`);
  else
    io.stdout.write(
      `${[...lines.map(say(lines)), ...inAll(all), ...told.map((one) => one.say)].join('\n')}\n`,
    );
  return 0;
}

function inAll(said: Estimate): string[] {
  return said.found === 0 && said.kind === 'unknown' ? [] : [`In all sources ${estimateWords(said)}.`];
}

type Status = Awaited<ReturnType<typeof statusOf>> & ReturnType<typeof foundOf>;

/** How many of a source's case studies are found, as far as decisions tell, and from which score on its posts come to the desk. */
function foundOf(store: Store, { source }: LoadedSource, packLine: number) {
  const line = lineOfSource(store, source.id, packLine);
  return {
    caseStudies: estimate({ ...decidedByScore(store, source.id), line }),
    line,
    lineMoved: lineWords(line, packLine) ?? null,
  };
}

async function statusOf(store: Store, loaded: LoadedSource) {
  const { source } = loaded;
  const runs = recentRuns(store, source.id, RUNS_SHOWN).toReversed();
  const due = sourceRow(store, source.id)?.nextDueAt;
  const recorded = (await recordingsOf(loaded)).map(({ page }) => page.fetchedAt);
  const [incident] = openIncidents(store, source.id);
  return {
    id: source.id,
    paused: source.paused?.reason ?? null,
    runs: runs.map(({ id, outcome, startedAt }) => ({ id, outcome, at: new Date(startedAt).toISOString() })),
    newestPost: recentDays(store, source.id, 1)[0] ?? null,
    nextDueAt: due === undefined ? null : new Date(due).toISOString(),
    firstFill: firstFillOf(store, source.id, Date.now()),
    incident:
      incident === undefined
        ? null
        : {
            outcome: incident.outcome,
            reasons: incident.reasons,
            openedAt: new Date(incident.openedAt).toISOString(),
          },
    firstLight: passedFirstLight(store).has(source.id),
    expects: source.expect === undefined ? (expectedOf(store, source.id)?.runId ?? null) : 'adapter',
    recordingsDaysOld:
      recorded.length === 0 ? null : Math.max(0, Math.floor((Date.now() - Math.min(...recorded)) / DAY)),
  };
}

function say(all: readonly Status[]): (status: Status) => string {
  const width = Math.max(...all.map(({ id }) => id.length));
  return ({
    id,
    paused,
    runs,
    newestPost,
    nextDueAt,
    firstFill,
    incident,
    recordingsDaysOld,
    caseStudies,
    lineMoved,
    firstLight,
    expects,
  }) => {
    const bars = runs.map(({ outcome }) => (outcome === null ? undefined : BARS[outcome]) ?? '✗').join('');
    const last = runs.at(-1)?.outcome ?? 'never run';
    const due =
      paused === null
        ? `due ${nextDueAt?.slice(0, 16).replace('T', ' ') ?? 'at the next run'}`
        : `paused: ${paused}`;
    const age = recordingsDaysOld === null ? 'no recordings' : `recorded ${recordingsDaysOld} days ago`;
    const filling = firstFill === null ? '' : `\n    ${tellFirstFill(firstFill)}`;
    const trouble =
      incident === null
        ? ''
        : `\n    ! ${incident.outcome} since ${incident.openedAt.slice(0, 10)}: ${incident.reasons.join('; ')}`;
    const found =
      caseStudies.found === 0 && caseStudies.kind === 'unknown' ? '' : `\n    ${estimateWords(caseStudies)}`;
    const moved = lineMoved === null ? '' : `\n    ${lineMoved}`;
    return `${id.padEnd(width)}  ${bars.padStart(RUNS_SHOWN)}  ${last}, newest ${newestPost ?? '—'}, ${due}, ${age}${firstLight ? '' : ', never tried at first light'}${expects === 'adapter' ? '' : expects === null ? ', nothing is expected of it yet' : `, expected to be as in run ${expects}`}${filling}${found}${moved}${trouble}`;
  };
}
