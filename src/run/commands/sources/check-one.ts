import path from 'node:path';
import { defined } from '../../../base/defined.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import { type MutationReport, mutationReport } from '../../../trials/mutation-report.ts';
import { type LifeReport, liveThrough } from '../../../trials/live-through.ts';
import { checkLive } from '../../../workshop/check-live.ts';
import { checkSource, type SourceCheck } from '../../../workshop/check-source.ts';
import type { Advice } from '../../../workshop/learnt/identity.ts';
import { takeAdvice } from '../../../workshop/learnt/take-advice.ts';
import { pinExpectations } from '../../../workshop/pin-expectations.ts';
import { recordLive } from '../../../workshop/record-source.ts';
import { recordingsOf } from '../../../workshop/recordings.ts';
import { saveRecording } from '../../../workshop/save-recording.ts';
import { valueText } from '../../../workshop/source-text.ts';
import { type Update, updateExpected } from '../../../workshop/update-expected.ts';
import type { CommandIo } from '../../command.ts';
import type { OpenTools } from '../../open-tools.ts';
import type { Stopped } from '../../apart/parts.ts';
import { adviceOn } from './say-advice.ts';
import { lifeFaults } from './say-life.ts';
import { mutationFaults } from './say-mutations.ts';

/** The years of a source are the same at each check. */
const SEED = 1;

/** What came of checking one source, plain data. */
export type CheckResult = SourceCheck & {
  readonly updates: readonly Update[];
  readonly mutations?: MutationReport;
  readonly life?: LifeReport;
  /** What the posts read so far say that the adapter could name. */
  readonly advice?: readonly Advice[];
  /** Those of it that were written into its file. */
  readonly taken?: readonly Advice[];
};

/** How much is checked. `tools`: its site, too; `years`: so many simulated ones. */
export type CheckWishes = {
  readonly io: CommandIo;
  readonly update: boolean;
  readonly mutate: boolean;
  readonly take: boolean;
  readonly years?: number;
  readonly tools?: OpenTools;
};

export async function checkOne(one: LoadedSource, wishes: CheckWishes): Promise<CheckResult> {
  const { io, update, mutate, take, years, tools } = wishes;
  const read = tools === undefined ? await checkHere(one, update) : await checkThere(tools, one, update);
  const mutated = mutate ? await mutateOne(one, read) : read;
  const lived = years === undefined ? mutated : await liveOne(one, mutated, years);
  const advice = await adviceOn(io, one);
  const advised = { ...lived, ...defined({ advice }) };
  return take ? { ...advised, taken: await takeAdvice(one, advice ?? []) } : advised;
}

/** What is said of a source at which the check was stopped. */
export function stoppedOver(id: string, { what, why }: Stopped): CheckResult {
  const checks = [{ what, fault: `the check was stopped over it: ${why}` }];
  return { id, checks, recordings: 0, oldestAt: null, updates: [] };
}

async function checkHere(one: LoadedSource, update: boolean): Promise<CheckResult> {
  const pinned = update ? await pin(one) : undefined;
  const updates = update ? await updateExpected(one) : [];
  return {
    ...(await checkSource(pinned?.loaded ?? one)),
    updates: [...(pinned?.updates ?? []), ...updates],
  };
}

/** Where an adapter expects nothing yet, what its recordings show is what it expects from now on. */
async function pin(one: LoadedSource): Promise<{ loaded: LoadedSource; updates: Update[] } | undefined> {
  const done = await pinExpectations(one, await recordingsOf(one));
  if (done === undefined) return undefined;
  const name = path.basename(one.file);
  return { loaded: done.loaded, updates: [{ name, diff: [`+ expect: ${valueText(done.expect)}`] }] };
}

async function checkThere(tools: OpenTools, one: LoadedSource, update: boolean): Promise<CheckResult> {
  const updates = update ? await recordAnew(tools, one) : [];
  const offline = await checkSource(one);
  return { ...offline, checks: [...offline.checks, ...(await checkLive(tools, one))], updates };
}

/** `--live --update` takes the pages as they are now for the recordings. */
async function recordAnew(tools: OpenTools, loaded: LoadedSource): Promise<Update[]> {
  const { proposals } = await recordLive(tools, loaded, undefined);
  for (const { recording } of proposals) await saveRecording(loaded.file, loaded.source.id, recording);
  return proposals.flatMap(({ recording: { name }, diff }) => (diff.length === 0 ? [] : [{ name, diff }]));
}

/** Breaks a source's recordings in every known way, and sees whether the alarm is right. */
async function mutateOne(one: LoadedSource, checked: CheckResult): Promise<CheckResult> {
  const mutations = mutationReport(one.source, await recordingsOf(one));
  const checks = [...checked.checks, { what: 'alarms' }, ...mutationFaults(mutations)];
  return { ...checked, checks, mutations };
}

/** Lives through years of a source's site, and sees which alarms were false and which faults were told. */
async function liveOne(one: LoadedSource, checked: CheckResult, years: number): Promise<CheckResult> {
  const life = liveThrough(one.source, await recordingsOf(one), { years, seed: SEED });
  return { ...checked, ...defined({ life }), checks: [...checked.checks, ...lifeFaults(life)] };
}
