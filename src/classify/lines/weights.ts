import { createHash } from 'node:crypto';
import { parseCsv } from '../../base/csv.ts';
import { Failure } from '../../base/errors.ts';
import { HEARD_BY, TELLS } from './telling.ts';
import { type KnownTerms, knownTermsOf } from './wording.ts';

/** What a term of a line is worth. `usual` is how rare a word is (idf), or how dense a tell usually is. */
export type TermWeight = { readonly term: string; readonly weight: number; readonly usual: number };

/** Learnt weights as the file gives them, in score points. */
export type Weights = {
  /** What is counted and heard, as a hash: what was read for another is read anew. */
  readonly edition: string;
  readonly wording: { readonly base: number; readonly terms: readonly TermWeight[] };
  readonly telling: { readonly base: number; readonly terms: readonly TermWeight[] };
  /** Place in `wording.terms`. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** The same terms as they are looked for in a text. */
  readonly knownTerms: KnownTerms;
};

/** Reads a file of weights. @throws Failure (`config`) at a row that is none, or if its tells are not those this version reads. */
export function parseWeights(text: string, file: string): Weights {
  const rows = parseCsv(text).map((fact, at) => {
    const [line, term, weight, usual] = [fact['line'], fact['term'], fact['weight'], fact['usual']];
    const isRow = (line === 'wording' || line === 'telling') && term !== undefined && isNumber(weight);
    if (!isRow || !isNumber(usual))
      throw new Failure('config', 'is no row of learnt weights (line,term,weight,usual)', {
        file,
        line: at + 2,
      });
    return { line, term, weight: Number(weight), usual: Number(usual) };
  });
  const part = (name: string) => {
    const own = rows.filter(({ line }) => line === name);
    return {
      base: own.find(({ term }) => term === '')?.weight ?? 0,
      terms: own
        .filter(({ term }) => term !== '')
        .map(({ term, weight, usual }) => ({ term, weight, usual })),
    };
  };
  const telling = part('telling');
  if (telling.terms.map(({ term }) => term).join() !== TELLS.map(({ tag }) => tag).join())
    throw new Failure(
      'config',
      'was made by another version: make it anew with "lamplighter rules learn", or take the one that came with this one',
      { file },
    );
  return withPlaces(part('wording'), telling);
}

/** Weights from their parts. */
export function withPlaces(wording: Weights['wording'], telling: Weights['telling']): Weights {
  const terms = wording.terms.map(({ term }) => term);
  const edition = createHash('sha256')
    .update([HEARD_BY, ...terms].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const placeOf = new Map(terms.map((term, at) => [term, at]));
  return { edition, wording, telling, placeOf, knownTerms: knownTermsOf(terms) };
}

function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && cell !== '' && Number.isFinite(Number(cell));
}
