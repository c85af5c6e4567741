import { decisionById } from '../store/decisions.ts';
import { decisionWords } from '../review/decision.ts';
import type { DeskDeps } from './deps.ts';
import { shorten } from '../web/words.ts';
import type { Banner } from './post-page.ts';
import { candidateRow } from '../store/desk.ts';

const SAYINGS: Readonly<Record<string, string>> = {
  noted: 'The note is saved.',
  edited: 'The correction is saved.',
  nothing: 'There is nothing of yours left to undo.',
  finished: 'That was the last one of this view.',
};

type BannerWords = { readonly say: string; readonly done: string; readonly undone: string };

/** What a page says of the decision that led to it: `done` and `undone` in the query string are numbers of decisions. */
export function bannerOf(deps: DeskDeps, words: BannerWords): Banner | undefined {
  const { say } = words;
  if (Object.hasOwn(SAYINGS, say)) return { kind: 'done', say: SAYINGS[say] ?? '' };
  const undone = numberOf(words.undone);
  const id = numberOf(words.done) ?? undone;
  const decision = id === undefined ? undefined : decisionById(deps.store, id);
  if (decision === undefined) return undefined;
  const title = shorten(candidateRow(deps.store, decision.candidateId)?.title ?? '', 80);
  if (undone !== undefined)
    return { kind: 'done', say: `Undone: “${title}” is no longer ${decisionWords(decision).toLowerCase()}.` };
  return {
    kind: 'done',
    say: `${decisionWords(decision)} – “${title}”.`,
    ...(decision.isUndone ? {} : { undo: decision.id }),
  };
}

function numberOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
