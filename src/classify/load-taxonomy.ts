import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../base/errors.ts';
import { keepMade } from '../base/keep-made.ts';
import type { Fault } from './pack/read-pack.ts';
import { parseTaxonomy, type Taxonomy } from './taxonomy.ts';

const TAXONOMY = fileURLToPath(new URL('./rules/taxonomy.yaml', import.meta.url));

/** The topic of stories that are about good buying itself, whatever was bought. */
export const GENERAL = 'general-procurement-practice';

let loaded: Taxonomy | undefined;

/** The taxonomy that comes with Lamplighter, read once. @throws Failure (`config`) at its first fault. */
export function loadTaxonomy(): Taxonomy {
  if (loaded === undefined) {
    const text = readFileSync(TAXONOMY, 'utf8');
    const reading = keepMade('taxonomy', text, import.meta.dirname, () => parseTaxonomy(text));
    if (reading.kind === 'faulty') throw faultFailure(reading.faults);
    loaded = reading.taxonomy;
  }
  return loaded;
}

function faultFailure(faults: readonly Fault[]): Failure {
  const { say = 'cannot be read', ...place } = faults[0] ?? {};
  return new Failure('config', say, { file: TAXONOMY, ...place });
}
