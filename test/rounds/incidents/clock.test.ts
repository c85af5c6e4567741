import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIncidents } from '../../../src/store/incidents.ts';
import { sourceRow } from '../../../src/store/sources.ts';
import { implausibleTimes } from '../../../src/store/stored-times.ts';
import { noteClock } from '../../../src/rounds/incidents/clock.ts';
import { manyPosts } from '../posts.ts';
import { DAY } from '../round.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

let desk: AlarmDesk;
beforeEach(async () => {
  desk = await openAlarmDesk(manyPosts(5));
});
afterEach(() => desk.close());

const beats = (): number => desk.hook.told.filter(({ path }) => path === '/alive').length;
const nextDueAt = (): number => sourceRow(desk.rounds.store, 'alpha')?.nextDueAt ?? 0;

describe('one crawl with the clock 400 days ahead', () => {
  let today: number;
  beforeEach(async () => {
    await desk.round();
    today = desk.rounds.clock.at;
    desk.rounds.clock.at += 400 * DAY;
    await desk.round();
    desk.rounds.clock.at = today + 60_000;
  });

  it('puts no source to sleep: the next look sets its turn back, and asks the site as if nothing had been', async () => {
    expect(nextDueAt()).toBeGreaterThan(today + 400 * DAY);
    noteClock(desk.rounds.store, desk.rounds.clock.at);
    expect(nextDueAt()).toBe(desk.rounds.clock.at);
    const [summary] = (await desk.rounds.run([])).sources;
    expect(summary?.outcome).toMatch(/^ok|not_modified/);
    expect(summary?.reasons.join()).not.toContain('left alone');
    expect(implausibleTimes(desk.rounds.store, desk.rounds.clock.at)).toEqual([]);
  });

  it('is told once as what it was, and is over when it was told', async () => {
    const before = desk.alarms().length;
    await desk.look(0);
    expect(desk.alarms().slice(before)).toHaveLength(1);
    expect(desk.alarms().at(-1)).toContain('The rounds as a whole: clock');
    expect(desk.alarms().at(-1)).toMatch(/source\.next_due_at of alpha: 20\d\d-\d\d-\d\d/);
    expect(openIncidents(desk.rounds.store)).toMatchObject([{ kind: 'clock' }]);
    await desk.look(1);
    expect(desk.alarms().at(-1)).toContain('well again');
    expect(openIncidents(desk.rounds.store)).toEqual([]);
  });

  it('leaves no time that other things wait for', async () => {
    desk.rounds.store.exec(
      `update host set next_allowed_at = ${today + 500 * DAY}; update source set witnessed_at = ${today + 500 * DAY}`,
    );
    await desk.look(0);
    const later = (column: string, table: string): number =>
      Number(
        desk.rounds.store.sql(`select count(*) as n from ${table} where ${column} > ?`).get(today + DAY)?.[
          'n'
        ],
      );
    expect(later('next_allowed_at', 'host')).toBe(0);
    expect(later('witnessed_at', 'source')).toBe(0);
    expect(later('last_seen', 'post')).toBe(0);
    expect(later('saved_at', 'validator')).toBe(0);
  });
});

it('asks a host at once whose pause lies beyond what Retry-After may ask for, whoever meets it first', async () => {
  await desk.round();
  desk.rounds.store.exec(`update host set next_allowed_at = ${desk.rounds.clock.at + 500 * DAY}`);
  expect(await desk.rounds.runOne('alpha', { full: true })).toMatchObject({ outcome: 'ok_nothing_new' });
});

it('leaves a pause alone that a site may have asked for', async () => {
  await desk.round();
  desk.rounds.store.exec(`update host set next_allowed_at = ${desk.rounds.clock.at + 0.9 * DAY}`);
  noteClock(desk.rounds.store, desk.rounds.clock.at);
  expect((await desk.rounds.runOne('alpha')).reasons.join()).toMatch(
    /the site had asked to be left alone until 20\d\d-\d\d-\d\d \d\d:\d\d UTC$/,
  );
});

it('does not beat while the next turn is due when none can be, and says why', async () => {
  await desk.round();
  const before = beats();
  desk.rounds.store.exec(`update source set next_due_at = ${desk.rounds.clock.at - 30 * DAY}`);
  await desk.look(0);
  expect(beats()).toBe(before);
  desk.rounds.store.exec(`update source set next_due_at = ${desk.rounds.clock.at + DAY}`);
  await desk.look(0);
  expect(beats()).toBe(before + 1);
});
