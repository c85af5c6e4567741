import { readPieces } from '../../classify/lines/pieces.ts';
import { countWording } from '../../classify/lines/wording.ts';

/** A decided or undecided post as far as suggestions ask. */
export type WordedPost = {
  readonly sourceId: string;
  readonly title: string;
  readonly text: string;
  /** Undefined of a post that nobody decided: it tells what is usual. */
  readonly accepted: boolean | undefined;
};

/** A term that tells accepted from rejected posts and that no rule looks for. */
export type TermSuggestion = {
  readonly term: string;
  /** Above 0 it speaks for a post, below 0 against; beyond 2 chance hardly makes it. */
  readonly z: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly sources: number;
  /** The term in sentences of three posts. */
  readonly contexts: readonly string[];
};

const LEAST_Z = 2;
const FEWEST_POSTS = 5;
const FEWEST_SOURCES = 3;
/** A term in so many of all posts is boilerplate of the language. */
const USUAL = 0.5;
/** How much what is usual counts beside what was decided. */
const PRIOR = 0.5;
const SHOWN = 30;

type Tally = { accepted: number; rejected: number; usual: number; sources: Set<string>; texts: WordedPost[] };

/**
 * Terms by log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), counted once a post: accepted against
 * rejected, with what all posts say as the prior; in five posts of three sources, not in half of all, and not looked for already.
 * The surest first, at most thirty.
 */
export function suggestTerms(
  posts: readonly WordedPost[],
  isKnown: (term: string) => boolean,
): TermSuggestion[] {
  const tallies = tallyTerms(posts);
  const all = { accepted: 0, rejected: 0, usual: 0 };
  for (const { accepted, rejected, usual } of tallies.values()) {
    all.accepted += accepted;
    all.rejected += rejected;
    all.usual += usual;
  }
  return [...tallies]
    .filter(
      ([, { accepted, rejected, usual, sources }]) =>
        accepted + rejected >= FEWEST_POSTS && sources.size >= FEWEST_SOURCES && usual < posts.length * USUAL,
    )
    .map(([term, tally]) => ({ term, tally, z: logOdds(tally, all) }))
    .filter(({ term, z }) => Math.abs(z) >= LEAST_Z && !isKnown(term))
    .toSorted((one, other) => Math.abs(other.z) - Math.abs(one.z) || (one.term < other.term ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ term, tally, z }) => ({
      term,
      z: Math.round(z * 10) / 10,
      accepted: tally.accepted,
      rejected: tally.rejected,
      sources: tally.sources.size,
      contexts: tally.texts.flatMap((post) => contextOf(post, term)).slice(0, 3),
    }));
}

function tallyTerms(posts: readonly WordedPost[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const post of posts)
    for (const term of countWording(readPieces(post.title, post.text)).keys()) {
      // Masked numbers are no words that a rule could look for by themselves.
      if (/[#£]/.test(term)) continue;
      const tally = tallies.get(term) ?? {
        accepted: 0,
        rejected: 0,
        usual: 0,
        sources: new Set(),
        texts: [],
      };
      tallies.set(term, tally);
      tally.usual += 1;
      if (post.accepted === undefined) continue;
      tally[post.accepted ? 'accepted' : 'rejected'] += 1;
      tally.sources.add(post.sourceId);
      if (tally.texts.length < 9) tally.texts.push(post);
    }
  return tallies;
}

function logOdds(tally: Tally, all: Pick<Tally, 'accepted' | 'rejected' | 'usual'>): number {
  const whole = PRIOR * (all.accepted + all.rejected);
  const prior = (whole * tally.usual) / Math.max(1, all.usual);
  const odds = (count: number, of: number) => Math.log((count + prior) / (of + whole - count - prior));
  const difference = odds(tally.accepted, all.accepted) - odds(tally.rejected, all.rejected);
  return difference / Math.sqrt(1 / (tally.accepted + prior) + 1 / (tally.rejected + prior));
}

const AROUND = 60;

function contextOf({ title, text }: WordedPost, term: string): string[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${term}(?![\\p{L}\\p{N}])`, 'iu');
  const whole = `${title}. ${text}`.replaceAll(/\s+/g, ' ');
  const found = pattern.exec(whole);
  if (found === null) return [];
  const from = Math.max(0, whole.lastIndexOf(' ', Math.max(0, found.index - AROUND)));
  const to = whole.indexOf(' ', found.index + found[0].length + AROUND);
  return [whole.slice(from, to === -1 ? undefined : to).trim()];
}
