import { afterEach, beforeEach, expect, it } from 'vitest';
import { crawl } from '../../src/rounds/crawl.ts';
import { drawAudits } from '../../src/rounds/upkeep/draw-audits.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { decidedByScore } from '../../src/store/audits.ts';
import { manyPosts } from './posts.ts';
import { openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite } from './site.ts';

let site: RunSite;
let rounds: Rounds;

beforeEach(async () => {
  site = await openSite(manyPosts(12));
  rounds = openRounds([site]);
  rounds.write('site', sourceFile('site', site));
  const order = { ids: ['site'], all: false, full: false };
  await crawl(strict(), await loadSources([rounds.sourcesDir]), order);
});

afterEach(async () => {
  await rounds.close();
  await site.close();
});

/** Rules whose line no post of the site reaches. */
const strict = () => ({
  ...rounds.tools,
  rules: { ...rounds.tools.rules, thresholds: { queue: 100, strong: 100 } },
});

it('draws none before anything was decided, and one for four decisions then, with its chance', () => {
  expect(drawAudits(strict(), () => 0)).toBe(0);
  decided(8);
  expect(drawAudits(strict(), () => 0.1)).toBeGreaterThan(0);
  const drawn = rounds.store
    .sql(
      `select audit.chance from audit join candidate on candidate.post_id = audit.post_id where origin = 'sample'`,
    )
    .all();
  expect(drawn.length).toBeGreaterThan(0);
  for (const { chance } of drawn) expect(Number(chance)).toBeGreaterThan(0.1);
});

it('draws nothing that is above the line or that chance passes by', () => {
  decided(8);
  const all = { ...strict(), rules: { ...rounds.tools.rules, thresholds: { queue: -100, strong: 100 } } };
  expect(drawAudits(all, () => 0)).toBe(0);
  expect(drawAudits(strict(), () => 0.999)).toBe(0);
});

it('counts posts by what was said of them', () => {
  decided(2);
  const { accepted, rejected, unread } = decidedByScore(rounds.store, 'site');
  const sum = (counts: ReadonlyMap<number, number>) =>
    [...counts.values()].reduce((all, one) => all + one, 0);
  expect([sum(accepted), sum(rejected), sum(unread)]).toEqual([1, 1, 10]);
  expect(sum(decidedByScore(rounds.store, 'elsewhere').unread)).toBe(0);
});

/** So many decisions, on two posts. */
function decided(many: number): void {
  rounds.store.exec(
    `insert into candidate (id, post_id, origin, state, created_at) values (1, 1, 'rules', 'accepted', 1), (2, 2, 'rules', 'rejected', 1)`,
  );
  for (let at = 0; at < many; at += 1)
    rounds.store
      .sql(
        `insert into decision (candidate_id, kind, reviewer, version_seen, body_seen, made_at) values (?, ?, 'desk', 1, 'x', ?)`,
      )
      .run((at % 2) + 1, at % 2 === 0 ? 'accept' : 'reject', rounds.clock.at);
}
