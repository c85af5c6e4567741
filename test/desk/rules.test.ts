import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadRules } from '../../src/classify/rules.ts';
import { decide } from '../../src/review/decide.ts';
import { keepCorrections } from '../../src/store/corrections.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { joined, lay, openDesk, type Visitor } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
let ana: Visitor;

beforeEach(async () => {
  desk = await openDesk();
  ana = await joined(desk, 'Ana', 'reviewer');
  const candidateId = lay(desk.store, { title: 'Durham bought vans & lamps' });
  const versionSeen = candidateRow(desk.store, candidateId)?.version ?? 0;
  const act = { kind: 'accept' } as const;
  decide(desk.store, { candidateId, versionSeen, act, note: '', nonce: 'n', reviewerId: 1, now: 1 });
});

afterEach(async () => {
  await desk.close();
  rmSync(desk.dataDir, { recursive: true, force: true });
});

const packWith = (from: RegExp, to: string) => loadRules().text.replace(from, to);
/** Sends a pack to be tried, and looks again until something came of it. */
const send = async (pack: string) => {
  const page = await ana.get('/desk/rules/preview');
  const first = await ana.post('/desk/rules/preview', { token: page.hidden('token'), pack });
  if (!first.body.includes('data-under-way')) return first;
  expect(first.body).toMatch(/<progress[^>]*id="weighed"/);
  return vi.waitUntil(
    async () => {
      const next = await ana.get('/desk/rules/preview');
      return next.body.includes('data-under-way') ? undefined : next;
    },
    { timeout: 60_000, interval: 100 },
  );
};

test('the rules page says how each rule did on what was decided, with a plot that has words', async () => {
  const { body } = await ana.get('/desk/rules');
  expect(body).toMatch(/act\.bought[\s\S]*?1 of 1[\s\S]*?aria-label="100 %, likely 21 to 100 %"/);
});

test('editors leave out what decisions taught and take it back, and the page says who did', async () => {
  const corrections = { decisions: 40, terms: { webinar: -1.4 }, tells: { PastTense: 0.6 }, hosts: {} };
  keepCorrections(desk.store, { madeAt: 1, madeBy: null, decisions: 40, corrections });
  expect((await ana.get('/desk/rules')).body).toMatch(
    /from 40 decisions[\s\S]*-1\.4 <bdi>webinar[\s\S]*0\.6 <bdi>told in the past/,
  );
  expect((await ana.get('/desk/rules')).body).not.toContain('Leave them out');
  const eve = await joined(desk, 'Eve', 'editor');
  const page = await eve.get('/desk/rules');
  const send = (to: string) => eve.post('/desk/rules/decisions', { token: page.hidden('token'), switch: to });
  expect((await send('off')).body).toMatch(/switched off by <bdi>Eve[\s\S]*learnt from 40 decisions/);
  expect((await send('on')).body).toMatch(/switched on by <bdi>Eve/);
});

test('a trial names what would be lost, and how much of it was accepted', async () => {
  const { body, status } = await send(packWith(/^thresholds: .*$/m, 'thresholds: { queue: 60, strong: 60 }'));
  expect(status).toBe(200);
  expect(body).toContain('1 accepted post would be lost.');
  expect(body).toContain('Durham bought vans &amp; lamps');
});

test('a trial of the same pack moves nothing', async () => {
  const { body } = await send(loadRules().text.replaceAll('\n', '\r\n'));
  expect(body).toContain('0 would fall below the line, 0 would rise above it');
  expect(body).toContain('Of 1 stored posts');
});

test('a pack that cannot be read is told with its line, and comes back as it was sent', async () => {
  const { body, status } = await send('version: 1\npack: mine\noops: <b>');
  expect(status).toBe(200);
  expect(body).toMatch(/Line \d+, column \d+/);
  expect(body).toContain('oops: &lt;b&gt;');
});
