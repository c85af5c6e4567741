import { urlKey } from '../base/url.ts';
import { startOf } from '../discover/discover.ts';
import type { RunFacts, WitnessFacts } from '../discover/run-facts.ts';
import { knownTitles } from '../store/posts.ts';
import { recentRuns } from '../store/runs.ts';
import { tell } from './counters.ts';
import type { ShownCard, Walk } from './read-listing.ts';
import type { Turn } from './turn.ts';

/** The facts of earlier runs that showed something, oldest first: the past that a run is judged against. */
export function pastOf({ tools, source }: Turn): RunFacts[] {
  return recentRuns(tools.store, source.id, 40)
    .flatMap(({ counters }) => (isFacts(counters['facts']) ? [counters['facts']] : []))
    .filter(
      (facts) => facts.trouble === null && facts.problem === null && (facts.cards > 0 || facts.declaredEmpty),
    )
    .slice(0, 10)
    .toReversed();
}

// Facts were written by us, whole: the one field that every version has is proof enough.
function isFacts(value: unknown): value is RunFacts {
  return typeof value === 'object' && value !== null && 'stoppedBy' in value;
}

/** The figures that a run is judged by, from what its walk and its witness showed. */
export function factsOf(turn: Turn, walk: Walk, witness: WitnessFacts | null): RunFacts {
  const { source, tools } = turn;
  const { first } = walk;
  return {
    at: tools.now(),
    trouble: first.kind === 'page' ? null : { kind: first.kind, why: tell(first) },
    problem: walk.problem,
    cards: walk.cards.length + walk.dropped,
    keys: walk.firstKeys,
    coverage: coverageOf(turn, walk.cards),
    unseen: walk.unseen.length,
    nearDuplicates: repeated(turn, walk.unseen),
    metKnown: walk.unseen.length < walk.cards.length,
    stoppedBy: walk.stoppedBy,
    newest: newestOf(walk.cards),
    witness,
    movedTo: first.kind === 'page' && hasMoved(turn, first.finalUrl) ? first.finalUrl : null,
    declaredEmpty: walk.declaredEmpty,
    cadence: source.cadence,
  };
}

function coverageOf({ source }: Turn, cards: readonly ShownCard[]): RunFacts['coverage'] {
  if (cards.length === 0 || source.discover.kind === 'sitemap') return { title: null, date: null };
  const share = (has: (card: ShownCard) => boolean): number => cards.filter(has).length / cards.length;
  return {
    title: share(({ title }) => (title ?? '') !== ''),
    date: share(({ published }) => (published?.value ?? null) !== null),
  };
}

/** How many unseen cards bear the title of a post that this source has shown before under another address. */
function repeated({ tools, source }: Turn, unseen: readonly ShownCard[]): number {
  const titles = unseen.flatMap(({ title }) => title ?? []);
  return knownTitles(tools.store, source.id, titles);
}

function newestOf(cards: readonly ShownCard[]): string | null {
  const days = cards.flatMap(({ published }) =>
    published?.precision === 'day' ? (published.value ?? []) : [],
  );
  return days.sort().at(-1) ?? null;
}

function hasMoved({ source }: Turn, finalUrl: string): boolean {
  return urlKey(finalUrl, source) !== urlKey(startOf(source, source.discover), source);
}
