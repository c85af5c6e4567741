import { onceEach, onceForEach } from '../../base/once-each.ts';
import type { Corrections } from '../../model/corrections.ts';
import type { Marks } from '../../model/marks.ts';
import { columnsOf, type LinePart, normOf, rawShare, termShares } from './line-parts.ts';
import type { Weights } from './weights.ts';

/** What a post holds that decisions may teach about: terms with how much of each, and its host. */
export type Teachable = {
  readonly kind: 'terms' | 'hosts';
  readonly name: string;
  readonly much: number;
};

/** What a post holds that decisions may teach about. */
export function teachableIn(url: string, { wording }: Marks, weights: Weights): Teachable[] {
  const terms = weights.wording.terms;
  return [
    ...Array.from(termShares(wording, terms), (much, at) => {
      return { kind: 'terms' as const, name: terms[wording[at * 2] ?? 0]?.term ?? '', much };
    }),
    { kind: 'hosts', name: hostOf(url), much: 1 },
  ];
}

/** What corrections give a post, part by part: of each that is no nothing. */
export function correctionParts(
  url: string,
  { wording }: Marks,
  { wording: { terms } }: Weights,
  corrections: Corrections,
): LinePart[] {
  const taught = taughtBy(corrections)(terms);
  const shares = termShares(wording, terms);
  const parts: LinePart[] = [];
  for (let at = 0; at < shares.length; at += 1) {
    const place = wording[at * 2] ?? 0;
    const weight = taught[place] ?? 0;
    if (weight !== 0) parts.push({ term: terms[place]?.term ?? '', points: weight * (shares[at] ?? 0) });
  }
  const host = hostOf(url);
  const weight = worth(corrections.hosts, host);
  return weight === 0 ? parts : [...parts, { term: host, points: weight }];
}

/** Names come from pages: an object has some (`constructor`) that nobody gave it. */
function worth(weights: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(weights, name) ? (weights[name] ?? 0) : 0;
}

/** What terms are worth by corrections, as a column: to ask for each of a post's by its name takes longer than all else that is done with it. */
const taughtBy = onceEach((corrections: Corrections) =>
  onceEach((terms: Weights['wording']['terms']) =>
    Float64Array.from(terms, ({ term }) => worth(corrections.terms, term)),
  ),
);

/** The sum of what corrections give a post, as `correctionParts` has it, for many posts at once. */
export function correctionSummer(
  weights: Weights,
  corrections: Corrections,
): (url: string, wording: Marks['wording']) => number {
  const { terms } = weights.wording;
  const { usual } = columnsOf(terms);
  const taught = taughtBy(corrections)(terms);
  const ofSite = onceForEach((site: string) => worth(corrections.hosts, hostOf(site)));
  return (url, wording) => {
    let [words, squares] = [0, 0];
    for (let at = 0; at < wording.length; at += 2) {
      const place = wording[at] ?? 0;
      const share = rawShare(wording[at + 1] ?? 1, usual[place] ?? 0);
      squares += share * share;
      words += share * (taught[place] ?? 0);
    }
    return ofSite(siteOf(url)) + words / normOf(squares);
  };
}

/** An address up to its path, which many posts share. */
function siteOf(url: string): string {
  const path = url.indexOf('/', 'https://'.length);
  return path === -1 ? url : url.slice(0, path);
}

/** The host of an address; '' of what is none. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}
