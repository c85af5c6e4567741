import type { Fired } from '../score.ts';
import type { LearntLine } from '../../model/verdict.ts';
import type { Marks } from '../../model/marks.ts';
import { type LinePart, termShares } from './line-parts.ts';
import { TELLS } from './telling.ts';
import { type Weights } from './weights.ts';
import { shippedWeights } from './shipped-weights.ts';

/** How much each line counts: 0 switches it off, 1 is as learnt. */
export type LineWeights = { readonly wording: number; readonly telling: number };

/** How the desk names a line, by the id of its hit. */
export const LINE_LABELS: Readonly<Record<string, { readonly label: string; readonly why: string }>> = {
  'learnt.wording': { label: 'wording', why: 'words like those of accepted or rejected posts' },
  'learnt.telling': { label: 'telling', why: 'told like accepted or rejected posts' },
  'learnt.decisions': { label: 'your decisions', why: 'learnt from your decisions' },
};

/** A line may weigh as much as the rules, no more. */
export const MOST_POINTS = 10;
/** Decisions correct, they do not replace. */
const MOST_TAUGHT = 5;
/** So many terms tell a reviewer why. */
const SHOWN_TERMS = 6;

/** A line with what its points are worked out from, whatever it counts: the sum of its parts. */
export type SummedLine = LearntLine & { readonly sum: number };

/** Scores marks by weights; a line that is switched off is left out. Points are tenths, `terms` the heaviest first. */
export function linesOf(marks: Marks, on: LineWeights, weights: Weights = shippedWeights()): SummedLine[] {
  return [
    ...(on.wording > 0 ? [lineOf('wording', on.wording, wordingOf(marks, weights))] : []),
    ...(on.telling > 0 ? [lineOf('telling', on.telling, tellingOf(marks, weights))] : []),
  ];
}

/** What decisions taught, as a third line. */
export function taughtLine(parts: readonly LinePart[]): SummedLine {
  return lineOf('decisions', 1, { base: 0, parts });
}

/** The points of a line, in tenths, by the sum of its parts and how much it counts. */
export function linePoints(line: LearntLine['line'], sum: number, times: number): number {
  const most = line === 'decisions' ? MOST_TAUGHT : MOST_POINTS;
  return tenths(Math.max(-most, Math.min(most, sum * times)));
}

function lineOf(line: LearntLine['line'], times: number, { base, parts }: Parts): SummedLine {
  const sum = parts.reduce((total, { points }) => total + points, base);
  return {
    line,
    sum,
    points: linePoints(line, sum, times),
    terms: shown(parts.map(({ term, points }) => ({ term, points: tenths(points * times) }))),
  };
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

type Parts = { readonly base: number; readonly parts: readonly LinePart[] };

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

type Term = { readonly term: string; readonly points: number };

/** The heaviest terms, heaviest first; of the hundred or two that a text holds the rest are not put in order. */
function shown(terms: readonly Term[]): Term[] {
  const top: Term[] = [];
  for (const one of terms) {
    const last = top[SHOWN_TERMS - 1];
    if (one.points === 0 || (last !== undefined && !isHeavier(one, last))) continue;
    const at = top.findIndex((other) => isHeavier(one, other));
    top.splice(at < 0 ? top.length : at, 0, one);
    if (top.length > SHOWN_TERMS) top.pop();
  }
  return top;
}

function isHeavier(one: Term, other: Term): boolean {
  const more = Math.abs(one.points) - Math.abs(other.points);
  return more > 0 || (more === 0 && one.term < other.term);
}

function tenths(points: number): number {
  return Math.round(points * 10) / 10;
}
