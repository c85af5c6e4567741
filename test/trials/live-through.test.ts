import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defineSource } from '../../src/base/source.ts';
import { listing } from '../../src/base/strategies.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { type LifeReport, liveThrough } from '../../src/trials/live-through.ts';
import { recordingsOf } from '../../src/workshop/recordings.ts';
import { openBench } from '../workshop/web.ts';

const BUNDLED = fileURLToPath(new URL('../../sources/', import.meta.url));
// Years belong to the soak and to "sources check --years": here so many days of each source as show some hundred runs between them.
const YEARS = process.env['SOAK'] === undefined ? 0.08 : 3;

const loaded = await loadSources([BUNDLED]);

describe('the alarm over simulated days', () => {
  const lives: LifeReport[] = [];

  it.each(loaded.map((one) => ({ one, id: one.source.id })))(
    'of $id is false at most once in a thousand runs, and tells every fault',
    async ({ one }) => {
      const life = liveThrough(one.source, await recordingsOf(one), { years: YEARS, seed: 1 });
      if (life === undefined) throw new Error(`${one.source.id} cannot be simulated`);
      lives.push(life);
      expect(life.falseAlarms.slice(Math.floor(life.runs / 1000))).toEqual([]);
      expect(life.faults.filter(({ toldOn }) => toldOn === null)).toEqual([]);
    },
  );

  it('is as right where a source is read by its sitemap', async () => {
    const one = loaded.find(({ source }) => source.id === 'ashden-news');
    if (one?.source.witness === undefined) throw new Error('ashden-news has a witness');
    const { witness, expect: _, ...rest } = one.source;
    const recordings = (await recordingsOf(one)).map(({ http, ...page }) => {
      const step = { witness: 'discover', discover: 'witness', article: 'article' } as const;
      return { ...page, http: { ...http, step: step[http.step] } };
    });
    const source = { ...rest, discover: witness, witness: one.source.discover };
    const life = liveThrough(source, recordings, { years: YEARS, seed: 3 });
    expect(life?.falseAlarms).toEqual([]);
    expect(life?.faults.filter(({ toldOn }) => toldOn === null)).toEqual([]);
  });

  it('tells nearly all faults on their first day', () => {
    const faults = lives.flatMap(({ source, faults: some }) => some.map((one) => ({ source, ...one })));
    expect(faults.length).toBeGreaterThan(3);
    expect(faults.filter(({ day, toldOn }) => day !== toldOn).length).toBeLessThanOrEqual(faults.length / 20);
  });

  it('is the same at each go, by its seed', async () => {
    const [one] = loaded;
    if (one === undefined) throw new Error('there are no sources');
    const live = async () => liveThrough(one.source, await recordingsOf(one), { years: 0.05, seed: 7 });
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
