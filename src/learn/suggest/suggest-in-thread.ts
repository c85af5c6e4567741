import { askThread } from '../../base/ask-thread.ts';
import { codeBeside } from '../../base/code-beside.ts';
import type { TermSuggestion } from './suggest.ts';

/** The rules as text, and the term to be kept in shadow; without one, what is suggested is asked for. */
export type SuggestOrder = { readonly storeFile: string; readonly rules: string; readonly keep?: string };

/** What is suggested, the rules with a term kept, or why it cannot be. */
export type Suggested =
  | { readonly kind: 'found'; readonly found: readonly TermSuggestion[] }
  | { readonly kind: 'kept'; readonly pack: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Looks for terms, or keeps one, in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export async function suggestInThread(order: SuggestOrder): Promise<Suggested> {
  const said = await askThread<Suggested>(codeBeside('suggest-thread', import.meta.url), order);
  return said ?? { kind: 'failed', why: 'nothing was answered' };
}
