import { DAY } from '../base/durations.ts';
import { addCards } from '../store/cards.ts';
import { postsToReread } from '../store/rereads.ts';
import type { SourceRun } from './source-run.ts';

/** So many posts a run are read again: the new ones come first. */
const MOST = 5;
/** A stored text shorter than this (words) may be a wall itself: its title is then no promise for the page. */
const SURELY_A_POST = 300;

/** When a reading that was not what its card promised is tried again (ms), by how often it was tried: a day, a week, a month. */
export const DOUBTFUL_PAUSES: readonly number[] = [DAY, 7 * DAY, 30 * DAY];

/**
 * Puts young posts back on the work list a day, a week and a month after they were found, so that edits arrive and a wall that passed for a
 * post is replaced by it. What is the same is only noted as seen.
 */
export function queueRereads({ tools: { store, now }, source }: SourceRun): void {
  const posts = postsToReread(store, source.id, now(), MOST);
  const cards = posts.map(({ key, url, title, words }) => ({
    key,
    card: words < SURELY_A_POST ? { url } : { url, title },
  }));
  addCards(store, source.id, cards, now());
}
