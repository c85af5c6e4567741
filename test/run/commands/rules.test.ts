import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { testRules } from '../../../src/classify/pack/expectations.ts';
import { DEFAULT_RULES, loadRules, parseRules } from '../../../src/classify/rules.ts';
import { decide } from '../../../src/review/decide.ts';
import { command } from '../../../src/run/commands/rules.ts';
import { readSettings } from '../../../src/run/config.ts';
import { keepCorrections } from '../../../src/store/corrections.ts';
import { candidateRow } from '../../../src/store/desk.ts';
import { savePack } from '../../../src/learn/packs.ts';
import { packVersion, rescoringOwed } from '../../../src/store/packs.ts';
import type { Store } from '../../../src/store/open.ts';
import { begunStore } from '../../store/begun-store.ts';
import { storedPost } from '../../../src/store/posts.ts';
import { addReviewer } from '../../../src/store/reviewers.ts';
import { type Laid, lay } from '../../desk/desk-fixture.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-rules-'));
  store = begunStore(folder);
  addReviewer(store, { email: 'a@b.uk', name: 'A', role: 'reviewer', password: null, now: 1 });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function decided(kind: 'accept' | 'reject', laid: Laid = {}): number {
  const candidateId = lay(store, laid);
  const act = kind === 'accept' ? ({ kind } as const) : ({ kind, reason: 'event' } as const);
  const versionSeen = candidateRow(store, candidateId)?.version ?? 0;
  decide(store, { candidateId, versionSeen, act, note: '', nonce: `n${candidateId}`, reviewerId: 1, now: 2 });
  return candidateId;
}

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const sink = (name: 'out' | 'err') =>
    new Writable({ write: (chunk, _, done) => ((written[name] += String(chunk)), done()) });
  const settings = readSettings({ LAMPLIGHTER_DATA: folder });
  const code = await command.run(args, {
    stdin: process.stdin,
    stdout: sink('out'),
    stderr: sink('err'),
    settings,
  });
  return { code, ...written };
}

/** The shipped pack with another line. */
function packWithLine(queue: number): string {
  const file = join(folder, 'pack.yaml');
  const text = readFileSync(DEFAULT_RULES, 'utf8').replace(
    /^thresholds: .*$/m,
    `thresholds: { queue: ${queue}, strong: 60 }`,
  );
  writeFileSync(file, text);
  return file;
}

describe('rules report', () => {
  test('says that nothing was decided, and then how each rule did', async () => {
    expect(await run('report')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing was decided yet/),
    });
    decided('accept');
    decided('reject');
    const { out } = await run('report');
    expect(out).toMatch(/^2 posts decided\n/);
    expect(out).toMatch(/act\.bought\t2\t1\t50 % \(9 % to 91 %\)/);
    const json = JSON.parse((await run('report', '--json')).out);
    expect(json.find(({ rule }: { rule: string }) => rule === 'act.bought')).toMatchObject({
      ...{ fired: 2, accepted: 1, reasons: [['event', 1]] },
    });
  });
});

describe('rules preview', () => {
  test('names what another pack would lose, and ends with 1 where that was accepted', async () => {
    decided('accept');
    decided('reject');
    lay(store);
    const { code, out, err } = await run('preview', packWithLine(59));
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/lost\taccepted\t.* → .*\tDurham/);
    expect(out).toContain(
      '3 posts weighed, 0 of them read again: 3 would fall below the line, 0 would rise above it',
    );
    expect(out).toContain('1 accepted post would be lost');
  });

  test('ends with 0 where the pack moves nothing', async () => {
    decided('accept');
    expect(await run('preview', DEFAULT_RULES, '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"lost":[]'),
    });
  });

  test('asks for a file, and names a fault in it with its line', async () => {
    await expect(run('preview')).rejects.toThrow(/needs a rule pack to try/);
    await expect(run('preview', packWithLine(-1))).rejects.toMatchObject({
      place: { line: expect.any(Number) },
    });
  });
});

