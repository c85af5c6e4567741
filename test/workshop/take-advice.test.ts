import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSource } from '../../src/reading/load-source.ts';
import { openStore } from '../../src/store/open.ts';
import { adviseInProcess } from '../../src/workshop/learnt/advise-in-process.ts';
import type { Advice } from '../../src/workshop/learnt/identity.ts';
import { takeAdvice } from '../../src/workshop/learnt/take-advice.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-learnt-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const written = (article: string): string => {
  const file = path.join(folder, 'town.ts');
  writeFileSync(
    file,
    `export default ({ defineSource, feed, jsonLd }) => defineSource({
  id: 'town', name: 'T', publisher: 'T', home: 'https://example.org/news/', // as they call it
  hosts: { canonical: 'example.org' }, dropParams: ['old'],
  cadence: { perMonth: 4, quietOkDays: 60 }, discover: feed({ url: '/feed/' }),
  article: ${article},
});
`,
  );
  return file;
};
const LEARNT: readonly Advice[] = [
  { rule: "dropParams: ['visit']", why: '', adds: { field: 'dropParams', name: 'visit' } },
  { rule: "dropParams: ['dm']", why: '', adds: { field: 'dropParams', name: 'dm' } },
  { rule: 'urlRules: …', why: '' },
  { rule: 'article: date', why: '', adds: { field: 'date', selector: '.when' } },
  { rule: 'article: drop', why: '', adds: { field: 'drop', selector: '.pledge' } },
  { rule: 'article: drop', why: '', adds: { field: 'drop', selector: '.box' } },
];

describe('learnt rules are taken on', () => {
  it('in the adapter’s file, beside what it says itself; what only a person can write is left', async () => {
    const file = written("{ title: [jsonLd('headline'), 'h1'], drop: ['.own'] }");
    const taken = await takeAdvice(await loadSource(file), LEARNT);
    expect(taken).toEqual(LEARNT.filter(({ adds }) => adds !== undefined));
    const { source } = await loadSource(file);
    expect(source.dropParams).toEqual(['old', 'visit', 'dm']);
    expect(source.article).toMatchObject({
      title: [{ jsonLd: 'headline' }, 'h1'],
      date: ['.when', 'auto'],
      drop: ['.own', '.pledge', '.box'],
    });
    expect(readFileSync(file, 'utf8')).toContain('// as they call it');
  });

  it('but for the text’s template where functions read it, and none where there is nothing to take', async () => {
    const file = written("{ title: ($) => $('h1').text() }");
    const one = await loadSource(file);
    expect((await takeAdvice(one, LEARNT)).map(({ rule }) => rule)).toEqual([
      "dropParams: ['visit']",
      "dropParams: ['dm']",
    ]);
    expect(readFileSync(file, 'utf8')).toContain("title: ($) => $('h1').text()");
    expect(await takeAdvice(one, [{ rule: 'urlRules: …', why: '' }])).toEqual([]);
  });

  it('not where the file could not be read with them: it is left as it was', async () => {
    const file = written("{ title: 'h1' }");
    const before = readFileSync(file, 'utf8');
    const one = await loadSource(file);
    const bad: Advice = { rule: '', why: '', adds: { field: 'drop', selector: 'div[' } };
    await expect(takeAdvice(one, [bad])).rejects.toThrow('the learnt rules do not fit it');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

it('are found in a process, for which a broken adapter is nothing that could be said', async () => {
  openStore(folder).close();
  const file = written("{ title: 'h1' }");
  expect(await adviseInProcess({ file, dataDir: folder })).toEqual([]);
  writeFileSync(file, 'export default () => { for (;;); };');
  expect(await adviseInProcess({ file, dataDir: folder }, { cpuMs: 300, memoryMb: 320 })).toBeUndefined();
});
