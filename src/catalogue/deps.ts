import type { Source } from '../base/source.ts';
import type { Added } from '../review/deps.ts';
import type { Store } from '../store/open.ts';
import type { Views } from '../web/views.ts';

/** What the editors' pages are given. */
export type CatalogueDeps = {
  readonly store: Store;
  readonly views: Views;
  /** Unix ms. */
  readonly now: () => number;
  readonly sources: readonly Pick<Source, 'id' | 'publisher'>[];
  /** Why a rule exists, in words; undefined for a rule that is no longer in the pack. */
  readonly describeRule: (id: string) => string | undefined;
  /** Fetches a suggested address through the guard, scores it and lays it on the desk; absent where the server has no fetcher. */
  readonly addSuggested?: (url: string) => Promise<Added>;
};
