import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRules, parseRules } from '../../src/classify/rules.ts';
import { ruleText, withRule, withStatus } from '../../src/classify/pack/edit-text.ts';
import { decide } from '../../src/review/decide.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { packDraft, packInForce, packVersion } from '../../src/store/packs.ts';
import { joined, lay, openDesk, type Visitor } from './desk-fixture.ts';

const WINCH = `- id: tried.winch
  group: told
  weight: 1
  status: shadow
  terms: [winch]
  why: says “winch”
  tests: { match: ["A winch was hired"], no_match: ["A wrench"] }`;

let desk: Awaited<ReturnType<typeof openDesk>>;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  const reading = parseRules(withRule(loadRules().text, 'tried.winch', WINCH));
  if (reading.kind === 'faulty') throw new Error(reading.faults[0]?.say);
  desk = await openDesk({ rules: reading.rules });
  [ana, ben] = [await joined(desk, 'Ana', 'editor'), await joined(desk, 'Ben', 'reviewer')];
  for (let n = 0; n < 50; n += 1) {
    const isGood = n % 5 < 2;
    const text = isGood
      ? `The team of yard ${n} put up a gantry & a ramp beside the depot and saved a day.`
      : `A day at yard ${n}: the depot was full and nothing was put up.`;
    const candidateId = lay(desk.store, {
      title: `News of yard ${n}`,
      blocks: [{ kind: 'body', text }],
      sourceId: `source-${n % 3}-${isGood ? 'a' : 'b'}`,
    });
    const act = isGood ? ({ kind: 'accept' } as const) : ({ kind: 'reject', reason: 'no-buying' } as const);
    const versionSeen = candidateRow(desk.store, candidateId)?.version ?? 0;
    decide(desk.store, { candidateId, versionSeen, act, note: '', nonce: `n${n}`, reviewerId: 1, now: n });
  }
});

afterAll(async () => {
  await desk.close();
  rmSync(desk.dataDir, { recursive: true, force: true });
});

const savedRule = (id: string) => {
  const reading = parseRules(packVersion(desk.store, packInForce(desk.store))?.pack ?? '');
  if (reading.kind === 'faulty') throw new Error(reading.faults[0]?.say);
  return reading.rules.source.rules.find((rule) => rule.id === id);
};

test('a suggested term stands in context, and an editor keeps it in shadow', async () => {
  const page = await ana.get('/desk/rules/suggested');
  expect(page.body).toContain('<mark>gantry</mark> &amp; a ramp');
  expect((await ben.get('/desk/rules/suggested')).body).not.toContain('action="/desk/rules/suggested"');
  const token = page.hidden('token');
  const refused = await ana.post('/desk/rules/suggested', { token, term: 'unicorn' });
  expect([refused.status, refused.body.includes('“unicorn” is not suggested')]).toEqual([400, true]);
  expect(packInForce(desk.store)).toBe(0);
  expect((await ana.post('/desk/rules/suggested', { token, term: 'gantry' })).body).toContain(
    'Saved and in force',
  );
  expect(savedRule('tried.gantry')).toMatchObject({ status: 'shadow', terms: ['gantry'] });
  expect(packVersion(desk.store, 1)).toMatchObject({
    madeBy: 'Ana',
    note: '“gantry” kept in shadow',
    lost: 0,
  });
});

test('a rule in shadow counts once its trial was seen and saved, and is dropped by an editor, kept for the record', async () => {
  const rules = await ben.get('/desk/rules');
  expect(rules.body).not.toContain('/desk/rules/shadow/drop');
  const token = rules.hidden('token');
  const before = packInForce(desk.store);
  const counted = await ben.post('/desk/rules/shadow/count', { token, rule: 'tried.winch' });
  expect(counted.url).toBe('/desk/rules/preview?rule=tried.winch');
  expect(ruleText(packDraft(desk.store, 2)?.pack ?? '', 'tried.winch')).toContain('status: active');
  expect(packInForce(desk.store)).toBe(before);
  const editor = (await ana.get('/desk/rules')).hidden('token');
  await ana.post('/desk/rules/shadow/drop', { token: editor, rule: 'act.bought' });
  expect(packInForce(desk.store)).toBe(before);
  await ana.post('/desk/rules/shadow/drop', { token: editor, rule: 'tried.winch' });
  expect(savedRule('tried.winch')?.status).toBe('retired');
});

test('a status is changed of a rule in shadow alone, in either way of writing it', () => {
  const pack = 'rules:\n  - { id: a.b, status: shadow }\n  - id: c.d\n    status:  shadow\n  - id: e.f\n';
  expect(withStatus(pack, 'a.b', 'active')).toContain(
    '{ id: a.b, status: active }\n  - id: c.d\n    status:  shadow',
  );
  expect(withStatus(pack, 'c.d', 'retired')).toContain('status:  retired\n  - id: e.f');
  expect([withStatus(pack, 'e.f', 'active'), withStatus(pack, 'g.h', 'active')]).toEqual([
    undefined,
    undefined,
  ]);
});
