import path from 'node:path';
import { parseArgs } from 'node:util';
import { DAY } from '../../../base/durations.ts';
import { defined } from '../../../base/defined.ts';
import { Failure } from '../../../base/errors.ts';
import type { CommandIo } from '../../command.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import { type MutationReport, mutationReport } from '../../../trials/mutation-report.ts';
import { type LifeReport, liveThrough } from '../../../trials/live-through.ts';
import type { OpenTools } from '../../open-tools.ts';
import { recordingsOf } from '../../../workshop/recordings.ts';
import { takeAdvice } from '../../../workshop/learnt/take-advice.ts';
import type { Advice } from '../../../workshop/learnt/identity.ts';
import { checkLive } from '../../../workshop/check-live.ts';
import { type Check, checkSource, type SourceCheck } from '../../../workshop/check-source.ts';
import { pinExpectations } from '../../../workshop/pin-expectations.ts';
import { valueText } from '../../../workshop/source-text.ts';
import { recordLive } from '../../../workshop/record-source.ts';
import { saveRecording } from '../../../workshop/save-recording.ts';
import { type Update, updateExpected } from '../../../workshop/update-expected.ts';
import { chosenSources, withTools } from './open.ts';
import { adviseAll, sayAdvice } from './say-advice.ts';
import { lifeFaults, sayLife } from './say-life.ts';
import { mutationFaults, sayMutations, sumMutations } from './say-mutations.ts';

const STALE_DAYS = 180;
/** The years of a source are the same at each check. */
const SEED = 1;

type Checked = SourceCheck & {
  readonly updates: readonly Update[];
  readonly mutations?: MutationReport;
  readonly life?: LifeReport;
  /** What the posts read so far say that the adapter could name. */
  readonly advice?: readonly Advice[];
  /** Those of it that were written into its file. */
  readonly taken?: readonly Advice[];
};

/** Checks sources by their recordings, and with --live by their sites. Exit code 1 where anything is wrong. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      live: { type: 'boolean', default: false },
      mutate: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      take: { type: 'boolean', default: false },
      years: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const years = values.years === undefined ? undefined : yearsOf(values.years);
  const loaded = await chosenSources(io, positionals);
  const read = values.live
    ? await checkAllLive(io, loaded, values.update)
    : await checkAll(loaded, values.update);
  const mutated = values.mutate ? await mutateAll(loaded, read) : read;
  const lived = years === undefined ? mutated : await liveAll(loaded, mutated, years);
  const advised = await adviseAll(io, loaded, lived);
  const results = values.take ? await takeAll(loaded, advised) : advised;
  const faults = results.flatMap(({ checks }) => checks.flatMap(({ fault }) => fault ?? []));
  if (values.json) io.stdout.write(`${JSON.stringify(reportOf(results))}\n`);
  else io.stdout.write(results.map(say).join('') + summary(results, faults.length));
  return faults.length === 0 ? 0 : 1;
}

async function checkAll(loaded: readonly LoadedSource[], update: boolean): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const one of loaded) {
    const pinned = update ? await pin(one) : undefined;
    const updates = update ? await updateExpected(one) : [];
    results.push({
      ...(await checkSource(pinned?.loaded ?? one)),
      updates: [...(pinned?.updates ?? []), ...updates],
    });
  }
  return results;
}

/** Where an adapter expects nothing yet, what its recordings show is what it expects from now on. */
async function pin(one: LoadedSource): Promise<{ loaded: LoadedSource; updates: Update[] } | undefined> {
  const done = await pinExpectations(one, await recordingsOf(one));
  if (done === undefined) return undefined;
  const name = path.basename(one.file);
  return { loaded: done.loaded, updates: [{ name, diff: [`+ expect: ${valueText(done.expect)}`] }] };
}

async function checkAllLive(
  io: CommandIo,
  loaded: readonly LoadedSource[],
  update: boolean,
): Promise<Checked[]> {
  const results: Checked[] = [];
  await withTools(io, async (tools) => {
    for (const one of loaded) {
      const updates = update ? await recordAnew(tools, one) : [];
      const offline = await checkSource(one);
      results.push({ ...offline, checks: [...offline.checks, ...(await checkLive(tools, one))], updates });
    }
    return 0;
  });
  return results;
}

