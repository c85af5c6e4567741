import { readFileSync } from 'node:fs';
import { type Fact, parseCsv } from '../base/csv.ts';

/** Reads a file of `src/classify/facts` whole. The files are small (≤ 400 KB) and read once, by whoever keeps the result. */
export function readFacts(name: string): Fact[] {
  return parseCsv(readFileSync(new URL(`./facts/${name}.csv`, import.meta.url), 'utf8'));
}

/** The cells of a list within a cell: `a;b` gives two, '' none. */
export function cellList(cell: string | undefined): string[] {
  return (cell ?? '').split(';').filter((part) => part !== '');
}
