import { afterEach, beforeEach, expect, it } from 'vitest';
import { openIncidents } from '../../../src/store/incidents.ts';
import { manyPosts } from '../posts.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

let desk: AlarmDesk;

beforeEach(async () => {
  desk = await openAlarmDesk(manyPosts(5));
  await desk.round();
});
afterEach(() => desk.close());

/** Decisions as the desk writes them, one a candidate, in order. */
function decide(accepted: readonly boolean[]): void {
  const { sql } = desk.rounds.store;
  for (const isAccepted of accepted) {
    const nth = Number(sql('select count(*) as n from post').get()?.['n']);
    const { lastInsertRowid: post } = sql(
      `insert into post (key, url, source_id, title, date_precision, date_origin, body_hash, words, first_seen, last_seen)
       values (?, ?, 'alpha', 'A post', 'none', 'none', 'x', 9, 0, 0)`,
    ).run(`https://decided/${nth}`, `https://decided/${nth}`);
    const state = isAccepted ? 'accepted' : 'rejected';
    const { lastInsertRowid: candidate } = sql(
      "insert into candidate (post_id, origin, source_id, state, created_at) values (?, 'rules', 'alpha', ?, 0)",
    ).run(post, state);
    sql(
      "insert into decision (candidate_id, kind, reviewer, version_seen, body_seen, made_at) values (?, ?, '1', 1, 'x', 0)",
    ).run(candidate, isAccepted ? 'accept' : 'reject');
  }
}

const times = (count: number, isAccepted: boolean): boolean[] =>
  Array.from({ length: count }, () => isAccepted);
const everyThird = (count: number): boolean[] => Array.from({ length: count }, (_, index) => index % 3 === 0);
const opened = () => openIncidents(desk.rounds.store).map(({ kind, reasons }) => [kind, reasons[0]]);

it('tells when reviewers accepted none of the last twenty posts, and when they begin again', async () => {
  decide([true, ...times(19, false)]);
  await desk.look(0.1);
  expect(opened()).toEqual([]);
  decide([false]);
  await desk.look(0.1);
  await desk.look(0.1);
  expect(opened()).toEqual([['reviewers', 'Of the last 20 posts decided, none was accepted.']]);
  expect(desk.alarms()).toHaveLength(1);
  decide([true]);
  await desk.look(0.1);
  expect(opened()).toEqual([]);
  expect(desk.alarms()).toHaveLength(2);
});

it('tells when they accept half as many as before, beyond what chance explains', async () => {
  decide([...everyThird(60), ...times(3, true), ...times(17, false)]);
  await desk.look(0.1);
  expect(opened()).toEqual([]);
  decide([false, false]);
  await desk.look(0.1);
  expect(opened()).toEqual([
    [
      'reviewers',
      expect.stringMatching(/Of the last 20 posts decided, 1 were accepted; of the 60 before, 2\d were/),
    ],
  ]);
});
