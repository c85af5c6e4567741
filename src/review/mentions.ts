import { addMentions } from '../store/mentions.ts';
import type { Store } from '../store/open.ts';
import { reviewerRows } from '../store/reviewers.ts';
import { mentionedIn } from './mentioned-in.ts';

/** Keeps whom a note mentions, besides its writer. */
export function keepMentions(
  store: Store,
  note: { readonly decisionId: number; readonly candidateId: number; readonly at: number },
  { text, writerId }: { readonly text: string; readonly writerId: number },
): void {
  if (!text.includes('@')) return;
  const colleagues = reviewerRows(store).filter(
    ({ id, disabledAt }) => id !== writerId && disabledAt === null,
  );
  addMentions(
    store,
    note,
    mentionedIn(text, colleagues).map(({ id }) => id),
  );
}
