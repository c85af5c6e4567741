import type { Corrections } from '../../model/corrections.ts';
import type { Marks } from '../../model/marks.ts';
import { columnsOf, type LinePart, normOf, rawShare, termShares } from './line-parts.ts';
import { TELLS } from './telling.ts';
import type { Weights } from './weights.ts';

/** What a post holds that decisions may teach about: terms and tells with how much of each, and its host. */
export type Teachable = {
  readonly kind: 'terms' | 'tells' | 'hosts';
  readonly name: string;
  readonly much: number;
};

/** Tells differ by some tenths, shares of terms by hundredths: with this they are corrected as readily. */
const TELLS_COUNT = 2;

/** What a post holds that decisions may teach about. */
export function teachableIn(url: string, { wording, telling }: Marks, weights: Weights): Teachable[] {
  const terms = weights.wording.terms;
  return [
    ...Array.from(termShares(wording, terms), (much, at) => {
      return { kind: 'terms' as const, name: terms[wording[at * 2] ?? 0]?.term ?? '', much };
    }),
    ...TELLS.map(({ tag }, at) => {
      const usual = weights.telling.terms[at]?.usual ?? 0;
      return { kind: 'tells' as const, name: tag, much: ((telling[at] ?? 0) - usual) * TELLS_COUNT };
    }),
    { kind: 'hosts', name: hostOf(url), much: 1 },
  ];
}

/** What corrections give a post, part by part. */
export function correctionParts(teachable: readonly Teachable[], corrections: Corrections): LinePart[] {
  return teachable.flatMap(({ kind, name, much }) => {
    const weight = corrections[kind][name];
    return weight === undefined ? [] : [{ term: sayOf(kind, name), points: weight * much }];
  });
}

/** The sum of what corrections give a post, as `correctionParts` has it, for many posts at once. */
export function correctionSummer(
  weights: Weights,
  corrections: Corrections,
): (url: string, marks: Marks) => number {
  const { terms } = weights.wording;
  const { usual } = columnsOf(terms);
  const taught = Float64Array.from(terms, ({ term }) => corrections.terms[term] ?? 0);
  const tells = TELLS.map(({ tag }, at) => {
    return { weight: corrections.tells[tag] ?? 0, usual: weights.telling.terms[at]?.usual ?? 0 };
  });
  return (url, { wording, telling }) => {
    let [words, squares, told] = [0, 0, corrections.hosts[hostOf(url)] ?? 0];
    for (let at = 0; at < wording.length; at += 2) {
      const place = wording[at] ?? 0;
      const share = rawShare(wording[at + 1] ?? 1, usual[place] ?? 0);
      squares += share * share;
      words += share * (taught[place] ?? 0);
    }
    for (const [at, one] of tells.entries())
      told += one.weight * ((telling[at] ?? 0) - one.usual) * TELLS_COUNT;
    return told + words / normOf(squares);
  };
}

function sayOf(kind: Teachable['kind'], name: string): string {
  return kind === 'tells' ? (TELLS.find(({ tag }) => tag === name)?.label ?? name) : name;
}

/** The host of an address; '' of what is none. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}
