import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuiteResult } from './suite-result.ts';

/** One suite may take this long; longer is a hang. */
const PATIENCE_MS = process.env['SOAK'] === undefined ? 300_000 : 7_200_000;

const suitesDir = process.env['LAMPLIGHTER_SUITES'] ?? join(import.meta.dirname, '../../../shared/suites');
if (existsSync(suitesDir)) process.exitCode = await runAll(suitesDir);
else console.log(`No suites in ${suitesDir}: set LAMPLIGHTER_SUITES to the folder that holds them.`);

/** Runs every sibling module that has a `run`, prints one table; 1 when one of them threw or hung. */
async function runAll(dir: string): Promise<number> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts')).sort();
  const results: SuiteResult[] = [];
  const failures: string[] = [];
  for (const file of files.filter((name) => name !== 'main.ts')) {
    const module: { run?: (suitesDir: string) => Promise<SuiteResult[]> } = await import(`./${file}`);
    if (module.run === undefined) continue;
    try {
      results.push(...(await inTime(module.run(dir))));
    } catch (error) {
      failures.push(`${file}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  console.log(table(results));
  for (const failure of failures) console.error(`\nFAILED ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

function table(results: readonly SuiteResult[]): string {
  const width = Math.max(...results.map(({ suite }) => suite.length), 5);
  const rows = results.map(({ suite, passed, of, notes }) => {
    const figures = `${suite.padEnd(width)}  ${String(passed).padStart(6)} / ${String(of).padEnd(6)}`;
    const share = of === 0 ? '      –' : `${((100 * passed) / of).toFixed(2)} %`.padStart(9);
    return [`${figures}${share}`, ...notes.map((note) => `    · ${note}`)].join('\n');
  });
  return rows.join('\n');
}
