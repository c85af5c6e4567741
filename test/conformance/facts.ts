import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allCouncils,
  councilByCode,
  currentOf,
  resolveCouncil,
} from '../../src/classify/councils/councils.ts';
import { readFacts } from '../../src/classify/facts.ts';
import { type Fact, parseCsv } from '../../src/base/csv.ts';
import { refreshBodies, refreshCouncils } from '../../src/classify/refresh-facts.ts';
import { topicOf } from '../../src/classify/topics.ts';
import type { SuiteResult } from './suite-result.ts';

/** Holds every column of our facts to the tables that mySociety published, where those are beside the suites. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = join(suitesDir, '../facts');
  if (!existsSync(dir)) return [];
  const read = (name: string) => parseCsv(readFileSync(join(dir, name), 'utf8'));
  return Promise.resolve([
    published(read('uk_local_authorities_current.csv')),
    figures(read('la_ruc.csv'), read('la_imd.csv')),
    names(read('lookup_name_to_registry.csv')),
    labels(read('contract_countdown_groups_to_cpv.csv')),
  ]);
}

function published(rows: readonly Fact[]): SuiteResult {
  const { changes: councils } = refreshCouncils(readFacts('councils'), rows);
  const { changes: bodies } = refreshBodies(readFacts('public-bodies'), rows);
  const changes = [...councils, ...bodies];
  const lost = allCouncils().filter(({ former, code }) => former && currentOf(code).length === 0);
  return {
    suite: 'facts: councils as published, column by column',
    passed: rows.length - changes.length - lost.length,
    of: rows.length,
    notes: [...changes, ...lost.map(({ code }) => `${code} leads to no current council`)],
  };
}

function figures(ruc: readonly Fact[], imd: readonly Fact[]): SuiteResult {
  const differ = (ours: number | null | undefined, theirs: string | undefined) =>
    Math.abs((ours ?? Number.NaN) - Number(theirs)) > 1e-4;
  const rural = ruc.filter((row) => councilByCode(row['local-authority-code'] ?? '') !== undefined);
  const poor = imd.filter((row) => councilByCode(row['local-authority-code'] ?? '') !== undefined);
  const wrong = [
    ...rural.filter((row) => {
      const council = councilByCode(row['local-authority-code'] ?? '');
      const { highlyRural, rural, urban } = council?.figures ?? {};
      return (
        council?.ruralUrban !== row['ruc-cluster-label'] ||
        differ(highlyRural, row['highly-rural']) ||
        differ(rural, row['rural']) ||
        differ(urban, row['urban'])
      );
    }),
    ...poor.filter((row) =>
      differ(
        councilByCode(row['local-authority-code'] ?? '')?.figures.deprivation,
        row['la-deprivation-score'],
      ),
    ),
  ];
  const of = rural.length + poor.length;
  return {
    suite: 'facts: rural-urban and deprivation',
    passed: of - wrong.length,
    of,
    notes: wrong.map((row) => `${row['local-authority-code']} differs`),
  };
}

function names(rows: readonly Fact[]): SuiteResult {
  const council = rows.filter((row) => councilByCode(row['local-authority-code'] ?? '') !== undefined);
  const wrong = council.filter((row) => {
    const code = row['local-authority-code'] ?? '';
    const found = resolveCouncil(row['la-name'] ?? '')?.code;
    // A name of today's council and of one before it means today's.
    return found !== code && !currentOf(code).some((current) => current.code === found);
  });
  return {
    suite: 'facts: names in use',
    passed: council.length - wrong.length,
    of: council.length,
    notes: wrong.map((row) => `"${row['la-name']}" is not known as ${row['local-authority-code']}`),
  };
}

function labels(rows: readonly Fact[]): SuiteResult {
  const wrong = rows.filter(
    (row) =>
      topicOf({ label: row['cpv_description'] ?? '' }) === undefined ||
      topicOf({ cpv: row['cpv_code'] ?? '', group: row['group'] ?? '' }) === undefined,
  );
  return {
    suite: 'facts: contract-countdown labels that lead to a topic',
    passed: rows.length - wrong.length,
    of: rows.length,
    notes: wrong.map((row) => `"${row['cpv_description']}" leads nowhere`),
  };
}
