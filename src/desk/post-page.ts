import { randomUUID } from 'node:crypto';
import { resolveUrl } from '../base/url.ts';
import type { Block } from '../model/post.ts';
import type { Verdict } from '../model/verdict.ts';
import { type DecisionRow, decisionsOf } from '../store/decisions.ts';
import { type CandidateRow, claimOf, sameStoryAs } from '../store/desk.ts';
import { type StoredPost, storedPost } from '../store/posts.ts';
import { assignedOf } from '../store/assignments.ts';
import { reviewerRows } from '../store/reviewers.ts';
import { verdictOf } from '../store/verdicts.ts';
import { longDate, shorten } from '../web/words.ts';
import { type AnswerFound, answersOf, objectionsOf } from '../review/answers.ts';
import { bestPassage } from '../review/passage.ts';
import { describeRule, type RuleSet } from '../classify/rules.ts';
import { casePath } from '../catalogue/entry.ts';
import { entryOfCandidate } from '../store/entries.ts';
import { type Banner, undoWords } from './banner.ts';
import { decisionWords, standingOf, proposedFacts } from '../review/decision.ts';
import { REASONS } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { keysOf } from './keys.ts';
import { breakDownScore } from '../review/score-breakdown.ts';
import { markBlocks, markText, type Piece } from '../review/marks.ts';
import type { Person } from '../model/person.ts';
import { sourceName } from '../base/source.ts';
import { vouchedWords } from './vouched-words.ts';
import type { DeskView } from '../review/view-query.ts';

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 60_000;

/** Everything a post's page shows. */
export type PostAsked = {
  readonly person: Person;
  readonly view: DeskView;
  readonly banner?: Banner | undefined;
  /** A note that was typed and could not be saved. */
  readonly note?: string;
};

/** The page of one candidate, in HTML. */
export function postPage(deps: DeskDeps, candidate: CandidateRow, asked: PostAsked): string {
  const post = storedPost(deps.store, candidate.postId);
  if (post === undefined) throw new Error(`candidate ${candidate.id} has no post`);
  const verdict = verdictOf(deps.store, candidate.postId);
  return deps.views('desk/post.njk', {
    ...frameOf(deps, asked.person, asked.view),
    ...contentOf(deps, post, verdict),
    title: shorten(post.title, 120),
    candidate,
    banner: asked.banner,
    note: asked.note ?? '',
    nonce: randomUUID(),
    reasons: REASONS,
    keys: keysOf(asked.person.keys),
    facts: factsOf(deps, candidate, verdict),
    sameStory: sameStoryAs(deps.store, candidate).map((other) => otherView(deps, other)),
    history: historyOf(decisionsOf(deps.store, candidate.id)),
    claim: claimByOther(deps, candidate.id, asked.person),
    assigned: assignedOf(deps.store, candidate.id),
    colleagues: reviewerRows(deps.store).filter(
      ({ id, role, disabledAt }) => id !== asked.person.id && role !== 'reader' && disabledAt === null,
    ),
    undoable: undoWords(deps, asked.person.id),
    entry: publishedEntry(deps, candidate.id),
  });
}

function contentOf(deps: DeskDeps, post: StoredPost, verdict: Verdict) {
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
    words: post.words,
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

/** The entry that readers see of this post, if any. */
function publishedEntry({ store }: DeskDeps, candidateId: number) {
  const entry = entryOfCandidate(store, candidateId);
  return entry === undefined || entry.withdrawn !== null
    ? undefined
    : { id: entry.id, path: casePath(entry) };
}

function cutBlocks(blocks: readonly Block[]): readonly Block[] {
  let left = LONGEST_TEXT;
  if (blocks.reduce((sum, { text }) => sum + text.length, 0) <= left) return blocks;
  return blocks.flatMap((block) => {
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

function factsOf(deps: DeskDeps, candidate: CandidateRow, verdict: Verdict) {
  const facts = proposedFacts(candidate.facts, verdict);
  const { topics, practices, stages, evidence } = deps.taxonomy;
  const label = (all: readonly { slug: string; label: string }[], slug: string) =>
    all.find((taxon) => taxon.slug === slug)?.label ?? slug;
  const because = (slug: string) => (verdict.because[slug] ?? []).slice(0, 3).join(', ');
  return {
    isEdited: candidate.facts !== null,
    councils: facts.councils.map(({ name, code }) => ({
      label: name,
      because: verdict.councils.find((council) => council.code === code)?.as ?? '',
    })),
    topics: facts.topics.map((slug) => ({ label: label(topics, slug), because: because(slug) })),
    practices: facts.practices.map((slug) => ({ label: label(practices, slug), because: because(slug) })),
    stage: label(stages, facts.stage),
    evidence: label(evidence, facts.evidence),
  };
}

function otherView(deps: DeskDeps, other: CandidateRow) {
  return {
    id: other.id,
    title: shorten(other.title, 140),
    source: sourceName(deps.sources, other.sourceId),
    state: other.state,
  };
}

function historyOf(decisions: readonly DecisionRow[]) {
  const { top } = standingOf(decisions);
  return decisions
    .map((decision) => ({
      id: decision.id,
      words: decisionWords(decision),
      by: decision.by,
      at: decision.madeAt,
      until: decision.until,
      note: decision.note,
      isUndone: decision.isUndone,
      canUndo: decision.id === top?.id && decision.kind !== 'wake',
    }))
    .reverse();
}

function claimByOther(deps: DeskDeps, candidateId: number, person: Person) {
  const claim = claimOf(deps.store, candidateId, deps.now());
  return claim === undefined || claim.reviewerId === person.id ? undefined : claim;
}
