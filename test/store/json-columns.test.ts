import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupSameStory } from '../../src/candidates/same-story.ts';
import { sketchOf } from '../../src/model/likeness.ts';
import { pack } from '../../src/store/blobs.ts';
import { addCards, waitingCard } from '../../src/store/cards.ts';
import { correctionVersions, keepCorrections, lastLearnt } from '../../src/store/corrections.ts';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { entryById } from '../../src/store/entries.ts';
import { openIncident, openIncidents } from '../../src/store/incidents.ts';
import { expectedOf, keepExpected } from '../../src/store/expected.ts';
import { addLinkCheck, keptLikeness, linkChecks } from '../../src/store/links.ts';
import { meantOf } from '../../src/store/meant.ts';
import type { Store } from '../../src/store/open.ts';
import { storedPost } from '../../src/store/posts.ts';
import { addReviewer, reviewerById } from '../../src/store/reviewers.ts';
import { finishRun, recentRuns, startCrawl, startRun } from '../../src/store/runs.ts';
import { indexRevisions } from '../../src/store/search.ts';
import { enrolSource, frontierOf, keepFrontier } from '../../src/store/sources.ts';
import { verdictOf } from '../../src/store/verdicts.ts';
import { decide } from '../../src/review/decide.ts';
import { freshStore, listed, NOON } from '../catalogue/fixtures.ts';

let store: Store;

const FACTS = {
  councils: [],
  topics: ['street-lighting'],
  practices: [],
  stage: 'source',
  evidence: 'claimed',
};

beforeEach(() => {
  store = freshStore();
  listed(store);
  addReviewer(store, { email: 'a@b.uk', name: 'A', role: 'reviewer', password: null, now: NOON });
  const edit = { kind: 'edit', facts: FACTS } as const;
  decide(store, {
    ...{ candidateId: 1, versionSeen: candidateRow(store, 1)?.version ?? 0, act: edit, note: '' },
    ...{ nonce: 'n', reviewerId: 1, now: NOON },
  });
  keepCorrections(store, {
    ...{ madeAt: NOON, madeBy: null, decisions: 30 },
    corrections: { decisions: 30, terms: { bought: 1 }, hosts: {} },
  });
  enrolSource(store, 'blog', NOON, 1);
  keepFrontier(store, 'blog', { url: 'https://a.org/2', pageNumber: 2 });
  addCards(store, 'blog', [{ key: 'a', card: { url: 'https://a.org/a', title: 'A' } }], NOON);
  startCrawl(store, 'c', NOON);
  startRun(store, { crawlId: 'c', sourceId: 'blog', adapterHash: 'h', at: NOON });
  finishRun(store, 1, { at: NOON, outcome: 'ok_new', reasons: ['why'], counters: { cards: 3 } });
  const bad = { sourceId: 'blog', kind: 'run', outcome: 'blind', reasons: ['why'] } as const;
  openIncident(store, { ...bad, body: '', runId: 1, openedAt: NOON });
  store.sql(`insert into meant values ('blog', 1, 'h', '["menu"]', ${NOON}, 'A')`).run();
  keepExpected(store, 'blog', {
    ...{ adapterHash: 'h', runId: 1, pinnedAt: NOON },
    expectations: { cards: 3, titleWords: [2, 18] },
  });
  addLinkCheck(store, { entryId: 1, outcome: 'ok', strikes: 0, evidence: { status: 200 }, at: NOON });
});

afterEach(() => store.close());

/** Every JSON column, how the row it is in is called, and who reads it. */
const COLUMNS: readonly [at: string, row: string, read: () => unknown][] = [
  ['revision.blocks', '1', () => storedPost(store, 1)],
  ['revision.canonicals', '1', () => storedPost(store, 1)],
  ['revision.winners', '1', () => storedPost(store, 1)],
  ['revision.evidence', '1', () => storedPost(store, 1)],
  ['revision.beside', '1', () => storedPost(store, 1)],
  ['correction.corrections', '1', () => correctionVersions(store, 1)],
  ['classification.verdict', '1', () => verdictOf(store, 1)],
  ['candidate.facts', '1', () => candidateRow(store, 1)],
  ['decision.facts', '1', () => decisionsOf(store, 1)],
  ['card.facts', 'blog a', () => waitingCard(store, 'blog', 'a')],
  ['meant.signs', 'blog', () => meantOf(store, 'blog')],
  ['expected.expectations', 'blog', () => expectedOf(store, 'blog')],
  ['run.reasons', '1', () => recentRuns(store, 'blog', 1)],
  ['run.counters', '1', () => recentRuns(store, 'blog', 1)],
  ['incident.reasons', '1', () => openIncidents(store)],
  ['source.frontier', 'blog', () => frontierOf(store, 'blog')],
  ['reviewer.keys', '1', () => reviewerById(store, 1)],
  ['link.likeness', '1', () => keptLikeness(store, 1)],
  ['link_check.evidence', '1', () => linkChecks(store, 1, 1)],
  ['entry.councils', '1', () => entryById(store, 1)],
  ['entry.topics', '1', () => entryById(store, 1)],
  ['entry.practices', '1', () => entryById(store, 1)],
  ['entry.facts', '1', () => entryById(store, 1)],
  ['entry.why', '1', () => entryById(store, 1)],
];

