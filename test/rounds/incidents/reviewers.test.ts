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

type Waiting = { readonly band?: 'strong' | 'queue'; readonly origin?: 'rules' | 'sample' };

/** A post as it arrives and waits on the desk; answers its candidate. */
function lay({ band = 'queue', origin = 'rules' }: Waiting = {}): number {
  const { sql } = desk.rounds.store;
  const nth = Number(sql('select count(*) as n from post').get()?.['n']);
  const { lastInsertRowid: post } = sql(
    `insert into post (key, url, source_id, title, date_precision, date_origin, body_hash, words, first_seen, last_seen)
     values (?, ?, 'alpha', 'A post', 'none', 'none', 'x', 9, 0, 0)`,
  ).run(`https://decided/${nth}`, `https://decided/${nth}`);
  sql(
    `insert into classification (post_id, rules_hash, body_hash, score, band, verdict, made_at) values (?, 'x', 'x', 1, ?, '{}', 0)`,
  ).run(post, band);
  return Number(
    sql(
      "insert into candidate (post_id, origin, source_id, state, created_at) values (?, ?, 'alpha', 'new', 0)",
    ).run(post, origin).lastInsertRowid,
  );
}

function answer(candidate: number, isAccepted: boolean): void {
  const state = isAccepted ? 'accepted' : 'rejected';
  desk.rounds.store.sql('update candidate set state = ? where id = ?').run(state, candidate);
}

/** Posts that arrive and are decided one after the other. */
function decide(accepted: readonly boolean[], waiting: Waiting = {}): void {
  for (const isAccepted of accepted) answer(lay(waiting), isAccepted);
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
  expect(opened()).toEqual([['reviewers', 'Of the 20 newest posts that were decided, none was accepted.']]);
  expect(desk.alarms()).toHaveLength(1);
  decide([true]);
  await desk.look(0.1);
  expect(opened()).toEqual([]);
  expect(desk.alarms()).toHaveLength(2);
});

it('takes a list that is read from its best post down for what it is, and so an audit of what lies below the line', async () => {
  const waiting = Array.from({ length: 60 }, () => lay());
  const isCase = (index: number) => index % 3 === 0;
  for (const [index, candidate] of waiting.entries()) if (isCase(index)) answer(candidate, true);
  for (const [index, candidate] of waiting.entries()) if (!isCase(index)) answer(candidate, false);
  decide(times(30, false), { origin: 'sample' });
  await desk.look(0.1);
  expect(opened()).toEqual([]);
});

it('holds strong posts against strong ones: who reads only those for a time, and then all, wants no less', async () => {
  decide([...times(36, true), ...times(4, false)], { band: 'strong' });
  decide([...times(3, false), true], { band: 'queue' });
  decide([...times(5, true)], { band: 'strong' });
  decide([...times(13, false), ...times(2, true)], { band: 'queue' });
  await desk.look(0.1);
  expect(opened()).toEqual([]);
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
      expect.stringMatching(
        /Of the 20 newest posts that were decided, 1 was accepted; of the 60 before, 2\d were accepted\./,
      ),
    ],
  ]);
});
