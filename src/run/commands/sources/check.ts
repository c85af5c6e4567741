import { parseArgs } from 'node:util';
import { DAY } from '../../../base/durations.ts';
import { defined } from '../../../base/defined.ts';
import { Failure } from '../../../base/errors.ts';
import type { LoadedSource } from '../../../rounds/load-sources.ts';
import type { Check } from '../../../workshop/check-source.ts';
import type { CommandIo } from '../../command.ts';
import type { OpenTools } from '../../open-tools.ts';
import { eachPart } from '../../apart/parts.ts';
import { type CheckResult, checkOne, stoppedOver } from './check-one.ts';
import { chosenSources, withTools } from './open.ts';
import { sayAdvice } from './say-advice.ts';
import { sayLife } from './say-life.ts';
import { sayMutations, sumMutations } from './say-mutations.ts';

const STALE_DAYS = 180;

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
  const { live, json, years: _, ...wishes } = values;
  const check = async (tools?: OpenTools): Promise<number> => {
    const results = await eachPart<LoadedSource, CheckResult>(loaded, io.parts, {
      nameOf: ({ source }) => source.id,
      work: (one) => checkOne(one, { ...wishes, io, ...defined({ tools, years }) }),
      stopped: ({ source }, over) => stoppedOver(source.id, over),
    });
    const faults = results.flatMap(({ checks }) => checks.flatMap(({ fault }) => fault ?? []));
    if (json) io.stdout.write(`${JSON.stringify(reportOf(results))}\n`);
    else io.stdout.write(results.map(say).join('') + summary(results, faults.length));
    return faults.length === 0 ? 0 : 1;
  };
  return live ? withTools(io, check) : check();
}

function yearsOf(given: string): number {
  const years = Number(given);
  if (!(years > 0 && years <= 50))
    throw new Failure('config', `--years "${given}" must be a number of years up to 50, such as 3 or 0.5`);
  return years;
}

function say({
  id,
  checks,
  recordings,
  oldestAt,
  updates,
  mutations,
  life,
  advice,
  taken,
}: CheckResult): string {
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

function summary(results: readonly CheckResult[], faults: number): string {
  const checks = results.reduce((sum, result) => sum + result.checks.length, 0);
  const alarms = results.flatMap(({ mutations }) => mutations ?? []);
  const told = alarms.length === 0 ? '' : `${sumMutations(alarms)}\n`;
  const of = results.length === 1 ? '1 source' : `${results.length} sources`;
  return faults === 0
    ? `${of}, ${checks} checks, all well\n${told}`
    : `${of}, ${checks} checks, ${faults} failed\n${told}`;
}

function reportOf(results: readonly CheckResult[]) {
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
