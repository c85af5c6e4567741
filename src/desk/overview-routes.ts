import { route, type Route, SIGNED_IN } from '../web/route.ts';
import { pageUpTo, verbatim } from '../web/fields.ts';
import { GET_BY_READER, Sourced, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { releaseHeld } from '../store/candidates.ts';
import { acceptLastRun } from '../store/meant.ts';
import { estimate, estimateWords } from '../learn/found/estimate.ts';
import { lineWords } from '../learn/found/source-line.ts';
import { lineOfSource } from '../store/source-lines.ts';
import { decidedByScore } from '../store/audits.ts';
import { passedFirstLight } from '../store/first-light.ts';
import { openIncidents } from '../store/incidents.ts';
import { runLines, sourceFigures } from '../store/overview.ts';
import { firstFillOf } from '../store/first-fill.ts';
import { tellFirstFill } from '../model/first-fill.ts';
import { recentRuns, type RunRow } from '../store/runs.ts';
import { sourceRows } from '../store/sources.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { isMendable, isWell, mayBeMeant } from '../model/outcome.ts';
import { outcomeWords } from './outcomes.ts';
import { sourceName } from '../base/source.ts';

const SPARK = 20;
const PAGE = 50;

const POST_BY_EDITOR = { method: 'POST', access: 'editor', principals: SIGNED_IN } as const;
const Runs = z.object({ page: pageUpTo(1000), source: z.string().optional() });

/** Sources and runs: how the rounds go. Editors may start a source and let held posts through. */
export function overviewRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/sources',
      query: z.object({ say: verbatim }),
      handle: (call) => showSources(deps, call, call.query.say),
    }),
    route({
      ...POST_BY_EDITOR,
      path: '/desk/sources/run',
      body: Sourced,
      handle: ({ body, reply }) => {
        if (deps.sources.some(({ id }) => id === body.source)) deps.runNow?.(body.source);
        return reply.redirect('/desk/sources?say=due', 303);
      },
    }),
    route({
      ...POST_BY_EDITOR,
      path: '/desk/sources/release',
      body: Sourced,
      handle: ({ body, reply }) => {
        releaseHeld(deps.store, body.source);
        return reply.redirect('/desk/sources?say=released', 303);
      },
    }),
    route({
      ...POST_BY_EDITOR,
      path: '/desk/sources/accept',
      body: Sourced,
      handle: ({ body, person, reply }) => {
        const said = { at: deps.now(), by: person?.name ?? '' };
        const run = acceptLastRun(deps.store, body.source, said);
        return reply.redirect(`/desk/sources${run === undefined ? '' : '?say=meant'}`, 303);
      },
    }),
    route({
      ...GET_BY_READER,
      path: '/desk/runs',
      query: Runs,
      handle: (call) => showRuns(deps, call, call.query),
    }),
  ];
}

const SAYINGS: Readonly<Record<string, string>> = {
  due: 'The source is due now; its run starts at once.',
  meant: 'Noted: the listing is meant to be so, and is the norm from now on.',
  released: 'The posts that were held back are in the queue.',
};

function showSources(deps: DeskDeps, { person, reply }: DeskCall, say: string): FastifyReply {
  const { store, now } = deps;
  const figures = sourceFigures(store);
  const incidents = openIncidents(store);
  const passed = passedFirstLight(store);
  const rows = new Map(sourceRows(store).map((row) => [row.id, row]));
  const sources = deps.sources.map((source) => {
    const runs = recentRuns(store, source.id, SPARK);
    const last = runs[0];
    const row = rows.get(source.id);
    const open = incidents.filter(({ sourceId }) => sourceId === source.id);
    return {
      ...source,
      ...figures(source.id),
      isUntried: !passed.has(source.id),
      isMendProposed: deps.mendOf?.(source.id) !== undefined,
      rate: rateWords(figures(source.id)),
      found: figures(source.id).decided === 0 ? undefined : foundWords(deps, source.id),
      spark: sparkOf(runs),
      last:
        last === undefined
          ? undefined
          : {
              words: outcomeWords(last.outcome),
              mayBeMeant: mayBeMeant(last.outcome),
              isWell: last.outcome === null || isWell(last.outcome),
              at: last.finishedAt,
              reasons: last.reasons,
            },
      unwell: runs.filter(({ outcome }) => outcome !== null && !isWell(outcome)).length,
      open,
      mayMend: open.some(({ outcome }) => isMendable(outcome)),
      firstFill: fillWords(deps, source.id),
      nextDueAt: row?.nextDueAt,
      isDue: row !== undefined && row.nextDueAt <= now(),
    };
  });
  const page = {
    title: 'Sources',
    sources,
    found: foundWords(deps),
    said: SAYINGS[say],
    mayRun: deps.runNow !== undefined,
  };
  return sendPage(reply, deps.views('desk/sources.njk', { ...frameOf(deps, person), ...page }));
}

/** How far the first reading of a large source has come; undefined where there is none under way. */
function fillWords({ store, now }: DeskDeps, sourceId: string): string | undefined {
  const fill = firstFillOf(store, sourceId, now());
  return fill === null ? undefined : tellFirstFill(fill).replace(/^f/, 'F');
}

/** How many case studies of a source, or of all, are found, and where the source's own line lies. */
function foundWords({ store, rules }: DeskDeps, sourceId?: string): string {
  const packLine = rules.thresholds.queue;
  const line = sourceId === undefined ? packLine : lineOfSource(store, sourceId, packLine);
  const found = estimateWords(estimate({ ...decidedByScore(store, sourceId), line }));
  const moved = lineWords(line, packLine);
  return moved === undefined ? found : `${found}; ${moved}`;
}

function rateWords({ accepted, decided }: { readonly accepted: number; readonly decided: number }): string {
  return decided === 0 ? 'none decided yet' : `${accepted} of ${decided} accepted`;
}

/** A bar a run, oldest first: its height is the cards it saw, its kind whether the run was well. */
function sparkOf(runs: readonly RunRow[]) {
  const most = Math.max(1, ...runs.map(({ counters }) => counters.cards));
  return [...runs].reverse().map((run, index) => {
    const height = Math.max(2, Math.round((run.counters.cards / most) * 24));
    return {
      x: index * 6,
      y: 26 - height,
      height,
      isWell: run.outcome === null || isWell(run.outcome),
      words: outcomeWords(run.outcome),
      cards: run.counters.cards,
    };
  });
}

function showRuns(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  { page, source: sourceId }: z.infer<typeof Runs>,
): FastifyReply {
  const runs = runLines(deps.store, { sourceId, limit: PAGE + 1, offset: (page - 1) * PAGE });
  const view = {
    title: 'Runs',
    page,
    source: sourceId,
    hasMore: runs.length > PAGE,
    runs: runs.slice(0, PAGE).map((run) => ({
      ...run,
      source: sourceName(deps.sources, run.sourceId),
      words: outcomeWords(run.outcome),
      isWell: run.outcome === null || isWell(run.outcome),
      seconds: run.finishedAt === null ? undefined : Math.round((run.finishedAt - run.startedAt) / 100) / 10,
    })),
  };
  return sendPage(reply, deps.views('desk/runs.njk', { ...frameOf(deps, person), ...view }));
}