describe('rules suggest', () => {
  test('says what a suggestion needs while there is none', async () => {
    expect((await run('suggest')).out).toMatch(/five decided posts of three sources/);
    expect((await run('suggest', '--json')).out).toBe('[]\n');
  });

  test('a term is kept in shadow with tests of its snippets, scores nothing, and is suggested no more', async () => {
    const body = (text: string) => [{ kind: 'body' as const, text }];
    for (let n = 0; n < 50; n += 1) {
      const isGood = n % 5 < 2;
      const text = isGood
        ? `The team of yard ${n} put up a gantry beside the depot and saved a day.`
        : `A day at yard ${n}: the depot was full and nothing was put up.`;
      decided(isGood ? 'accept' : 'reject', {
        title: `News of yard ${n}`,
        blocks: body(text),
        sourceId: `source-${n % 3}-${isGood ? 'a' : 'b'}`,
      });
    }
    const terms = JSON.parse((await run('suggest', '--json')).out).map(({ term }: { term: string }) => term);
    expect(terms).toContain('gantry');
    expect((await run('suggest', '--keep', 'gantry')).out).toMatch(/^Version 1 is in force: “gantry”/);
    const reading = parseRules(packVersion(store, 1)?.pack ?? '');
    if (reading.kind === 'faulty') throw new Error(reading.faults[0]?.say);
    const rule = reading.rules.source.rules.find(({ id }) => id === 'tried.gantry');
    expect(rule).toMatchObject({ status: 'shadow', weight: 1, terms: ['gantry'] });
    expect(rule?.tests.match[0]).toContain('gantry');
    expect(rule?.tests.no_match[0]).toMatch(/^News of yard/);
    expect(testRules(reading.rules).broken).toEqual([]);
    const post = storedPost(store, 1);
    if (post === undefined) throw new Error('there is no post');
    const verdict = classify(post, reading.rules);
    expect(verdict.score).toBe(classify(post, loadRules()).score);
    expect(verdict.hits.some((hit) => hit.rule === 'tried.gantry' && hit.points === 0)).toBe(true);
    await expect(run('suggest', '--keep', 'gantry')).rejects.toThrow('"gantry" is not suggested');
    await expect(run('suggest', '--keep', 'unicorn')).rejects.toThrow('"unicorn" is not suggested');
  });
});

describe('rules taught', () => {
  test('says what decisions taught, and leaves it out and takes it back at a word', async () => {
    expect((await run('taught')).out).toMatch(/^Decisions taught nothing yet: it takes thirty/);
    const corrections = { decisions: 40, terms: { webinar: -1.4 }, hosts: { 'a.org': 0.5 } };
    keepCorrections(store, { madeAt: 1, madeBy: null, decisions: 40, corrections });
    expect((await run('taught')).out).toBe(
      'Learnt from 40 decisions; switched on. Points in a text of about a hundred words:\n-0.14\twebinar\n+0.5\ta.org\n',
    );
    expect((await run('taught', '--off')).out).toMatch(/^Learnt from 40 decisions; switched off/);
    expect((await run('taught', '--on', '--json')).out).toMatch(/"state":"on".*"madeBy":"command line"/);
    await expect(run('taught', '--on', '--off')).rejects.toThrow(/--on or --off, not both/);
  });
});

describe('rules versions and restore', () => {
  test('list what was saved, and put a version or the file back as a version of its own', async () => {
    expect((await run('versions')).out).toMatch(/^No version was saved/);
    const saving = { madeAt: 1, madeBy: 'Ana', note: 'fewer of them', lost: 2 };
    const text = readFileSync(packWithLine(7), 'utf8');
    savePack(store, { ...saving, pack: text });
    const [saved] = JSON.parse((await run('versions', '--json')).out);
    expect(saved).toMatchObject({ id: 1, madeBy: 'Ana', note: 'fewer of them', lost: 2, isInForce: true });
    expect((await run('restore', 'file')).out).toMatch(/^Version 2 is in force: the file/);
    expect((await run('restore', '1')).out).toMatch(/^Version 3 is in force: what version 1 was/);
    expect(packVersion(store, 3)).toMatchObject({ pack: text, madeBy: 'command line' });
    expect((await run('versions')).out).toMatch(/^3 in force\t[\s\S]*2\t.*the file put back \(the file\)/);
    expect(rescoringOwed(store)).toBeDefined();
  });

  test('a version that is not there is refused by its name', async () => {
    await expect(run('restore', '9')).rejects.toThrow('there is no version "9"');
    await expect(run('restore')).rejects.toThrow('needs the number of a version');
  });
});
