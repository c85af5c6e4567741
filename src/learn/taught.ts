import { type RuleSet, withCorrections } from '../classify/rules.ts';
import {
  type CorrectionVersion,
  correctionVersions,
  keepCorrections,
  lastLearnt,
} from '../store/corrections.ts';
import { decidedPosts } from '../store/decided.ts';
import type { Store } from '../store/open.ts';
import { oweRescoring } from '../store/packs.ts';
import { type Heavy, heaviest } from './heaviest.ts';

/** What decisions taught, for a person to read. */
export type Taught = {
  readonly state: 'on' | 'off' | 'nothing yet';
  /** How many decisions the last learning had. */
  readonly decisions: number;
  readonly terms: readonly Heavy[];
  /** Nothing any more: how a post is told is not learnt of. Whoever reads the JSON may ask for it. */
  readonly tells: readonly [];
  readonly hosts: readonly Heavy[];
  /** The newest first: when each came in force, and who switched it; null for what was learnt by itself. */
  readonly versions: readonly (Pick<CorrectionVersion, 'madeAt' | 'madeBy' | 'decisions'> & {
    readonly on: boolean;
  })[];
};

const SHOWN_VERSIONS = 10;
/** A word is so much of a post: .22, .1 and .05 at the median of labelled summaries of 20 and of 130 words, and of whole pages. */
const SHARES = { word: 0.1, host: 1 };

/** What decisions taught by now, the heaviest of each kind, and what became of it. */
export function taughtBy(store: Store): Taught {
  const versions = correctionVersions(store, SHOWN_VERSIONS);
  const corrections = lastLearnt(store)?.corrections;
  const [newest] = versions;
  return {
    state: newest === undefined ? 'nothing yet' : newest.corrections === null ? 'off' : 'on',
    decisions: corrections?.decisions ?? 0,
    terms: heaviest(corrections?.terms ?? {}, SHARES.word),
    tells: [],
    hosts: heaviest(corrections?.hosts ?? {}, SHARES.host),
    versions: versions.map(({ madeAt, madeBy, decisions, corrections: held }) => {
      return { madeAt, madeBy, decisions, on: held !== null };
    }),
  };
}

/** How many decisions there are to learn from: posts that stand as accepted, and as rejected. */
export function decidedSoFar(store: Store): { readonly accepted: number; readonly rejected: number } {
  const decided = decidedPosts(store);
  const accepted = decided.filter(({ state }) => state === 'accepted').length;
  return { accepted, rejected: decided.length - accepted };
}

/** Switches what decisions taught off, until someone switches it on again: then what was learnt last is in force. Answers whether that changed anything. */
export function switchTaught(
  store: Store,
  { on, who, now }: { readonly on: boolean; readonly who: string; readonly now: number },
): boolean {
  const [newest] = correctionVersions(store, 1);
  if (newest === undefined || (newest.corrections !== null) === on) return false;
  const learnt = lastLearnt(store)?.corrections ?? null;
  const decisions = learnt?.decisions ?? 0;
  const corrections = on ? learnt : null;
  keepCorrections(store, { madeAt: now, madeBy: who, decisions, corrections });
  oweRescoring(store, now);
  return true;
}

/** Rules of another pack with what decisions taught, as it is in force. */
export function asTaught(store: Store, rules: RuleSet): RuleSet {
  const corrections = correctionVersions(store, 1)[0]?.corrections ?? null;
  return corrections === null ? rules : withCorrections(rules, corrections);
}
