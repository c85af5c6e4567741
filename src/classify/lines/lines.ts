import type { Fired } from '../score.ts';
import type { LearntLine } from '../../model/verdict.ts';
import type { Marks } from '../../model/marks.ts';
import { TELLS } from './telling.ts';
import { type TermWeight, type Weights } from './weights.ts';
import { shippedWeights } from './shipped-weights.ts';

/** How much each line counts: 0 switches it off, 1 is as learnt. */
export type LineWeights = { readonly wording: number; readonly telling: number };

/** How the desk names a line, by the id of its hit. */
export const LINE_LABELS: Readonly<Record<string, { readonly label: string; readonly why: string }>> = {
  'learnt.wording': { label: 'wording', why: 'words like those of accepted or rejected posts' },
  'learnt.telling': { label: 'telling', why: 'told like accepted or rejected posts' },
};

/** A line may weigh as much as the rules, no more. */
export const MOST_POINTS = 10;
/** So many terms tell a reviewer why. */
const SHOWN_TERMS = 6;
/** A text with fewer known words than this says little by any of them. */
const LEAST_NORM = 3;

/** Scores marks by weights; a line that is switched off is left out. Points are tenths, `terms` the heaviest first. */
export function linesOf(marks: Marks, on: LineWeights, weights: Weights = shippedWeights()): LearntLine[] {
  const lines = [
    { line: 'wording' as const, times: on.wording, ...wordingOf(marks, weights) },
    { line: 'telling' as const, times: on.telling, ...tellingOf(marks, weights) },
  ];
  return lines
    .filter(({ times }) => times > 0)
    .map(({ line, times, base, parts }) => {
      const sum = parts.reduce((total, { points }) => total + points, base) * times;
      return {
        line,
        points: tenths(Math.max(-MOST_POINTS, Math.min(MOST_POINTS, sum))),
        terms: shown(parts.map(({ term, points }) => ({ term, points: tenths(points * times) }))),
      };
    });
}

/** Lines as hits among those of the rules, so that the hits still sum to the score and gates take from them too. */
export function lineHits(lines: readonly LearntLine[]): Fired[] {
  return lines
    .filter(({ points }) => points !== 0)
    .map(({ line, points }) => ({
      rule: `learnt.${line}`,
      group: 'learnt',
      tenths: Math.round(points * 10),
      field: 'body',
      spans: [],
    }));
}

/** How much each known term counts in a text: the more often the more, the rarer the more, all together as one. */
export function termShares(
  wording: readonly number[],
  terms: readonly TermWeight[],
): [at: number, share: number][] {
  const raw: [number, number][] = [];
  for (let at = 0; at < wording.length; at += 2) {
    const place = wording[at] ?? 0;
    raw.push([place, (1 + Math.log(wording[at + 1] ?? 1)) * (terms[place]?.usual ?? 0)]);
  }
  const norm = Math.max(LEAST_NORM, Math.sqrt(raw.reduce((sum, [, share]) => sum + share * share, 0)));
  return raw.map(([place, share]) => [place, share / norm]);
}

type Parts = {
  readonly base: number;
  readonly parts: readonly { readonly term: string; readonly points: number }[];
};

function wordingOf({ wording }: Marks, weights: Weights): Parts {
  const { base, terms } = weights.wording;
  const parts = termShares(wording, terms).map(([place, share]) => ({
    term: terms[place]?.term ?? '',
    points: share * (terms[place]?.weight ?? 0),
  }));
  return { base, parts };
}

function tellingOf({ telling }: Marks, weights: Weights): Parts {
  const { base, terms } = weights.telling;
  const parts = terms.map(({ weight, usual }, at) => ({
    term: TELLS[at]?.label ?? '',
    points: weight * ((telling[at] ?? 0) - usual),
  }));
  return { base, parts };
}

function shown(terms: readonly { readonly term: string; readonly points: number }[]) {
  return terms
    .filter(({ points }) => points !== 0)
    .toSorted(
      (one, other) => Math.abs(other.points) - Math.abs(one.points) || (one.term < other.term ? -1 : 1),
    )
    .slice(0, SHOWN_TERMS);
}

function tenths(points: number): number {
  return Math.round(points * 10) / 10;
}
