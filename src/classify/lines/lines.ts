import { type Fired, LEARNT } from '../score.ts';
import type { LearntLine } from '../../model/verdict.ts';
import type { Marks } from '../../model/marks.ts';
import { columnsOf, type LinePart, termShares } from './line-parts.ts';
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
  const points = Float64Array.from(parts, (part) => part.points);
  return lineOf('decisions', 1, { base: 0, points, termAt: (at) => parts[at]?.term ?? '' });
}

/** The points of a line, in tenths, by the sum of its parts and how much it counts. */
export function linePoints(line: LearntLine['line'], sum: number, times: number): number {
  const most = line === 'decisions' ? MOST_TAUGHT : MOST_POINTS;
  return tenths(Math.max(-most, Math.min(most, sum * times)));
}

function lineOf(line: LearntLine['line'], times: number, parts: Parts): SummedLine {
  let sum = parts.base;
  for (let at = 0; at < parts.points.length; at += 1) sum += parts.points[at] ?? 0;
  return { line, sum, points: linePoints(line, sum, times), terms: heaviest(parts, times) };
}

/** Lines as hits among those of the rules, so that the hits still sum to the score and gates take from them too. */
export function lineHits(lines: readonly LearntLine[]): Fired[] {
  return lines
    .filter(({ points }) => points !== 0)
    .map(({ line, points }) => ({
      rule: `learnt.${line}`,
      group: LEARNT,
      tenths: Math.round(points * 10),
      field: 'body',
      spans: [],
    }));
}

/** What each part of a line gave, and what it is called: of the hundred or two that a text holds few are ever named. */
type Parts = {
  readonly base: number;
  readonly points: Float64Array;
  readonly termAt: (at: number) => string;
};

function wordingOf({ wording }: Marks, { wording: { base, terms } }: Weights): Parts {
  const points = termShares(wording, terms);
  const { weight } = columnsOf(terms);
  for (let at = 0; at < points.length; at += 1)
    points[at] = (points[at] ?? 0) * (weight[wording[at * 2] ?? 0] ?? 0);
  return { base, points, termAt: (at) => terms[wording[at * 2] ?? 0]?.term ?? '' };
}

function tellingOf({ telling }: Marks, { telling: { base, terms } }: Weights): Parts {
  const points = new Float64Array(terms.length);
  for (const [at, { weight, usual }] of terms.entries()) points[at] = weight * ((telling[at] ?? 0) - usual);
  return { base, points, termAt: (at) => TELLS[at]?.label ?? '' };
}

type Term = { readonly term: string; readonly points: number };

/** The heaviest terms, heaviest first, in tenths: the rest are not put in order. */
function heaviest({ points, termAt }: Parts, times: number): Term[] {
  const top: Term[] = [];
  let least = 0;
  for (let at = 0; at < points.length; at += 1) {
    const much = (points[at] ?? 0) * times;
    // Most are far too light, and need not be rounded to see it.
    if (Math.abs(much) < least - 0.1) continue;
    const own = tenths(much);
    if (own === 0 || Math.abs(own) < least) continue;
    insert(top, { term: termAt(at), points: own });
    if (top.length > SHOWN_TERMS) top.pop();
    least = top.length === SHOWN_TERMS ? Math.abs(top.at(-1)?.points ?? 0) : 0;
  }
  return top;
}

function insert(top: Term[], one: Term): void {
  let place = top.length;
  for (let other = top[place - 1]; other !== undefined && isHeavier(one, other); other = top[place - 1]) {
    top[place] = other;
    place -= 1;
  }
  top[place] = one;
}

function isHeavier(one: Term, other: Term): boolean {
  const more = Math.abs(one.points) - Math.abs(other.points);
  return more > 0 || (more === 0 && one.term < other.term);
}

function tenths(points: number): number {
  return Math.round(points * 10) / 10;
}