/** Puts a text where a column's JSON stands; blocks are packed. */
function put(at: string, json: string): void {
  const [table = '', column = ''] = at.split('.');
  allowAll(table);
  store.sql(`update ${table} set ${column} = ?`).run(column === 'blocks' ? pack(json) : json);
}

/** Takes away what guards a table, so that it can hold what no version of ours would write. */
function allowAll(table: string): void {
  store.sql('pragma ignore_check_constraints = on').run();
  const guards = store
    .sql("select name from sqlite_master where type = 'trigger' and tbl_name = ?")
    .all(table);
  for (const { name } of guards) store.sql(`drop trigger ${String(name)}`).run();
}

describe('a JSON column of the store', () => {
  it.each(COLUMNS)('%s reads what was written', (_at, _row, read) => {
    expect(read()).toBeTruthy();
  });

  it.each(COLUMNS)('%s says which row holds another shape, and what to do', (at, row, read) => {
    // Valid JSON wherever SQLite looks into it, and no column's shape.
    put(at, '{"on":[],"cards":"x","bought":7,"councils":7,"url":7}');
    expect(read).toThrow(`${at} of row ${row} does not hold what this version writes there: ✖`);
    expect(read).toThrow('otherwise restore a backup');
  });

  it('says so of what is no JSON at all', () => {
    put('card.facts', '{"url":');
    expect(() => waitingCard(store, 'blog', 'a')).toThrow('card.facts of row blog a');
    expect(() => waitingCard(store, 'blog', 'a')).toThrow('it is not JSON');
  });

  it('names the field that is wrong, however deep', () => {
    put('revision.blocks', '[{"kind":"body","text":"a"},{"kind":"footer","text":"b"}]');
    expect(() => storedPost(store, 1)).toThrow(
      /revision\.blocks of row 1.*"heading"\|"lede"\|"body".*\[1\]\.kind/,
    );
  });

  it('fails wherever a text is read, and is nowhere taken for an empty one', () => {
    put('revision.blocks', '{"text":"a"}');
    store.sql('update search_mark set revision_id = 0').run();
    expect(() => indexRevisions(store, 10)).toThrow('revision.blocks of row 1');
    listed(store, { url: 'https://elsewhere.org/copy' });
    const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ');
    expect(() => {
      groupSameStory(store, { id: 1, postId: 1, sketch: sketchOf(text) });
      groupSameStory(store, { id: 2, postId: 2, sketch: sketchOf(text) });
    }).toThrow('revision.blocks of row 1');
  });

  it('reads a verdict from before labels, and a run that counted nothing', () => {
    put('classification.verdict', '{"score":3,"band":"below","hits":[]}');
    expect(verdictOf(store, 1)).toMatchObject({
      topics: [],
      stage: 'unknown',
      evidence: 'claimed',
      because: {},
    });
    put('run.counters', '{}');
    expect(recentRuns(store, 'blog', 1)[0]?.counters).toEqual({ cards: 0 });
  });

  it('passes by what decisions once taught of how posts are told', () => {
    put('correction.corrections', '{"decisions":30,"terms":{},"tells":{"PastTense":1},"hosts":{}}');
    expect(lastLearnt(store)?.corrections).toEqual({ decisions: 30, terms: {}, hosts: {} });
  });

  it('takes a post that was never scored for one that nothing spoke for', () => {
    store.sql('delete from classification').run();
    expect(verdictOf(store, 1)).toMatchObject({ score: 0, band: 'below', hits: [] });
  });
});

describe('a column of a few words', () => {
  it.each([
    ['candidate', 'state', () => candidateRow(store, 1)],
    ['candidate', 'origin', () => candidateRow(store, 1)],
    ['decision', 'kind', () => decisionsOf(store, 1)],
    ['run', 'outcome', () => recentRuns(store, 'blog', 1)],
    ['incident', 'kind', () => openIncidents(store)],
    ['post', 'date_precision', () => storedPost(store, 1)],
    ['link_check', 'outcome', () => linkChecks(store, 1, 1)],
  ])('%s.%s takes no other', (table, column, read) => {
    allowAll(table);
    store.sql(`update ${table} set ${column} = 'purple'`).run();
    expect(read).toThrow(`column ${column} holds "purple", which is none of `);
  });
});
