import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { mutationReport, type MutationReport } from '../../src/trials/mutation-report.ts';
import { recordingsOf } from '../../src/workshop/recordings.ts';

const BUNDLED = fileURLToPath(new URL('../../sources/', import.meta.url));

// Every source's alarm is tested on that source's own recordings: the folder is the register, here as everywhere.
const loaded = await loadSources([BUNDLED]);
const reports: MutationReport[] = [];

describe.each(loaded.map((one) => ({ one, id: one.source.id })))('$id', ({ one }) => {
  let cases: MutationReport['cases'];
  let problem: MutationReport['problem'];
  beforeAll(async () => {
    const report = mutationReport(one.source, await recordingsOf(one));
    ({ cases, problem } = report);
    reports.push(report);
  });
  const named = (verdict: string) =>
    cases
      .filter((one) => one.verdict === verdict)
      .map(({ name, outcome, reasons }) => [name, outcome, ...reasons]);

  it('has a recording of its listing that can be mutated', () => {
    expect(problem).toBeNull();
  });

  it('lets nothing that breaks it go by', () => {
    expect(named('missed')).toEqual([]);
  });

  it('raises no alarm at what happens to sites every day', () => {
    expect(named('false alarm')).toEqual([]);
  });

  it('is put to at least sixteen harmful and ten harmless mutations that apply to it', () => {
    const applied = (harmful: boolean) =>
      cases.filter(
        (one) => one.harmful === harmful && one.verdict !== 'not applicable' && one.verdict !== 'unharmed',
      );
    expect(applied(true).length).toBeGreaterThanOrEqual(16);
    expect(applied(false).length).toBeGreaterThanOrEqual(10);
  });
});

it('says why with figures whenever it raises an alarm', () => {
  const told = reports.flatMap(({ cases }) =>
    cases.filter(({ harmful, verdict }) => harmful && verdict === 'right'),
  );
  expect(told.length).toBeGreaterThan(200);
  expect(told.filter(({ reasons }) => reasons.join('').length < 20)).toEqual([]);
});

it('says so when a source has no listing to mutate', () => {
  const [one] = loaded;
  if (one === undefined) throw new Error('there are no sources');
  const report: MutationReport = mutationReport(one.source, []);
  expect(report).toMatchObject({
    problem: 'no recording of its listing shows a post',
    harmful: 0,
    harmless: 0,
  });
  expect(path.basename(one.file)).toBe(`${report.source}.ts`);
});
