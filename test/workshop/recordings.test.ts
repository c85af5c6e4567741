import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineSource } from '../../src/base/source.ts';
import { feed, wordpress } from '../../src/base/strategies.ts';
import { recordingsOf } from '../../src/workshop/recordings.ts';
import { replay } from '../../src/workshop/replay.ts';

const source = defineSource({
  id: 'one',
  name: 'One',
  publisher: 'P',
  home: 'https://one.example/',
  hosts: { canonical: 'one.example' },
  cadence: { perMonth: 1, quietOkDays: 30 },
  discover: wordpress({ base: '/' }),
});
const HTTP = {
  url: 'https://one.example/wp-json/wp/v2/posts',
  status: 200,
  headers: { 'content-type': 'Application/JSON; charset=UTF-8' },
  fetched_at: '2026-11-20T09:00:00Z',
  recorded_by: "written by hand in the site's shape",
  step: 'discover',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-recordings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(what: string, files: Readonly<Record<string, string>>): void {
  const into = path.join(folder, 'recordings', 'one', what);
  mkdirSync(into, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(into, name), text);
}

const recordings = () => recordingsOf({ source, file: path.join(folder, 'one.ts'), hash: '' });

describe('recordingsOf', () => {
  it('finds none where nothing was recorded', async () => {
    expect(await recordings()).toEqual([]);
  });

  it('reads a page as it would have come, with the clock of its recording', async () => {
    put('rest', { 'page.json': '[]', 'http.json': JSON.stringify(HTTP), 'expected.json': '{"cards":[]}' });
    const [one] = await recordings();
    expect(one?.page).toMatchObject({ contentType: 'application/json', body: '[]', finalUrl: HTTP.url });
    expect(one?.page.fetchedAt).toBe(Date.parse('2026-11-20T09:00:00Z'));
    expect(one?.expected).toEqual({ cards: [] });
    expect(one?.http.page).toBe(1);
  });

  it('leaves it open what is expected, until that has been written', async () => {
    put('rest', { 'page.json': '[]', 'http.json': JSON.stringify(HTTP) });
    expect((await recordings())[0]?.expected).toBeUndefined();
  });

  it('names the folder that holds no page', async () => {
    put('rest', { 'http.json': JSON.stringify(HTTP) });
    await expect(recordings()).rejects.toThrow(/recordings\/one\/rest: holds no page\.html/);
  });

  it('names http.json, and the field that is missing or unknown', async () => {
    const { recorded_by: _, ...nobody } = HTTP;
    put('rest', { 'page.json': '[]', 'http.json': JSON.stringify({ ...nobody, setp: 'article' }) });
    await expect(recordings()).rejects.toThrow(/http\.json: recorded_by: .*; .*setp/);
  });

  it('names http.json when it is missing, or no JSON', async () => {
    put('rest', { 'page.json': '[]' });
    await expect(recordings()).rejects.toThrow(/http\.json/);
    put('rest', { 'http.json': '{' });
    await expect(recordings()).rejects.toThrow(/http\.json/);
  });
});

describe('replay', () => {
  async function reading(page: string, http: object) {
    put('rest', { 'page.json': page, 'http.json': JSON.stringify({ ...HTTP, ...http }) });
    const [one] = await recordings();
    if (one === undefined) throw new Error('nothing recorded');
    return one;
  }

  it('says why a listing cannot be read', async () => {
    const refusal = '{"code":"rest_no_route","message":"No route was found."}';
    expect(replay(await reading(refusal, {}), source)).toEqual({
      problem: expect.stringContaining('rest_no_route'),
    });
  });

  it('says that a witness was recorded for a source without one', async () => {
    expect(replay(await reading('[]', { step: 'witness' }), source)).toHaveProperty('problem');
    const witnessed = { ...source, witness: feed({ url: '/feed/' }) };
    expect(replay(await reading('no feed', { step: 'witness' }), witnessed)).toHaveProperty('problem');
  });

  it('says why an article cannot be read', async () => {
    expect(replay(await reading('', { step: 'article' }), source)).toEqual({
      unreadable: expect.stringContaining('empty'),
    });
  });
});
