import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decide } from '../../src/review/decide.ts';
import { candidateRow } from '../../src/store/desk.ts';
import type { Store } from '../../src/store/open.ts';
import { entryById } from '../../src/store/entries.ts';
import { addSuggestion } from '../../src/store/suggestions.ts';
import { acceptedCandidate, listed, NOON, publish } from '../catalogue/fixtures.ts';
import { editors, type Editors } from './editors-fixture.ts';

const GOOD = {
  title: 'Lamps that pay for themselves',
  blurb: 'How one rural county renewed every lamp in its streets and let the savings pay for them.',
  publisher: 'Ashden',
  councils: 'Northumberland\nE06000047',
  topics: 'street-lighting',
  practices: 'energy-ppa-performance-contract',
  stage: 'manage-deliver',
  evidence: 'quantified',
};

function accept(store: Store, candidateId: number): void {
  const versionSeen = candidateRow(store, candidateId)?.version ?? 0;
  const order = { candidateId, versionSeen, note: '', nonce: 'accept', reviewerId: 1, now: NOON };
  decide(store, { ...order, act: { kind: 'accept' } });
}

let desk: Editors;
beforeEach(async () => {
  desk = await editors();
});
afterEach(() => desk.close());

describe('publishing', () => {
  test('begins with what the rules and reviewers know, and ends with a page', async () => {
    const id = acceptedCandidate(desk.store);
    expect((await desk.get('/desk/publish')).body).toContain(`/desk/candidates/${id}/publish`);
    const form = (await desk.get(`/desk/candidates/${id}/publish`)).body;
    for (const part of [
      'value="Ashden"',
      'Northumberland County Council',
      'name="topics" value="Street lighting"',
      'invested twenty-five million',
    ])
      expect(form, part).toContain(part);
    const sent = await desk.post(`/desk/candidates/${id}/publish`, GOOD);
    expect([sent.statusCode, sent.headers['location']]).toEqual([
      303,
      '/case/1-lamps-that-pay-for-themselves',
    ]);
    expect(entryById(desk.store, 1)).toMatchObject({
      councils: [
        { code: 'NBL', as: 'Northumberland Council' },
        { code: 'DUR', as: 'Durham County Council' },
      ],
      why: [expect.any(String)],
    });
    expect((await desk.get('/desk/publish')).body).toContain('Nothing is waiting');
  });

  test('proposes the cost from the text, keeps the facts that were confirmed, and says what it cannot read', async () => {
    const text = 'It saved £2 million. Leeds City Council spent £1.5m on new vans. They run well.';
    const id = acceptedCandidate(desk.store, { text });
    const path = `/desk/candidates/${id}/publish`;
    expect((await desk.get(path)).body).toContain('value="Leeds City Council spent £1.5m on new vans."');
    const wrong = await desk.post(path, { ...GOOD, cost: 'a lot', amount: 'much', starts: 'soon' });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('Give the cost in pounds as a number');
    expect(wrong.body).toContain('Give the start as 2024, 2024-09 or 2024-09-20');
    for (const typed of ['a lot', 'much', 'soon']) expect(wrong.body).toContain(`value="${typed}"`);
    const strangers = { councils: 'Atlantis', topics: 'Lamp oil', practices: 'Haggling' };
    const unknown = (await desk.post(path, { ...GOOD, ...strangers })).body;
    for (const typed of Object.values(strangers)) expect(unknown).toContain(`value="${typed}"`);
    for (const [half, say] of [
      [{ cost: 'a third less than before' }, 'Give the cost as a number, too'],
      [{ value: '38', unit: '%' }, 'Say what the result is'],
      [{ unit: '%' }, 'Say what the result is'],
    ] as const) {
      const refused = await desk.post(path, { ...GOOD, ...half });
      expect([refused.statusCode, refused.body.includes(say)], say).toEqual([400, true]);
      for (const typed of Object.values(half)) expect(refused.body).toContain(`value="${typed}"`);
    }
    const facts = { bought: '40 vans', cost: '£1.5m', amount: '1,500,000', route: 'framework', months: '36' };
    expect((await desk.post(path, { ...GOOD, ...facts })).statusCode).toBe(303);
    expect(entryById(desk.store, 1)?.facts).toEqual({
      bought: '40 vans',
      cost: { amount: 1_500_000, currency: 'GBP', say: '£1.5m' },
      route: 'framework',
      months: 36,
    });
  });

  test('takes any buyer: a body that we know by any of its names, and one that is on no list where that is said', async () => {
    const id = acceptedCandidate(desk.store);
    const path = `/desk/candidates/${id}/publish`;
    const councils = 'greater manchester combined authority\nbuyer: City of Malmö';
    expect((await desk.post(path, { ...GOOD, councils })).statusCode).toBe(303);
    expect(entryById(desk.store, 1)?.councils).toEqual([
      { code: 'GMCA', as: 'Greater Manchester Combined Authority' },
      { code: 'city-of-malmo', as: 'City of Malmö' },
    ]);
    const again = (await desk.get(path)).body;
    expect(again).toContain('value="buyer: City of Malmö"');
    expect((await desk.post(path, { ...GOOD, councils: 'buyer: ' })).body).toContain('on no list of ours');
  });

  test('revises what came with a data package, keeping its number, its address and its day of listing', async () => {
    const id = listed(desk.store, { title: 'Imported' });
    const path = `/desk/entries/${id}/publish`;
    expect((await desk.get(path)).statusCode).toBe(404);
    expect((await desk.post(path, GOOD)).statusCode).toBe(404);
    desk.store.sql('update entry set candidate_id = null where id = ?').run(id);
    const before = entryById(desk.store, id);
    expect((await desk.get(`/desk/entries/${id}`)).body).toContain(`href="${path}"`);
    const form = (await desk.get(path)).body;
    for (const part of [`action="${path}"`, 'value="Imported"', 'came with a data package'])
      expect(form, part).toContain(part);
    // Enter in a field presses the first button: nothing of it makes a revision public.
    expect(/<button[^>]*>/.exec(form.slice(form.indexOf(`action="${path}"`)))?.[0]).toMatch(
      /^<button type="submit" disabled hidden/,
    );
    const wrong = await desk.post(path, { ...GOOD, blurb: 'Short', councils: 'Atlantis' });
    expect([wrong.statusCode, wrong.body.includes('We know no council called “Atlantis”')]).toEqual([
      400,
      true,
    ]);
    expect((await desk.post(path, { ...GOOD, blurb: 'Short' })).body).toContain('Say in one sentence');
    const sent = await desk.post(path, { ...GOOD, bought: 'Lamps' });
    expect(sent.headers['location']).toBe(`/case/${id}-lamps-that-pay-for-themselves`);
    expect(entryById(desk.store, id)).toMatchObject({
      title: GOOD.title,
      facts: { bought: 'Lamps' },
      url: before?.url,
      listedAt: before?.listedAt,
      candidateId: null,
      why: before?.why,
    });
    desk.role('reviewer');
    expect((await desk.get(path)).statusCode).toBe(403);
    expect((await desk.get('/desk/entries/999/publish')).statusCode).toBe(403);
  });

  test('is refused, form and all, for a post whose address no reader could follow', async () => {
    const id = acceptedCandidate(desk.store, { url: 'javascript:alert(1)', sourceId: 'unknown' });
    const path = `/desk/candidates/${id}/publish`;
    for (const answer of [await desk.get(path), await desk.post(path, GOOD)]) {
      expect(answer.statusCode).toBe(409);
      expect(answer.body).toContain('no web address that readers could follow');
    }
    expect(entryById(desk.store, 1)).toBeUndefined();
  });

  test('takes what a reviewer corrected, not what the rules had guessed', async () => {
    const id = acceptedCandidate(desk.store);
    const facts = {
      councils: [{ code: 'DEV', name: 'Devon County Council' }],
      topics: ['food-catering'],
      practices: [],
      stage: 'unknown',
      evidence: 'claimed',
    };
    desk.store.sql('update candidate set facts = ? where id = ?').run(JSON.stringify(facts), id);
    const form = (await desk.get(`/desk/candidates/${id}/publish`)).body;
    expect(form).toContain('Devon County Council');
    expect(form).toContain('name="topics" value="Food and catering"');
  });

  test('says what is missing, keeps what was typed, and lists nothing', async () => {
    const id = acceptedCandidate(desk.store);
    const { statusCode, body } = await desk.post(`/desk/candidates/${id}/publish`, {
      ...GOOD,
      blurb: 'Short <b>',
      topics: '',
      practices: '',
      title: '',
    });
    expect(statusCode).toBe(400);
    for (const say of [
      'Say in one sentence',
      'Choose one to three topics',
      'Choose at least one practice',
      'Give a title',
      'Short &lt;b&gt;',
    ])
      expect(body, say).toContain(say);
    expect(entryById(desk.store, 1)).toBeUndefined();
    const unknown = await desk.post(`/desk/candidates/${id}/publish`, { ...GOOD, councils: 'Atlantis' });
    expect(unknown.body).toContain('We know no council called “Atlantis”');
  });

  test('is refused for what was not accepted, and for a page that is listed already', async () => {
    const id = acceptedCandidate(desk.store);
    desk.store.sql("update candidate set state = 'rejected' where id = ?").run(id);
    expect((await desk.post(`/desk/candidates/${id}/publish`, GOOD)).statusCode).toBe(409);
    expect((await desk.get('/desk/candidates/999/publish')).statusCode).toBe(409);
  });

  test('a second time revises: same number, same day of listing, new words', async () => {
    const id = acceptedCandidate(desk.store);
    publish(desk.store, id, {}, NOON - 1000);
    const sent = await desk.post(`/desk/candidates/${id}/publish`, { ...GOOD, title: 'Other words' });
    expect(sent.headers['location']).toBe('/case/1-other-words');
    expect(entryById(desk.store, 1)).toMatchObject({
      title: 'Other words',
      listedAt: NOON - 1000,
      updatedAt: NOON,
    });
  });

  test('is for editors: a reviewer prepares it, and an editor finds what was prepared', async () => {
    const id = acceptedCandidate(desk.store);
    accept(desk.store, id);
    desk.role('reviewer');
    const form = (await desk.get(`/desk/candidates/${id}/publish`)).body;
    expect(form).not.toContain('>Publish</button>');
    expect(form).toContain('Hand it to an editor');
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
    const facts = { supplier: 'Bright Lamps Ltd', months: '120' };
    const unknown = await desk.post(`/desk/${id}/hand`, {
      ...GOOD,
      version,
      topics: 'lamp posts',
    });
    expect(unknown.statusCode).toBe(400);
    expect(unknown.body).toContain('We know no topic called “lamp posts”');
    const handed = await desk.post(`/desk/${id}/hand`, {
      ...GOOD,
      ...facts,
      version,
      nonce: 'h1',
    });
    expect(handed.headers['location']).toBe('/desk?say=handed');
    const stale = await desk.post(`/desk/${id}/hand`, { ...GOOD, version, nonce: 'h2' });
    expect(stale.statusCode).toBe(409);
    desk.role('editor');
    expect((await desk.get('/desk/publish')).body).toContain('Prepared');
    const found = (await desk.get(`/desk/candidates/${id}/publish`)).body;
    for (const part of [GOOD.blurb, 'value="Bright Lamps Ltd"', 'value="120"']) expect(found).toContain(part);
  });

  test('is for editors: a reviewer may not', async () => {
    const id = acceptedCandidate(desk.store);
    desk.role('reviewer');
    expect((await desk.get('/desk/publish')).statusCode).toBe(200);
    expect((await desk.post(`/desk/candidates/${id}/publish`, GOOD)).statusCode).toBe(403);
    expect(entryById(desk.store, 1)).toBeUndefined();
  });
});