/** Breaks each source's recordings in every known way, and sees whether the alarm is right. */
async function mutateAll(loaded: readonly LoadedSource[], read: readonly Checked[]): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const one of loaded) {
    const checked = read.find(({ id }) => id === one.source.id);
    if (checked === undefined) continue;
    const mutations = mutationReport(one.source, await recordingsOf(one));
    const checks = [...checked.checks, { what: 'alarms' }, ...mutationFaults(mutations)];
    results.push({ ...checked, checks, mutations });
  }
  return results;
}

/** Writes into each adapter what was learnt of its source. */
async function takeAll(loaded: readonly LoadedSource[], advised: readonly Checked[]): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const one of advised) {
    const known = loaded.find(({ source }) => source.id === one.id);
    const taken = known === undefined ? [] : await takeAdvice(known, one.advice ?? []);
    results.push({ ...one, taken });
  }
  return results;
}

function yearsOf(given: string): number {
  const years = Number(given);
  if (!(years > 0 && years <= 50))
    throw new Failure('config', `--years "${given}" must be a number of years up to 50, such as 3 or 0.5`);
  return years;
}

/** Lives through years of each source's site, and sees which alarms were false and which faults were told. */
async function liveAll(
  loaded: readonly LoadedSource[],
  read: readonly Checked[],
  years: number,
): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const one of loaded) {
    const checked = read.find(({ id }) => id === one.source.id);
    if (checked === undefined) continue;
    const life = liveThrough(one.source, await recordingsOf(one), { years, seed: SEED });
    results.push({ ...checked, ...defined({ life }), checks: [...checked.checks, ...lifeFaults(life)] });
  }
  return results;
}

/** `--live --update` takes the pages as they are now for the recordings. */
async function recordAnew(tools: OpenTools, loaded: LoadedSource): Promise<Update[]> {
  const { proposals } = await recordLive(tools, loaded, undefined);
  for (const { recording } of proposals) await saveRecording(loaded.file, loaded.source.id, recording);
  return proposals.flatMap(({ recording: { name }, diff }) => (diff.length === 0 ? [] : [{ name, diff }]));
}

function say({ id, checks, recordings, oldestAt, updates, mutations, life, advice, taken }: Checked): string {
  const faults = checks.filter(({ fault }) => fault !== undefined);
  const days = oldestAt === null ? 0 : Math.floor((Date.now() - oldestAt) / DAY);
  const age = days > STALE_DAYS ? `, the oldest ${days} days old: look at the site again with --live` : '';
  const lines = [
    `${faults.length === 0 ? '✓' : '✗'} ${id}: ${checks.length} checks on ${recordings} recordings${age}`,
    ...updates.flatMap(({ name, diff }) => [
      `    rewrote what is expected of ${name}`,
      ...diff.map((line) => `      ${line}`),
    ]),
    ...(mutations === undefined ? [] : sayMutations(mutations)),
    ...(life === undefined ? [] : sayLife(life)),
    ...faults.map(({ what, fault }: Check) => `    ✗ ${what}: ${fault}`),
    ...sayAdvice(advice, taken),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(results: readonly Checked[], faults: number): string {
  const checks = results.reduce((sum, result) => sum + result.checks.length, 0);
  const alarms = results.flatMap(({ mutations }) => mutations ?? []);
  const told = alarms.length === 0 ? '' : `${sumMutations(alarms)}\n`;
  return faults === 0
    ? `${results.length} sources, ${checks} checks, all well\n${told}`
    : `${results.length} sources, ${checks} checks, ${faults} failed\n${told}`;
}

function reportOf(results: readonly Checked[]) {
  return {
    sources: results.map(({ id, checks, recordings, oldestAt, updates, mutations, life, advice, taken }) => ({
      id,
      checks: checks.length,
      faults: checks.filter(({ fault }) => fault !== undefined),
      recordings,
      oldestRecording: oldestAt === null ? null : new Date(oldestAt).toISOString(),
      updates,
      ...defined({ mutations, life, advice, taken }),
    })),
  };
}
