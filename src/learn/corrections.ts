import { type Teachable, teachableIn } from '../classify/lines/corrections.ts';
import type { Weights } from '../classify/lines/weights.ts';
import type { Corrections } from '../model/corrections.ts';
import type { Marks } from '../model/marks.ts';
import { fitLogistic } from './logistic.ts';
import { POINTS } from './train-rules.ts';

/** A decided post: what it scored before any correction, and how likely it was to be read. */
export type Lesson = {
  readonly url: string;
  readonly marks: Marks;
  readonly score: number;
  readonly accepted: boolean;
  readonly chance: number;
};

/** With fewer there is nothing to learn that would hold elsewhere. */
const FEWEST = { decided: 30, ofEach: 5 };
/** How strongly corrections are drawn towards none: the looser the better what is shipped ranks, since decisions that agree with it teach nothing (decision 0107). */
const STRICTNESS = 2;
/**
 * What is learnt of, and how many times as readily. A text holds a hundred words, so each has a small share; of how it is told fifty decisions
 * say what they happen to hold: on posts left unread that did more harm than good.
 */
const READILY = { terms: 3, hosts: 1 };
const ROUNDS = 80;
/** An audit stands for the many that were not drawn, but no post for more than these. */
const MOST_FOR_ONE = 5;
/** Corrections of fewer points change no order. */
const LEAST_POINTS = 0.05;

/**
 * Learns small corrections on top of what is shipped: the score before them is the offset of a logistic regression, so decisions that
 * agree with it teach nothing, and few decisions teach little. Undefined while there are too few decisions, or of one kind alone.
 */
export function learnCorrections(lessons: readonly Lesson[], weights: Weights): Corrections | undefined {
  const accepted = lessons.filter((one) => one.accepted).length;
  if (lessons.length < FEWEST.decided || Math.min(accepted, lessons.length - accepted) < FEWEST.ofEach)
    return undefined;
  const columns = { terms: new Map<string, number>(), hosts: new Map<string, number>() };
  const width = (): number => columns.terms.size + columns.hosts.size;
  const place = ({ kind, name }: Teachable): number => {
    const known = columns[kind].get(name) ?? width();
    if (known === width()) columns[kind].set(name, known);
    return known;
  };
  const rows = lessons.map(({ url, marks }) =>
    teachableIn(url, marks, weights).flatMap((one) => [place(one), one.much * READILY[one.kind]]),
  );
  const none = Array.from({ length: width() }, () => 0);
  const { weights: learnt } = fitLogistic({
    rows,
    wanted: lessons.map((one) => one.accepted),
    counts: lessons.map(({ chance }) => Math.min(MOST_FOR_ONE, 1 / Math.max(chance, 0.001))),
    offsets: lessons.map(({ score }) => score / POINTS),
    ...{ prior: none, signs: none, strictness: STRICTNESS, rounds: ROUNDS },
  });
  const named = (kind: Teachable['kind']) => {
    const points = (at: number) => (learnt[at] ?? 0) * READILY[kind] * POINTS;
    return Object.fromEntries(
      [...columns[kind]]
        .filter(([, at]) => Math.abs(points(at)) >= LEAST_POINTS)
        .map(([name, at]) => [name, Math.round(points(at) * 100) / 100]),
    );
  };
  return { decisions: lessons.length, terms: named('terms'), hosts: named('hosts') };
}
