import { existsSync, readFileSync } from 'node:fs';
import { parseCsv } from '../../src/base/csv.ts';
import { allCouncils, councilByCode } from '../../src/classify/councils/councils.ts';
import { similarCouncils } from '../../src/catalogue/similar.ts';

// Prints how much of our ten most similar councils mySociety's published similarity also has: of all ten, and of its ten nearest
// within the same tier, which is what a reader of a council's page is after.

const FILE = new URL('../../../shared/facts/similarity_top20.csv', import.meta.url);

type Published = ReadonlyMap<string, readonly string[]>;

function readPublished(type: string): Published {
  const lists = new Map<string, string[]>();
  for (const row of parseCsv(readFileSync(FILE, 'utf8')))
    if (row['type'] === type) {
      const code = row['local-authority-code_A'] ?? '';
      lists.set(code, [...(lists.get(code) ?? []), row['local-authority-code_B'] ?? '']);
    }
  return lists;
}

function share(ours: readonly string[], theirs: readonly string[]): number {
  return theirs.length === 0 ? 0 : ours.filter((code) => theirs.includes(code)).length / theirs.length;
}

function mean(values: readonly number[]): string {
  return `${((100 * values.reduce((sum, value) => sum + value, 0)) / values.length).toFixed(1)} %`;
}

function report(type: string): void {
  const published = readPublished(type);
  const councils = allCouncils().filter(({ former, code }) => !former && published.has(code));
  const tier = (code: string) => councilByCode(code)?.tier;
  const overall: number[] = [];
  const within: number[] = [];
  const found: number[] = [];
  for (const { code } of councils) {
    const ours = similarCouncils(code).map((council) => council.code);
    const theirs = published.get(code) ?? [];
    const sameTier = theirs.filter((other) => tier(other) === tier(code)).slice(0, 10);
    overall.push(share(ours.slice(0, 10), theirs.slice(0, 10)));
    if (sameTier.length > 0) within.push(share(ours.slice(0, 10), sameTier));
    found.push(share(theirs.slice(0, 10), ours.slice(0, 20)) * 2);
  }
  console.log(
    `${type}: ${councils.length} councils; top-10 overlap ${mean(overall)} overall, ${mean(within)} within the tier; of the published ten ${mean(found)} are among our twenty`,
  );
}

if (existsSync(FILE)) for (const type of ['composite', 'ruc']) report(type);
else console.log('The published similarity is not here; nothing to compare with.');
