import { beforeEach, expect, test } from 'vitest';
import { shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { withPlaces } from '../../src/classify/lines/weights.ts';
import { loadRules, rulesOfPack } from '../../src/classify/rules.ts';
import { reportOf } from '../../src/learn/report-of.ts';
import { sayReport } from '../../src/run/commands/rules/report.ts';
import { contradictedStories } from '../../src/store/decided.ts';
import { switchTaught, taughtBy } from '../../src/learn/taught.ts';
import { learnFromDecisions } from '../../src/rounds/upkeep/learn-from-decisions.ts';
import { correctionVersions } from '../../src/store/corrections.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { lay, STORY } from '../desk/desk-fixture.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let store: Store;
const rules = loadRules();
const told: string[] = [];
const learn = (with_: typeof rules = rules) =>
  learnFromDecisions({ store, rules: with_, now: () => 7, log: (event) => void told.push(event) });

beforeEach(() => {
  store = begunStore(mkdtempSync(join(tmpdir(), 'lamplighter-learn-')));
  told.length = 0;
});

/** Posts that were decided, every third accepted; only their state counts here. */
function decided(many: number, sourceId = 'ashden-news'): void {
  for (let at = 0; at < many; at += 1) {
    const id = lay(store, { sourceId });
    store.sql('update candidate set state = ? where id = ?').run(at % 3 === 0 ? 'accepted' : 'rejected', id);
  }
}

test('is put in force once there are enough decisions, and learnt anew only after more of them', async () => {
  expect(await learn()).toBe(false);
  decided(32);
  expect(await learn()).toBe(true);
  expect(correctionVersions(store, 9)).toMatchObject([{ id: 1, madeBy: null, madeAt: 7, decisions: 32 }]);
  decided(4);
  expect(await learn()).toBe(false);
  decided(6);
  expect(await learn()).toBe(true);
  expect(taughtBy(store)).toMatchObject({ state: 'on', decisions: 42 });
});

test('is not learnt while someone has switched it off, nor by a pack without learnt lines', async () => {
  decided(32);
  expect(await learn({ ...rules, lines: null })).toBe(false);
  await learn();
  switchTaught(store, { on: false, who: 'Ana', now: 8 });
  decided(12);
  expect(await learn()).toBe(false);
  expect(taughtBy(store)).toMatchObject({
    state: 'off',
    versions: [{ madeBy: 'Ana', on: false }, { on: true }],
  });
});

test('uses what the present rules say of a post, whatever scored it when it was decided', async () => {
  decided(32);
  const { terms } = shippedWeights().wording;
  const fewer = withPlaces({ base: 0, terms: terms.slice(0, 40) }, shippedWeights().telling);
  const other = rulesOfPack({ ...rules.source, pack: 'other' }, fewer);
  expect(await learn(other)).toBe(true);
  const learnt = correctionVersions(store, 1)[0]?.corrections;
  expect(learnt?.decisions).toBe(32);
  const known = new Set(fewer.wording.terms.map(({ term }) => term));
  expect(Object.keys(learnt?.terms ?? {}).filter((term) => !known.has(term))).toEqual([]);
});

test('goes on learning from decisions on a source that is no more', async () => {
  decided(32, 'gone-since');
  expect(await learn()).toBe(true);
  expect(correctionVersions(store, 1)[0]?.corrections?.decisions).toBe(32);
  const fired = reportOf(store, rules).find((one) => one.fired > 0);
  expect(fired?.bySource.map(({ source }) => source)).toEqual(['gone-since']);
});

test('teaches nothing of a story that was accepted in one copy and rejected in another, and names it', () => {
  const story = { blocks: STORY, title: 'Durham bought lamps' };
  const [one, copy] = [lay(store, story), lay(store, story)];
  const other = lay(store);
  store.sql("update candidate set state = 'accepted' where id in (?, ?)").run(one, other);
  expect(contradictedStories(store)).toEqual([]);
  store.sql("update candidate set state = 'rejected' where id = ?").run(copy);
  expect(contradictedStories(store)).toEqual([{ candidateId: one, title: 'Durham bought lamps' }]);
  expect(sayReport(store, undefined, false)).toContain(
    `so that it teaches nothing: “Durham bought lamps” (candidate ${one})`,
  );
});

test('leaves out a decision on a post that lost its text', async () => {
  decided(33);
  store.exec('delete from revision where post_id = 1');
  expect(await learn()).toBe(true);
  expect(correctionVersions(store, 1)[0]?.corrections?.decisions).toBe(32);
});
