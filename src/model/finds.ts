import type { Marks } from './marks.ts';
import type { Verdict } from './verdict.ts';

/**
 * How often each rule was found in a post, field by field: all that its points depend on besides weights, caps and gates. Kept with a
 * verdict, so that other weights need no text, and another rule only its own.
 */
export type Finds = {
  readonly edition: Edition;
  /** Words of the text, title and address apart. */
  readonly words: number;
  /** For each rule that was found: its place in the edition, then how often it stands in title, heading, lede, body and address. */
  readonly counts: Uint16Array;
  readonly lines: LineSums;
  /** What it comes to without the lines; null where that cannot be told apart. */
  readonly besides: Besides | null;
};

/** What all but the learnt lines come to by one pack: other corrections by decisions need no more. */
export type Besides = {
  /** Hash of the pack, whatever decisions taught beside it. */
  readonly pack: string;
  readonly tenths: number;
  /** The lowest that a shut gate allows (tenths); null where none is shut. */
  readonly ceiling: number | null;
};

/** What was looked for: a fingerprint of each rule, and one of all else that a verdict shows besides points. */
export type Edition = { readonly patterns: readonly string[]; readonly reader: string };

/** What each learnt line read in a post, before the pack says how much it counts; null of one that was not asked. */
export type LineSums = {
  readonly wording: number | null;
  readonly telling: number | null;
  readonly decisions: number | null;
};

/** The numbers that one rule takes in `counts`: its place, and five fields. */
export const FIND_WIDTH = 6;

/** What is known of a post without its text: its verdict, what that was worked out from, and what the learnt lines read. */
export type KeptJudgement = {
  readonly url: string;
  readonly verdict: Verdict;
  readonly finds: Finds;
  readonly marks: Marks | undefined;
};
