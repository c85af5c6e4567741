import type { Log } from '../base/log.ts';
import type { Source } from '../base/source.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Taxonomy } from '../classify/taxonomy.ts';
import type { Store } from '../store/open.ts';
import type { Assets } from '../web/assets.ts';
import type { Views } from '../web/views.ts';
import type { CookieWay } from './session.ts';

/** What came of an address that a reviewer pasted. */
export type Added =
  | { readonly kind: 'added'; readonly candidateId: number }
  | { readonly kind: 'known'; readonly candidateId: number }
  | { readonly kind: 'failed'; readonly say: string };

/** What the desk is given. The functions reach parts of the house that come after it or beside it. */
export type DeskDeps = {
  readonly store: Store;
  readonly views: Views;
  readonly assets: Assets;
  readonly log: Log;
  /** Unix ms. */
  readonly now: () => number;
  readonly publicUrl: string;
  readonly way: CookieWay;
  readonly sources: readonly Pick<Source, 'id' | 'name' | 'publisher' | 'home' | 'paused'>[];
  readonly rules: RuleSet;
  readonly taxonomy: Taxonomy;
  /** Fetches, reads, scores and lays an address on the desk; absent where the server has no fetcher. */
  readonly addByHand?: (url: string) => Promise<Added>;
  /** Makes a source due now; absent where the server has no schedule. */
  readonly runNow?: (sourceId: string) => void;
  /** Sign-in by a proxy's header or by OpenID Connect, where they are set up. */
  readonly singleSignOn?: { readonly label: string; readonly path: string };
};
