import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RuleSet } from '../../src/classify/rules.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { postLines } from '../../src/store/candidates.ts';
import { manyPosts } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite } from './site.ts';

let site: RunSite;
let rounds: Rounds;

beforeEach(async () => {
  site = await openSite(manyPosts(6));
  rounds = openRounds([site]);
  rounds.write('site', sourceFile('site', site));
});

afterEach(async () => {
  await rounds.close();
  await site.close();
});

it('scores stored posts anew when the rules have changed, and lays on the desk what has come above the line', async () => {
  await crawlWith(outOfReach());
  expect(candidates()).toHaveLength(0);
  await crawlWith(rounds.tools.rules);
  expect(candidates()).toHaveLength(4);
  expect(
    new Set(
      rounds.store
        .sql('select rules_hash from classification')
        .all()
        .map((row) => row['rules_hash']),
    ),
  ).toEqual(new Set([rounds.tools.rules.hash]));
});

it('leaves a candidate on the desk when new rules would not have brought it there', async () => {
  await crawlWith(rounds.tools.rules);
  await crawlWith(outOfReach());
  expect(candidates()).toHaveLength(4);
  expect(candidates().every(({ band }) => band === 'below')).toBe(true);
});

it('passes by a post that has lost its text, and goes on to the others', async () => {
  await crawlWith(outOfReach());
  rounds.store.exec('delete from revision where post_id = (select min(id) from post)');
  await crawlWith(rounds.tools.rules);
  expect(candidates().length).toBeGreaterThanOrEqual(3);
});

it('drops pages after 90 days and the ledger after a year, and keeps every text', async () => {
  await rounds.runOne('site');
  expect(rows('page')).toBe(6);
  rounds.clock.at += 91 * DAY;
  await rounds.runOne('site');
  expect(rows('page')).toBe(0);
  expect(rows('revision')).toBe(6);
  const asked = rows('request');
  rounds.clock.at += 400 * DAY;
  await rounds.runOne('site');
  expect(rows('request')).toBeLessThan(asked);
  expect(rows('post')).toBe(6);
});

async function crawlWith(rules: RuleSet): Promise<void> {
  const order = { ids: ['site'], all: false, full: false };
  await crawl(
    { ...rounds.tools, rules, rulesHash: rules.hash },
    await loadSources([rounds.sourcesDir]),
    order,
  );
}

/** The same rules with a line that no post reaches; any other hash makes every verdict stale. */
function outOfReach(): RuleSet {
  return { ...rounds.tools.rules, hash: 'another pack', thresholds: { queue: 900, strong: 1000 } };
}

function candidates() {
  return [...postLines(rounds.store, { candidates: true })];
}

function rows(table: 'page' | 'revision' | 'request' | 'post'): number {
  return Number(rounds.store.sql(`select count(*) as n from ${table}`).get()?.['n']);
}
