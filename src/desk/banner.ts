import { decisionById, type DecisionRow, decisionsOfBatch } from '../store/decisions.ts';
import { entryOfCandidate } from '../store/entries.ts';
import { lastOwn } from '../review/undo.ts';
import { decisionWords } from '../review/decision.ts';
import type { DeskDeps } from './deps.ts';
import { shorten } from '../web/words.ts';
import { candidateRow } from '../store/desk.ts';

/** What is told above a post: that a decision was saved, or that somebody else got there first. */
export type Banner = {
  readonly kind: 'done' | 'conflict' | 'problem';
  readonly say: string;
  /** The decision that this banner can undo. */
  readonly undo?: number;
  /** The post that was accepted and is not published yet. */
  readonly publish?: number;
};

const SAYINGS: Readonly<Record<string, string>> = {
  noted: 'The note is saved.',
  edited: 'The correction is saved.',
  nothing: 'There is nothing of yours left to undo.',
  already: 'That was undone before. Nothing was changed.',
  finished: 'That was the last one of this view.',
  handed: 'It waits for an editor, with what you prepared.',
  untouched: 'Tick at least one post first.',
  overtaken: 'Nothing was done: others decided on all of them meanwhile.',
  assigned: 'They are asked to look at it, and find it under “For you”.',
  unassigned: 'Nobody is asked to look at it any more.',
};

type BannerWords = {
  readonly say: string;
  readonly done: string;
  readonly undone: string;
  /** How many of those that were ticked somebody else decided on. */
  readonly left: string;
};

/** What a page says of the decision that led to it: `done` and `undone` in the query string are numbers of decisions. */
export function bannerOf(deps: DeskDeps, words: BannerWords): Banner | undefined {
  const { say } = words;
  if (Object.hasOwn(SAYINGS, say)) return { kind: 'done', say: SAYINGS[say] ?? '' };
  const undone = numberOf(words.undone);
  const id = numberOf(words.done) ?? undone;
  const decision = id === undefined ? undefined : decisionById(deps.store, id);
  if (decision === undefined) return undefined;
  const what = `${titleOf(deps, decision)}${restOf(deps, decision)}`;
  const fate = fateOf(deps, decision);
  if (undone !== undefined)
    return { kind: 'done', say: `Undone: ${decisionWords(decision)} – ${what}.${fate}` };
  return {
    kind: 'done',
    say: `${decisionWords(decision)} – ${what}.${leftWords(words.left)}${fate}`,
    ...(decision.isUndone ? {} : { undo: decision.id }),
    ...(decision.kind === 'accept' && candidateRow(deps.store, decision.candidateId)?.state === 'accepted'
      ? { publish: decision.candidateId }
      : {}),
  };
}

/** The decision that an undo would take back now; what it was, in words, and what readers would see of it: `Rejected: event – “Open day” and 477 more`. */
export function undoOffer(deps: DeskDeps, reviewerId: number): { id: number; say: string } | undefined {
  const last = lastOwn(deps.store, reviewerId);
  if (last === undefined) return undefined;
  const fate = isPublic(deps, last) ? '; its page stays public' : '';
  return { id: last.id, say: `${decisionWords(last)} – ${titleOf(deps, last)}${restOf(deps, last)}${fate}` };
}

function titleOf({ store }: DeskDeps, { candidateId }: DecisionRow): string {
  return `“${shorten(candidateRow(store, candidateId)?.title ?? '', 60)}”`;
}

function restOf({ store }: DeskDeps, { batch }: DecisionRow): string {
  const rest = batch === null ? 0 : decisionsOfBatch(store, batch).length - 1;
  return rest === 0 ? '' : ` and ${rest.toLocaleString('en-GB')} more`;
}

// What readers see is an editor's to change: a decision says that it did not.
function fateOf(deps: DeskDeps, decision: DecisionRow): string {
  if (!isPublic(deps, decision) || candidateRow(deps.store, decision.candidateId)?.state === 'accepted')
    return '';
  return ' Its page is still public: an editor has been asked whether to take it down.';
}

function isPublic({ store }: DeskDeps, { candidateId }: DecisionRow): boolean {
  return entryOfCandidate(store, candidateId)?.withdrawn === null;
}

function leftWords(left: string): string {
  const n = numberOf(left) ?? 0;
  if (n === 0) return '';
  return ` ${n} ${n === 1 ? 'was' : 'were'} left as others decided meanwhile.`;
}

function numberOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
