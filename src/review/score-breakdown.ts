import { capitalised } from '../base/text.ts';
import { shorten, signedNumber } from '../web/words.ts';
import type { PostText } from '../classify/classify.ts';
import { describeRule, type RuleSet } from '../classify/rules.ts';
import type { Hit, Verdict } from '../model/verdict.ts';
import { blockOf } from './answers.ts';
import { fieldTextOnce } from './field-texts.ts';
import { matchedWords } from './marks.ts';

/** What was found, where, for how many points, and why that counts. */
export type ScoreLine = {
  readonly group: string;
  readonly words: string;
  /** The block that the words stand in, -1 for the title; undefined where there is nothing to go to. */
  readonly block: number | undefined;
  readonly field: string;
  readonly points: string;
  readonly isAgainst: boolean;
  readonly why: string | undefined;
};

/** Why a post has its score: every rule that fired, strongest first, what capped it, and the band in words. */
export type ScoreBreakdown = {
  readonly lines: readonly ScoreLine[];
  readonly caps: readonly string[];
  readonly score: string;
  readonly band: string;
};

const BANDS = { strong: 'Strong', queue: 'Possible', below: 'Below the line' };
const FIELDS = { title: 'title', heading: 'heading', lede: 'first lines', body: 'text', url: 'address' };

export function breakDownScore(post: PostText, verdict: Verdict, rules: RuleSet): ScoreBreakdown {
  const lines = [...verdict.hits]
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map((hit) => lineOf(post, hit, rules));
  return {
    lines,
    caps: verdict.caps.map(({ say, cap }) => `${capitalised(say)}, so the score stops at ${cap}`),
    score: signedNumber(verdict.score, ''),
    band: BANDS[verdict.band],
  };
}

function lineOf(post: PostText, hit: Hit, rules: RuleSet): ScoreLine {
  const words = matchedWords(fieldTextOnce(post, hit.field), hit.spans).slice(0, 3);
  const rule = describeRule(rules, hit.rule);
  return {
    group: (rule?.label ?? hit.group).replace(/^an? /, ''),
    words: words.map((found) => `“${shorten(found, 80)}”`).join(', '),
    block: words.length === 0 ? undefined : blockOf(post, hit),
    field: FIELDS[hit.field],
    points: signedNumber(hit.points, '+'),
    isAgainst: hit.points < 0,
    why: rule?.why,
  };
}