describe('withdrawing', () => {
  test('needs a reason, is a row, and can be undone', async () => {
    publish(desk.store, acceptedCandidate(desk.store));
    const refused = await desk.post('/desk/entries/1/withdraw', { reason: '' });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toMatch(/<title>Error: [^]*Give a reason[^]*id="reason"/);
    expect(entryById(desk.store, 1)?.withdrawn).toBeNull();
    expect((await desk.post('/desk/entries/1/withdraw', { reason: 'Asked to.' })).statusCode).toBe(303);
    expect(entryById(desk.store, 1)?.withdrawn?.reason).toBe('Asked to.');
    expect((await desk.post('/desk/entries/1/withdraw', { reason: 'Again' })).statusCode).toBe(404);
    expect((await desk.get('/desk/entries/1')).body).toContain('Put it back');
    // Where the post stands accepted, it says so, and does not offer to publish what would stay withdrawn.
    const post = (await desk.get(`/desk/${entryById(desk.store, 1)?.candidateId}`)).body;
    // In a paragraph of its own: the banner would part what it says from its link.
    expect(post).toMatch(
      /<p>Withdrawn from the catalogue, [^<]*: Asked to\. <a [^>]*>An editor can put it back<\/a>\.<\/p>/,
    );
    expect(post).not.toContain('Publish it');
    expect((await desk.post('/desk/entries/1/restore', {})).statusCode).toBe(303);
    expect(entryById(desk.store, 1)?.withdrawn).toBeNull();
    expect(desk.store.sql('select count(*) as n from entry_event').get()).toEqual({ n: 3 });
  });

  test('of what is not there is answered 404', async () => {
    expect((await desk.get('/desk/entries/77')).statusCode).toBe(404);
    expect((await desk.get('/desk/links')).statusCode).toBe(200);
  });
});

