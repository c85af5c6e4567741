import type { FastifyReply, FastifyRequest } from 'fastify';
import { releaseHeld } from '../store/candidates.ts';
import { openIncidents } from '../store/incidents.ts';
import { ruleFigures, runLines, sourceFigures } from '../store/overview.ts';
import { recentRuns, type RunRow } from '../store/runs.ts';
import { sourceRows } from '../store/sources.ts';
import { field, formOf, queryOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { isWell } from '../model/outcome.ts';
import { outcomeWords } from './outcomes.ts';
import { personOf } from '../web/person.ts';
import { sourceName } from '../base/source.ts';

const SPARK = 20;
const PAGE = 50;

/** Sources, runs and rules: how the rounds go. Editors may start a source and let held posts through. */
export function overviewPart(deps: DeskDeps): WebPart {
  return {
    access: {
      'GET /desk/sources': 'reader',
      'POST /desk/sources/run': 'editor',
      'POST /desk/sources/release': 'editor',
      'GET /desk/runs': 'reader',
      'GET /desk/rules': 'reader',
    },
    mount: (app) => {
      app.get('/desk/sources', (request, reply) => showSources(deps, request, reply));
      app.post('/desk/sources/run', (request, reply) => {
        const id = field(formOf(request), 'source');
        if (deps.sources.some((source) => source.id === id)) deps.runNow?.(id);
        return reply.redirect('/desk/sources?say=due', 303);
      });
      app.post('/desk/sources/release', (request, reply) => {
        releaseHeld(deps.store, field(formOf(request), 'source'));
        return reply.redirect('/desk/sources?say=released', 303);
      });
      app.get('/desk/runs', (request, reply) => showRuns(deps, request, reply));
      app.get('/desk/rules', (request, reply) => showRules(deps, request, reply));
    },
  };
}

const SAYINGS: Readonly<Record<string, string>> = {
  due: 'The source is due now; its run starts at the next tick of the schedule.',
  released: 'The posts that were held back are in the queue.',
};

function showSources(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { store, now } = deps;
  const figures = sourceFigures(store);
  const incidents = openIncidents(store);
  const rows = new Map(sourceRows(store).map((row) => [row.id, row]));
  const sources = deps.sources.map((source) => {
    const runs = recentRuns(store, source.id, SPARK);
    const last = runs[0];
    const row = rows.get(source.id);
    return {
      ...source,
      ...figures(source.id),
      rate: rateWords(figures(source.id)),
      spark: sparkOf(runs),
      last:
        last === undefined
          ? undefined
          : {
              words: outcomeWords(last.outcome),
              isWell: last.outcome === null || isWell(last.outcome),
              at: last.finishedAt,
              reasons: last.reasons,
            },
      unwell: runs.filter(({ outcome }) => outcome !== null && !isWell(outcome)).length,
      open: incidents.filter(({ sourceId }) => sourceId === source.id),
      nextDueAt: row?.nextDueAt,
      isDue: row !== undefined && row.nextDueAt <= now(),
    };
  });
  const page = {
    title: 'Sources',
    sources,
    said: SAYINGS[queryOf(request).get('say') ?? ''],
    mayRun: deps.runNow !== undefined,
  };
  return sendPage(reply, deps.views('desk/sources.njk', { ...frameOf(deps, personOf(request)), ...page }));
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

function showRuns(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const query = queryOf(request);
  const page = Math.max(1, Math.min(1000, Number(query.get('page')) || 1));
  const sourceId = query.get('source') ?? undefined;
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
  return sendPage(reply, deps.views('desk/runs.njk', { ...frameOf(deps, personOf(request)), ...view }));
}

function showRules(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { source, thresholds, pack } = deps.rules;
  const figures = ruleFigures(deps.store);
  const groups = Object.entries(source.groups).map(([id, { label }]) => ({
    id,
    label,
    rules: source.rules
      .filter((rule) => rule.group === id)
      .map((rule) => ({
        id: rule.id,
        why: rule.why,
        weight: rule.weight,
        status: rule.status,
        ...figures.get(rule.id),
      })),
  }));
  const view = { title: 'Rules', pack, thresholds, groups, gates: source.gates };
  return sendPage(reply, deps.views('desk/rules.njk', { ...frameOf(deps, personOf(request)), ...view }));
}
