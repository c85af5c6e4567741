import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { defineSource } from '../../src/base/source.ts';
import { listing } from '../../src/base/strategies.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { type LifeReport, liveThrough } from '../../src/trials/live-through.ts';
import { recordingsOf } from '../../src/workshop/recordings.ts';
import { openBench } from '../workshop/web.ts';

const BUNDLED = fileURLToPath(new URL('../../sources/', import.meta.url));
// Years belong to the soak and to "sources check --years": here so many days of each source as show a thousand runs between them.
const YEARS = process.env['SOAK'] === undefined ? 0.25 : 3;

describe('the alarm over months of simulated days', () => {
  let lives: LifeReport[] = [];
  beforeAll(async () => {
    const loaded = await loadSources([BUNDLED]);
    lives = await Promise.all(
      loaded.map(async (one) => {
        const life = liveThrough(one.source, await recordingsOf(one), { years: YEARS, seed: 1 });
        if (life === undefined) throw new Error(`${one.source.id} cannot be simulated`);
        return life;
      }),
    );
  });

  it('is false at most once in a thousand healthy runs', () => {
    const runs = lives.reduce((sum, life) => sum + life.runs, 0);
    const alarms = lives.flatMap(({ source, falseAlarms }) => falseAlarms.map((one) => ({ source, ...one })));
    expect(runs).toBeGreaterThanOrEqual(1000);
    expect(alarms.slice(0, 3)).toHaveLength(Math.min(alarms.length, Math.floor(runs / 1000)));
  });

  it('tells every fault, nearly all of them on their first day', () => {
    const faults = lives.flatMap(({ source, faults: some }) => some.map((one) => ({ source, ...one })));
    expect(faults.length).toBeGreaterThan(10);
    expect(faults.filter(({ toldOn }) => toldOn === null)).toEqual([]);
    expect(faults.filter(({ day, toldOn }) => day !== toldOn).length).toBeLessThanOrEqual(faults.length / 20);
  });

  it('is the same at each go, by its seed', async () => {
    const [one] = await loadSources([BUNDLED]);
    if (one === undefined) throw new Error('there are no sources');
    const live = async () => liveThrough(one.source, await recordingsOf(one), { years: 0.1, seed: 7 });
    expect(await live()).toEqual(await live());
  });
});

it('a source without a recording of its listing cannot be simulated', () => {
  const source = defineSource({
    ...{ id: 'a', name: 'A', publisher: 'A', home: 'https://a.example/', hosts: { canonical: 'a.example' } },
    cadence: { perMonth: 1, quietOkDays: 30 },
    discover: listing({ url: '/', card: 'li', link: 'a' }),
  });
  expect(liveThrough(source, [], { years: 1, seed: 1 })).toBeUndefined();
});

it('the number of years is one, and not too many', async () => {
  const bench = openBench([]);
  for (const years of ['0', 'two', '51'])
    await expect(bench.run(['check', '--years', years])).rejects.toThrow(/must be a number of years/);
  bench.close();
});
