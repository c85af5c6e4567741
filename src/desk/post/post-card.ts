import { sourceName } from '../../base/source.ts';
import { resolveUrl } from '../../base/url.ts';
import { describeRule, type RuleSet } from '../../classify/rules.ts';
import type { Block } from '../../model/post.ts';
import type { Verdict } from '../../model/verdict.ts';
import { type AnswerFound, answersOf, objectionsOf } from '../../review/answers.ts';
import { markBlocks, markText, type Piece } from '../../review/marks.ts';
import { bestPassage } from '../../review/passage.ts';
import { breakDownScore } from '../../review/score-breakdown.ts';
import type { StoredPost } from '../../store/posts.ts';
import { longDate, plural, shorten } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { vouchedWords } from './vouched-words.ts';

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 60_000;
/** Ten thousand of one word each were a fifth of a second to draw, in which nobody else had an answer. */
const MOST_BLOCKS = 1500;

/** A post as a decision card: its title and text with the words that counted marked, its three answers, and how it was scored. */
export function postCard(deps: DeskDeps, post: StoredPost, verdict: Verdict) {
  const { blocks } = post;
  const source = deps.sources.find(({ id }) => id === post.sourceId);
  const view = (pieces: readonly Piece[]) => pieces.map((piece) => pieceView(deps, piece));
  const shown = cutBlocks(blocks);
  const answers = answersOf(post, verdict);
  // Only what counts is marked: a hint without points would be noise.
  const hits = verdict.hits.filter(({ points }) => points !== 0);
  return {
    // http and https only, at render as at writing: a stored javascript: address must never become a link
    href: resolveUrl(post.url, undefined),
    url: post.url,
    isLongTitle: post.title.length > LONGEST_TITLE,
    heading: view(markText(post.title.slice(0, LONGEST_TITLE), 'title', hits)),
    ...foldedText(
      shown,
      answers,
      markBlocks(shown, hits).map(({ kind, pieces }) => ({ kind, pieces: view(pieces) })),
    ),
    isCut: shown !== blocks,
    source: sourceName(deps.sources, post.sourceId),
    publisher: source?.publisher,
    date: dateWords(post),
    vouched: vouchedWords(post),
    beside: post.beside,
    answers,
    objections: objectionsOf(post, verdict).map(({ rule, words }) => ({
      words,
      why: describeRule(deps.rules, rule)?.why ?? '',
    })),
    legend: legendOf(deps, hits),
    author: post.author === null ? undefined : shorten(post.author, 120),
    breakdown: breakDownScore(post, verdict, deps.rules),
    words: plural(post.words, 'word'),
  };
}

/** The text in three parts: what is open at first, and what is folded before and after it. */
function foldedText<B>(blocks: readonly Block[], answers: readonly AnswerFound[], views: readonly B[]) {
  const { from, to } = bestPassage(blocks, answers);
  const numbered = views.map((view, index) => ({ ...view, index }));
  return { before: numbered.slice(0, from), blocks: numbered.slice(from, to), after: numbered.slice(to) };
}

/** A marked piece says on hover what it is, in the words of the rules. */
function pieceView({ rules }: DeskDeps, { text, groups }: Piece) {
  if (groups.length === 0) return { text, label: undefined, group: '' };
  const label = groups.map((group) => groupLabel(rules, group)).join(', ');
  return { text, label, group: groups[0] ?? '' };
}

function legendOf({ rules }: DeskDeps, hits: Verdict['hits']) {
  return [...new Set(hits.map(({ group }) => group))].map((group) => ({
    group,
    label: groupLabel(rules, group),
  }));
}

function groupLabel(rules: RuleSet, group: string): string {
  // The learnt lines are no group of the pack's.
  if (group === 'learnt') return 'learnt from decisions';
  return rules.source.groups[group]?.label ?? group;
}

function cutBlocks(blocks: readonly Block[]): readonly Block[] {
  let left = LONGEST_TEXT;
  const isShort = blocks.reduce((sum, { text }) => sum + text.length, 0) <= left;
  if (isShort && blocks.length <= MOST_BLOCKS) return blocks;
  return blocks.slice(0, MOST_BLOCKS).flatMap((block) => {
    const text = block.text.slice(0, left);
    left -= text.length;
    return text === '' ? [] : [{ ...block, text }];
  });
}

/** A date with how exactly it is known, and where it was read when that is not certain. */
function dateWords(post: StoredPost): string {
  if (post.published === null) return 'No date given';
  const exact = { day: '', month: ' (day not given)', year: ' (year only)', none: '' }[post.datePrecision];
  return `${longDate(post.published)}${exact}`;
}