describe('what readers send', () => {
  const limits = { since: 0, perSender: 9, total: 9 };
  const queue = (kind: 'suggestion' | 'report', url: string | null) =>
    addSuggestion(
      desk.store,
      {
        kind,
        url,
        urlKey: url,
        entryId: null,
        note: 'A <i>note</i>',
        secret: `${kind}${url}`,
        sender: 's',
        at: NOON,
      },
      { hour: limits, day: limits },
    );
  const state = (id: number) =>
    desk.store.sql('select state, outcome, candidate_id from suggestion where id = ?').get(id);

  test('is fetched once, when a person says so, and goes to the desk', async () => {
    queue('suggestion', 'https://example.org/x');
    expect((await desk.get('/desk/suggestions')).body).toContain('A &lt;i&gt;note&lt;/i&gt;');
    const candidateId = acceptedCandidate(desk.store);
    desk.answer = { kind: 'added', candidateId };
    const both = await Promise.all([1, 2].map(() => desk.post('/desk/suggestions/1', { do: 'fetch' })));
    expect(both.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([303, 409]);
    expect(desk.fetched).toEqual(['https://example.org/x']);
    expect(state(1)).toEqual({ state: 'desk', outcome: '', candidate_id: candidateId });
  });

  test('that cannot be read waits on, with the reason, until a person declines it', async () => {
    queue('suggestion', 'https://example.org/x');
    desk.answer = { kind: 'failed', say: 'the server answered 503' };
    const { statusCode, body } = await desk.post('/desk/suggestions/1', { do: 'fetch' });
    expect(statusCode).toBe(422);
    expect(body).toContain(
      'We could not read that page: the server answered 503. The suggestion still waits.',
    );
    expect(body).not.toContain('Somebody else');
    expect(body).toContain('Read it and put it on the desk');
    expect(state(1)).toMatchObject({ state: 'queued', outcome: '' });
    desk.answer = { kind: 'added', candidateId: acceptedCandidate(desk.store) };
    await desk.post('/desk/suggestions/1', { do: 'fetch' });
    expect(state(1)).toMatchObject({ state: 'desk' });
  });

  test('can be closed with a word to the sender', async () => {
    queue('report', null);
    await desk.post('/desk/suggestions/1', { do: 'close', outcome: 'Mended, thank you.' });
    expect(state(1)).toMatchObject({ state: 'settled', outcome: 'Mended, thank you.' });
    expect(desk.fetched).toEqual([]);
  });
});
