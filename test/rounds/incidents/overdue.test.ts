import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIncidents } from '../../../src/store/incidents.ts';
import { sourceRow } from '../../../src/store/sources.ts';
import { manyPosts } from '../posts.ts';
import { DAY } from '../round.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

let desk: AlarmDesk;

beforeEach(async () => {
  desk = await openAlarmDesk(manyPosts(5));
});
afterEach(() => desk.close());

describe('rounds that nobody made', () => {
  it('are noticed by whoever looks, told once, and over when somebody makes them again', async () => {
    await desk.round();
    const { intervalMs = 0 } = sourceRow(desk.rounds.store, 'alpha') ?? {};
    const hours = intervalMs / 3_600_000;
    await desk.look(hours + Math.max(6, hours / 2) - 1);
    expect(desk.alarms()).toEqual([]);
    await desk.look(2);
    await desk.look(1);
    expect(desk.alarms()).toHaveLength(1);
    expect(desk.alarms()[0]).toContain('The rounds as a whole: overdue');
    expect(desk.alarms()[0]).toMatch(/1 of 1 sources should have run by now; alpha was due \d+ hours ago/);
    expect(openIncidents(desk.rounds.store)[0]).toMatchObject({ sourceId: null, kind: 'overdue' });
    await desk.round();
    expect(desk.alarms()).toHaveLength(2);
    expect(desk.alarms()[1]).toContain('The rounds as a whole: well again');
  });

  it('are no matter where they are made once a day, however short a source’s own interval', async () => {
    for (let day = 0; day < 6; day += 1) {
      desk.rounds.clock.at += DAY;
      await desk.round();
    }
    // The first two days only show how often rounds are made.
    expect(desk.alarms().filter((text) => text.includes('overdue')).length).toBeLessThanOrEqual(4);
    const before = desk.alarms().length;
    for (let day = 0; day < 3; day += 1) {
      desk.rounds.clock.at += DAY;
      await desk.round();
    }
    expect(desk.alarms()).toHaveLength(before);
  });

  it('are not held against a source that is paused', async () => {
    await desk.round();
    desk.rounds.write('alpha', desk.paused());
    await desk.look(24 * 30);
    expect(desk.alarms()).toEqual([]);
  });
});
