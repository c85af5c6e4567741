import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { type Fault } from '../classify/pack/read-pack.ts';
import { testRules } from '../classify/pack/expectations.ts';
import { parseRules } from '../classify/rules.ts';
import { acceptedLost, type Preview, previewRules } from '../learn/preview.ts';
import { taughtBy } from '../learn/taught.ts';
import { reportOf } from '../learn/report-of.ts';
import type { RuleReport } from '../learn/report.ts';
import { verbatim } from '../web/fields.ts';
import { route, type Route, SIGNED_IN } from '../web/route.ts';
import { sendPage } from '../web/views.ts';
import { longTime } from '../web/words.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { type DeskCall, GET_BY_READER } from './inputs.ts';

const Pack = z.object({ pack: verbatim });
/** Of posts that would move so many are listed. */
const MOST_MOVED = 100;
/** How wide the plot of a rule's precision is, in pixels. */
const PLOT = 96;

/** The rules, how each does on what was decided, and a trial of another pack on the stored posts. */
export function rulesRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({ ...GET_BY_READER, path: '/desk/rules', handle: (call) => showRules(deps, call) }),
    route({
      ...GET_BY_READER,
      path: '/desk/rules/preview',
      handle: (call) => showPreview(deps, call, { pack: deps.rules.text }),
    }),
    route({
      ...{ method: 'POST', access: 'reader', principals: SIGNED_IN },
      path: '/desk/rules/preview',
      body: Pack,
      handle: async (call) => showPreview(deps, call, await tried(deps, call.body.pack)),
    }),
  ];
}

function showRules(deps: DeskDeps, { person, reply }: DeskCall): FastifyReply {
  const { source, thresholds, pack } = deps.rules;
  const reports = new Map(reportOf(deps.store, deps.rules).map((report) => [report.rule, report]));
  const groups = Object.entries(source.groups).map(([id, { label }]) => ({
    id,
    label,
    rules: source.rules
      .filter((rule) => rule.group === id)
      .map((rule) => ({ ...rule, report: reportRow(reports.get(rule.id)) })),
  }));
  const view = { title: 'Rules', pack, thresholds, groups, gates: source.gates, taught: taughtView(deps) };
  return sendPage(reply, deps.views('desk/rules.njk', { ...frameOf(deps, person), ...view }));
}

function taughtView({ store }: DeskDeps) {
  const taught = taughtBy(store);
  return { ...taught, versions: taught.versions.map((one) => ({ ...one, when: longTime(one.madeAt) })) };
}

function reportRow(report: RuleReport | undefined) {
  if (report === undefined || report.fired === 0) return undefined;
  const percent = (share: number) => Math.round(share * 100);
  const { share, low, high } = report.precision;
  return {
    ...report,
    percent: percent(share),
    low: percent(low),
    high: percent(high),
    plot: { width: PLOT, from: low * PLOT, to: high * PLOT, at: share * PLOT },
    lift: report.lift.toFixed(1),
  };
}

type Tried = {
  readonly pack: string;
  readonly faults?: readonly Fault[];
  readonly failures?: readonly string[];
  readonly preview?: Preview;
};

/** Reads a pack that was sent, runs its own tests, and scores the stored posts by it. */
async function tried({ store }: DeskDeps, pack: string): Promise<Tried> {
  const reading = parseRules(pack.replaceAll('\r\n', '\n'));
  if (reading.kind === 'faulty') return { pack, faults: reading.faults };
  const failures = testRules(reading.rules)
    .broken.filter(({ kind }) => kind === 'failure')
    .map(({ say }) => say);
  return { pack, failures, preview: await previewRules(store, reading.rules) };
}

function showPreview(deps: DeskDeps, { person, reply }: DeskCall, tried: Tried): FastifyReply {
  const { preview } = tried;
  const view = {
    title: 'Try other rules',
    ...tried,
    lost: preview?.lost.slice(0, MOST_MOVED),
    gained: preview?.gained.slice(0, MOST_MOVED),
    accepted: preview === undefined ? 0 : acceptedLost(preview).length,
  };
  return sendPage(reply, deps.views('desk/rules-preview.njk', { ...frameOf(deps, person), ...view }));
}
