import type { LearntRule } from '../model/learnt-rule.ts';
import type { ListingPicture } from '../model/listing-picture.ts';
import type { MendProposal } from '../model/mend-proposal.ts';
import type { Condition } from '../model/condition.ts';
import type { Added } from '../candidates/propose.ts';
import type { Source } from '../base/source.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Taxonomy } from '../classify/taxonomy.ts';
import type { Assets } from '../web/assets.ts';
import type { AccountDeps } from '../accounts/deps.ts';

/** What the desk is given. The functions reach parts of the house that come after it or next to it. */
export type DeskDeps = AccountDeps & {
  readonly assets: Assets;
  /** What links in letters are signed with. */
  readonly secret: string;
  readonly sources: readonly Pick<
    Source,
    'id' | 'name' | 'publisher' | 'home' | 'paused' | 'hosts' | 'urlRules' | 'dropParams'
  >[];
  /** Those that are in force when they are asked for. */
  readonly rules: RuleSet;
  readonly taxonomy: Taxonomy;
  /** Fetches, reads, scores and lays an address on the desk; absent where the server has no fetcher. */
  readonly addByHand?: (url: string) => Promise<Added>;
  /** Fetches a suggested address through the guard, scores it and lays it on the desk; absent where the server has no fetcher. */
  readonly addSuggested?: (url: string) => Promise<Added>;
  /** Looks round the house, for administrators; absent where the server does not look after itself. */
  readonly lookRound?: () => Promise<readonly Condition[]>;
  /** Draws the newest kept listing of a source, with the block that was picked; absent where the server has no sources. */
  readonly drawListing?: (id: string, block: number | undefined) => Promise<ListingPicture | undefined>;
  /** What a source's posts say that its adapter could name, with the reasons; absent where the server has no sources. */
  readonly learntOf?: (id: string) => Promise<readonly LearntRule[] | undefined>;
  /** The mend that the command line proposed for a source last. */
  readonly mendOf?: (id: string) => MendProposal | undefined;
  /** Makes a source due now; absent where the server has no schedule. */
  readonly runNow?: (sourceId: string) => void;
  /** Has stored posts scored anew at once; absent where the server has no schedule. */
  readonly scoreAnew?: () => void;
};
