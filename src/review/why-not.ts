import { capitalised } from '../base/text.ts';
import { isOnHosts, urlKey } from '../base/url.ts';
import type { Source } from '../base/source.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Verdict } from '../model/verdict.ts';
import { cardByKey } from '../store/cards.ts';
import { candidateOfPost, type CandidateRow } from '../store/desk.ts';
import type { Store } from '../store/open.ts';
import { findPost, type StoredPost, storedPost } from '../store/posts.ts';
import { verdictOf } from '../store/verdicts.ts';
import { answersOf } from './answers.ts';
import { breakDownScore, type ScoreLine } from './score-breakdown.ts';

/** As much of a source as tells which of its addresses are one. */
export type KeyedSource = Pick<Source, 'id' | 'name' | 'hosts' | 'urlRules' | 'dropParams'>;

/** What the store knows of an address. */
export type WhyNot =
  | { readonly kind: 'onDesk'; readonly candidate: CandidateRow; readonly post: StoredPost }
  | {
      readonly kind: 'below';
      readonly post: StoredPost;
      readonly verdict: Verdict;
      readonly lacks: Lack[];
      /** The lines that took points away, the heaviest first. */
      readonly against: readonly ScoreLine[];
    }
  | {
      readonly kind: 'waiting';
      readonly source: KeyedSource;
      readonly tries: number;
      readonly nextTryAt: number;
      readonly problem: string | null;
      readonly firstSeen: number;
      readonly isSetAside: boolean;
    }
  | { readonly kind: 'unlisted'; readonly source: KeyedSource }
  | { readonly kind: 'strange' };

/** What a post lacks, and how far it could lift the score at the most: the strongest line that would fire. */
export type Lack = { readonly say: string; readonly points: number };

/** Finds out why an address is not on the desk, or that it is. */
export function whyNot(store: Store, sources: readonly KeyedSource[], rules: RuleSet, url: string): WhyNot {
  const own = sources.filter(({ hosts }) => isOnHosts(url, hosts));
  const keys = [...own, ANY_SOURCE].map((source) => urlKey(url, source));
  const known = keys.flatMap((key) => findPost(store, key) ?? [])[0];
  if (known !== undefined) return whyNotKnown(store, rules, known.id);
  for (const source of own) {
    const card = cardByKey(store, source.id, urlKey(url, source));
    if (card !== undefined) return { kind: 'waiting', source, ...card };
  }
  const [source] = own;
  return source === undefined ? { kind: 'strange' } : { kind: 'unlisted', source };
}

// A page that was added by hand has the plain key of its address.
const ANY_SOURCE = { hosts: { canonical: '', aliases: [] }, urlRules: [], dropParams: [] } satisfies Pick<
  Source,
  'hosts' | 'urlRules' | 'dropParams'
>;

function whyNotKnown(store: Store, rules: RuleSet, postId: number): WhyNot {
  const post = storedPost(store, postId);
  if (post === undefined) return { kind: 'strange' };
  const candidate = candidateOfPost(store, postId);
  if (candidate !== undefined) return { kind: 'onDesk', candidate, post };
  const verdict = verdictOf(store, postId);
  const against = breakDownScore(post, verdict, rules).lines.filter(({ isAgainst }) => isAgainst);
  return { kind: 'below', post, verdict, lacks: lacksOf(post, verdict, rules), against };
}

/** The unanswered questions with the strongest line that would answer each, and the gates that held the score down. Pure. */
function lacksOf(post: StoredPost, verdict: Verdict, rules: RuleSet): Lack[] {
  const unanswered = answersOf(post, verdict)
    .filter(({ mark }) => mark === 'missing')
    .map(({ slug, question }) => ({
      say: `${question} Nothing in the text says so.`,
      points: strongest(rules, slug),
    }));
  const shown = verdict.hits.reduce((sum, { full }) => sum + full, 0);
  const held = verdict.caps.map(({ say, cap }) => ({
    say: `${capitalised(say)}: that holds the score at ${cap}.`,
    points: Math.max(0, Math.round((shown - verdict.score) * 10) / 10),
  }));
  return [...unanswered, ...held];
}

function strongest({ source }: RuleSet, group: string): number {
  return Math.max(
    0,
    ...source.rules
      .filter((rule) => rule.group === group && rule.status === 'active')
      .map(({ weight }) => weight),
  );
}
