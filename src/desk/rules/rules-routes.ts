import type { FastifyReply } from 'fastify';
import { capitalised } from '../../base/text.ts';
import type { Heavy } from '../../learn/heaviest.ts';
import { decidedSoFar, taughtBy } from '../../learn/taught.ts';
import { reportOf } from '../../learn/report-of.ts';
import type { RuleReport } from '../../learn/report.ts';
import { route, type Route } from '../../web/route.ts';
import { packDraft, packInForce, packVersion, rescoringOwed } from '../../store/packs.ts';
import { lastPost } from '../../store/posts.ts';
import { type Reason, REASONS } from '../../model/decision.ts';
import { sourceName } from '../../base/source.ts';
import { sendPage } from '../../web/views.ts';
import { longTime, signedNumber } from '../../web/words.ts';
import { contradictedStories } from '../../store/decided.ts';
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
    label: capitalised(label),
    rules: source.rules
      .filter((rule) => rule.group === id)
      .map((rule) => ({ ...rule, report: reportRow(deps, reports.get(rule.id)) })),
  }));
  const standing = {
    inForce: inForceWords(deps),
    rescoring: rescoringShare(deps),
    hasDraft: packDraft(deps.store, person.id) !== undefined,
  };
  const view = {
    ...standing,
    title: 'Rules',
    linesFault: deps.rules.linesFault,
    contradicted: contradictedStories(deps.store),
    pack,
    thresholds,
    groups,
    gates: deps.rules.gates.map(({ say, cap }) => ({ say: capitalised(say), cap: cap / 10 })),
    taught: taughtView(deps),
  };
  return sendPage(reply, deps.views('desk/rules.njk', { ...frameOf(deps, person), ...view }));
}

/** Which pack is in force, and what is odd about that. */
function inForceWords({ store, rules }: DeskDeps): { readonly say: string; readonly note?: string } {
  const id = packInForce(store);
  const version = id === 0 ? undefined : packVersion(store, id);
  if (version === undefined || version.pack === null) return { say: 'the file.' };
  const say = `version ${id}, saved by ${version.madeBy} on ${longTime(version.madeAt)}.`;
  if (version.pack === rules.text) return { say };
  return {
    say,
    note: `Version ${id} is being read, unless this program cannot read it; until then the rules go on that were in force before.`,
  };
}

/** How far scoring anew has come, in percent; undefined where nothing is to be scored. */
function rescoringShare({ store }: DeskDeps): { readonly percent: number } | undefined {
  const owed = rescoringOwed(store);
  if (owed === undefined) return undefined;
  return { percent: Math.floor((100 * owed.after) / Math.max(1, lastPost(store))) };
}

function taughtView({ store }: DeskDeps) {
  const taught = taughtBy(store);
  return {
    ...taught,
    terms: taught.terms.map(heavyRow),
    hosts: taught.hosts.map(heavyRow),
    versions: taught.versions.map((one) => ({ ...one, when: longTime(one.madeAt) })),
    soFar: taught.state === 'nothing yet' ? decidedSoFar(store) : undefined,
  };
}

function heavyRow({ name, usually }: Heavy) {
  return { name, say: signedNumber(usually, '+') };
}

function reasonLabel(slug: Reason): string {
  return REASONS.find((reason) => reason.slug === slug)?.label ?? slug;
}

function reportRow({ sources }: DeskDeps, report: RuleReport | undefined) {
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
    reasons: report.reasons.map(([slug, count]) => ({ say: reasonLabel(slug), count })),
    bySource: report.bySource.map((one) => ({ ...one, name: sourceName(sources, one.source) })),
  };
}
