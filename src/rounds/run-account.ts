import { urlKey } from '../base/url.ts';
import { startOf } from '../discover/discover.ts';
import { countRepeats, foldTitle, listingFacts } from '../health/listing-facts.ts';
import type { RunFacts, WitnessFacts } from '../model/run-facts.ts';
import { isHealthy, type Outcome } from '../model/outcome.ts';
import { knownTitles } from '../store/posts.ts';
import { fullRuns } from '../store/runs.ts';
import { tell } from './counters.ts';
import type { ShownCard, ListingWalk } from './read-listing.ts';
import type { SourceRun } from './source-run.ts';

const LOOK_BACK = 40;
/** What an edit of the adapter mends. */
const AMISS: readonly Outcome[] = ['degraded', 'blind', 'parse_error', 'moved', 'gone'];

/**
 * The facts of earlier runs that a run is judged against, oldest first: only runs that were well, or a listing that stays
 * broken would soon be its own norm. A flood or a gap is over with its run, and what came then is known now. What a person
 * mends starts a new past: an edit of the adapter while the source was unwell says that the listing is meant to be so.
 */
export function pastOf({ tools, source, adapterHash }: SourceRun): RunFacts[] {
  const runs = fullRuns(tools.store, source.id, LOOK_BACK);
  const mended = runs.findIndex((run) => run.adapterHash !== adapterHash && isAmiss(run.outcome));
  return (mended === -1 ? runs : runs.slice(0, mended))
    .filter(({ outcome }) => isNorm(outcome))
    .flatMap(({ counters: { facts }, outcome, adapterHash: hash }) =>
      facts === undefined ? [] : [asPast(facts, { outcome, isSame: hash === adapterHash })],
    )
    .slice(0, 10)
    .toReversed();
}

function isNorm(outcome: Outcome | null): boolean {
  return outcome !== null && (outcome === 'storm' || outcome === 'gap' || isHealthy(outcome));
}

function isAmiss(outcome: Outcome | null): boolean {
  return outcome !== null && AMISS.includes(outcome);
}

/** A flood does not make the next one ordinary, and another adapter may have given the same posts other keys. */
function asPast(
  facts: RunFacts,
  of: { readonly outcome: Outcome | null; readonly isSame: boolean },
): RunFacts {
  const calm = of.outcome === 'storm' || of.outcome === 'gap' ? { ...facts, unseen: 0 } : facts;
  return of.isSame ? calm : { ...calm, keys: [], days: [] };
}

/** The figures that a run is judged by, from what its listing and its witness showed. */
export function factsOf(sourceRun: SourceRun, walk: ListingWalk, witness: WitnessFacts | null): RunFacts {
  const { source, tools } = sourceRun;
  const { first } = walk;
  return {
    at: tools.now(),
    trouble: first.kind === 'page' ? null : { kind: first.kind, why: tell(first) },
    problem: walk.problem,
    cards: walk.cards.length + walk.dropped,
    keys: walk.firstKeys,
    ...listingFacts(walk.cards, { kind: source.discover.kind, keys: walk.firstKeys }),
    unseen: walk.unseen.length,
    nearDuplicates: repeated(sourceRun, walk.unseen),
    metKnown: walk.unseen.length < walk.cards.length,
    stoppedBy: walk.stoppedBy,
    witness,
    movedTo: first.kind === 'page' && hasMoved(sourceRun, first.finalUrl) ? first.finalUrl : null,
    declaredEmpty: walk.declaredEmpty,
    cadence: source.cadence,
  };
}

/** How many unseen cards bear the title of a post that this source has shown before under another address. */
function repeated({ tools, source }: SourceRun, unseen: readonly ShownCard[]): number {
  const known = knownTitles(
    tools.store,
    source.id,
    unseen.flatMap(({ title }) => title ?? []),
  );
  const folded = new Set(known.map(foldTitle));
  return countRepeats(unseen, (title) => folded.has(title));
}

function hasMoved({ source }: SourceRun, finalUrl: string): boolean {
  return urlKey(finalUrl, source) !== urlKey(startOf(source, source.discover), source);
}
