import type { FastifyReply } from 'fastify';
import { taughtBy } from '../../learn/taught.ts';
import { reportOf } from '../../learn/report-of.ts';
import type { RuleReport } from '../../learn/report.ts';
import { route, type Route } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import { longTime } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_READER } from '../inputs.ts';

/** How wide the plot of a rule's precision is, in pixels. */
const PLOT = 96;

/** The rules, and how each does on what was decided. */
export function rulesRoutes(deps: DeskDeps): readonly Route[] {
  return [route({ ...GET_BY_READER, path: '/desk/rules', handle: (call) => showRules(deps, call) })];
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
