import { afterEach, beforeEach, expect, it } from 'vitest';
import { linesOf } from '../../src/classify/lines/lines.ts';
import { shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { TELLS } from '../../src/classify/lines/telling.ts';
import type { RuleSet } from '../../src/classify/rules.ts';
import { crawl } from '../../src/rounds/crawl.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { postLines } from '../../src/store/candidates.ts';
import { oweRescoring, rescoringOwed } from '../../src/store/packs.ts';
import { keepMarks, keptMarks } from '../../src/store/marks.ts';
import { storedPost } from '../../src/store/posts.ts';
import { verdictOf } from '../../src/store/verdicts.ts';
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

it('looks once a day whether a post stands by other rules, and at all of them when the rules come back', async () => {
  const { rules } = rounds.tools;
  const others = (): number =>
    Number(
      rounds.store.sql('select count(*) as n from classification where rules_hash <> ?').get(rules.hash)?.[
        'n'
      ],
    );
  await crawlWith(rules);
  rounds.store.exec("update classification set rules_hash = 'written by an older program'");
  await crawlWith(rules);
  expect(others()).toBe(6);
  rounds.clock.at += DAY;
  await crawlWith(rules);
  expect(others()).toBe(0);
  await crawlWith(outOfReach());
  expect(others()).toBe(6);
  await crawlWith(rules);
  expect(others()).toBe(0);
});

it('exports with each post where its fields were read and what confirms them', async () => {
  await crawlWith(rounds.tools.rules);
  const lines = [...postLines(rounds.store)];
  expect(lines.length).toBeGreaterThan(0);
  for (const { evidence, dateOrigin, publishedAt } of lines) {
    expect(evidence?.title.origin).toBeTypeOf('string');
    expect(evidence?.published.confirmed).toBeTypeOf('boolean');
    expect(dateOrigin === 'none').toBe(publishedAt === null);
  }
  rounds.store.exec('delete from revision where post_id = (select min(id) from post)');
  expect([...postLines(rounds.store)][0]?.evidence).toBeNull();
});

it('leaves a candidate on the desk when new rules would not have brought it there', async () => {
  await crawlWith(rounds.tools.rules);
  await crawlWith(outOfReach());
  expect(candidates()).toHaveLength(4);
  expect(candidates().every(({ band }) => band === 'below')).toBe(true);
});

it('scores anew what a saved pack asks for although no source is due, and goes on where it was stopped', async () => {
  await crawlWith(outOfReach());
  oweRescoring(rounds.store, 5);
  const stop = new AbortController();
  const stopped = {
    ...rounds.tools,
    stop: stop.signal,
    get rules() {
      // The first post that is scored brings the signal.
      stop.abort();
      return rounds.tools.rules;
    },
  };
  const nothing = { ids: [], all: false, full: false };
  const order = async (tools: typeof stopped) =>
    crawl(tools, await loadSources([rounds.sourcesDir]), nothing);
  expect((await order(stopped)).sources).toEqual([]);
  expect(rescoringOwed(rounds.store)?.owedSince).toBe(5);
  expect((await order({ ...rounds.tools, stop: new AbortController().signal })).sources).toEqual([]);
  expect(rescoringOwed(rounds.store)).toBeUndefined();
  expect(candidates()).toHaveLength(4);
});

it('still owes what was owed anew while it scored', async () => {
  await crawlWith(outOfReach());
  oweRescoring(rounds.store, 5);
  const anew = {
    ...rounds.tools,
    get rules() {
      oweRescoring(rounds.store, 6);
      return rounds.tools.rules;
    },
  };
  await crawl(anew, await loadSources([rounds.sourcesDir]), { ids: [], all: false, full: false });
  expect(rescoringOwed(rounds.store)?.owedSince).toBe(6);
});

it('passes by a post that has lost its text, and goes on to the others', async () => {
  await crawlWith(outOfReach());
  rounds.store.exec('delete from revision where post_id = (select min(id) from post)');
  await crawlWith(rounds.tools.rules);
  expect(candidates().length).toBeGreaterThanOrEqual(3);
});

it('takes what the learnt lines read of a text from the store, and reads it where nothing is kept', async () => {
  await crawlWith(outOfReach());
  const { bodyHash = '' } = storedPost(rounds.store, 1) ?? {};
  const kept = keptMarks(rounds.store, 1, bodyHash);
  if (kept === undefined) throw new Error('nothing was kept');
  expect(kept.telling).toHaveLength(TELLS.length);
  // Told as nothing could be: only a verdict made of what was kept can say so.
  const odd = { ...kept, telling: TELLS.map(() => 0) };
  keepMarks(rounds.store, 1, bodyHash, odd);
  rounds.store.exec('delete from marks where post_id = 2');
  await crawlWith(rounds.tools.rules);
  const telling = (id: number) =>
    verdictOf(rounds.store, id).lines.find(({ line }) => line === 'telling')?.terms;
  const untold = linesOf(
    { edition: '', telling: odd.telling, wording: [] },
    { wording: 0, telling: 1 },
    shippedWeights(),
  );
  expect(telling(1)).toEqual(untold[0]?.terms);
  expect(telling(3)).not.toEqual(untold[0]?.terms);
  expect(keptMarks(rounds.store, 2, storedPost(rounds.store, 2)?.bodyHash ?? '')?.telling).toHaveLength(
    TELLS.length,
  );
});

it('makes the sketches of candidates from before there were any, and groups what tells one story', async () => {
  const [first] = manyPosts(1);
  if (first === undefined) throw new Error('there is no post');
  const mirror = await openSite([{ ...first, slug: 'copy', title: 'A council story, retold' }]);
  const both = openRounds([site, mirror]);
  try {
    both.write('site', sourceFile('site', site));
    both.write('mirror', sourceFile('mirror', mirror));
    await both.run();
    both.store.exec(
      'insert into unsketched select post_id from sketch; delete from sketch; delete from sketch_entry; delete from sketch_latest; update candidate set cluster_id = null',
    );
    both.clock.at += DAY;
    await both.run(['site']);
    const row = (sql: string) => Number(both.store.sql(sql).get()?.['n']);
    expect(row('select count(*) as n from unsketched')).toBe(0);
    expect(row('select count(*) as n from sketch')).toBe(row('select count(*) as n from candidate'));
    expect(row('select count(*) as n from candidate where cluster_id is not null')).toBe(2);
  } finally {
    await both.close();
    await mirror.close();
  }
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
