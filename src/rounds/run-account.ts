import { defined } from '../base/defined.ts';
import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import { countRepeats, foldTitle, listingFacts } from '../health/listing-facts.ts';
import { unmetByListing } from '../health/expectations.ts';
import { calmed, type JudgedRun, whichArePast } from '../health/norms.ts';
import { plainSense, readsOf } from '../health/plain-sense.ts';
import type { ReadOutcome } from '../model/page.ts';
import type { RunFacts, Sign, WitnessFacts } from '../model/run-facts.ts';
import type { Outcome } from '../model/outcome.ts';
import { meantOf } from '../store/meant.ts';
import { knownTitles } from '../store/posts.ts';
import { fullRuns, type RunRow } from '../store/runs.ts';
import { isYoung } from '../discover/start-of.ts';
import { tell } from './counters.ts';
import { expectOf } from './expected.ts';
import { meantSigns } from './meant.ts';
import type { ShownCard, ListingWalk } from './read-listing.ts';
import type { SourceRun } from './source-run.ts';

const LOOK_BACK = 40;
/** What an edit of the adapter mends. */
const AMISS: readonly Outcome[] = ['degraded', 'blind', 'parse_error', 'moved', 'gone'];

/**
 * The facts of earlier runs that a run is judged against, oldest first: only runs that were well, or a listing that stays
 * broken would soon be its own norm. A flood or a gap is over with its run, and what came then is known now. A new past
 * starts with an edit of the adapter while the source was unwell, with a person's word that it is meant so, and with two
 * runs in a row that showed one and the same listing and were amiss beside the past only: then that is how it is now.
 */
export function pastOf({ tools, source, adapterHash }: SourceRun): RunFacts[] {
  const runs = fullRuns(tools.store, source.id, LOOK_BACK);
  const from = meantOf(tools.store, source.id)?.runId ?? 0;
  const isPast = whichArePast(runs.map((run) => judged(run, from)));
  const mended = runs.findIndex((run) => run.adapterHash !== adapterHash && isAmiss(run.outcome));
  return runs
    .filter((run, at) => isPast[at] === true && run.id >= from && (mended === -1 || at < mended))
    .flatMap(({ counters: { facts }, outcome, adapterHash: hash }) =>
      facts === undefined ? [] : [asPast(calmed(facts, outcome), hash === adapterHash)],
    )
    .slice(0, 10)
    .toReversed();
}

function judged({ id, outcome, counters }: RunRow, meant: number): JudgedRun {
  return { outcome, isSound: counters.sound === true, isMeant: id === meant, facts: counters.facts };
}

function isAmiss(outcome: Outcome | null): boolean {
  return outcome !== null && AMISS.includes(outcome);
}

/** Another adapter may have given the same posts other keys. */
function asPast(facts: RunFacts, isSame: boolean): RunFacts {
  return isSame ? facts : { ...facts, keys: [], days: [] };
}

/** The figures that a run is judged by, from what its listing and its witness showed. */
export function factsOf(
  sourceRun: SourceRun,
  walk: ListingWalk,
  { witness, past }: { readonly witness: WitnessFacts | null; readonly past: readonly RunFacts[] },
): RunFacts {
  const { source, tools } = sourceRun;
  const { first, page, firstKeys } = walk;
  const { kind } = source.discover;
  const isUnchanged = first.kind === 'notModified';
  const shown = kind === 'sitemap' ? walk.cards : walk.cards.slice(0, firstKeys.length);
  return {
    at: tools.now(),
    trouble: troubleOf(walk),
    problem: walk.problem,
    cards: walk.cards.length + walk.dropped,
    ...(kind === 'sitemap' ? {} : { pageCards: page.cards }),
    // What was not shown has nothing that sense could be against.
    signs: isUnchanged ? [] : signsOf(sourceRun, shown, walk, past),
    keys: firstKeys,
    ...listingFacts(shown, { kind, keys: firstKeys }),
    ...newestAnywhere(sourceRun, walk),
    unseen: walk.unseen.length,
    nearDuplicates: repeated(sourceRun, walk.unseen),
    metKnown: walk.unseen.length < walk.cards.length,
    stoppedBy: walk.stoppedBy,
    witness,
    ...whereabouts(source, first),
    unwitnessed: source.witness === undefined,
    ...(isYoung(source.discover, tools.now()) ? { isYoung: true } : {}),
    declaredEmpty: walk.declaredEmpty,
    cadence: source.cadence,
  };
}

/** Of a listing with the oldest first the newest post stands on the last page. */
function newestAnywhere(
  { source: { discover } }: SourceRun,
  { cards, isOldestFirst }: ListingWalk,
): Partial<RunFacts> {
  return isOldestFirst ? { newest: listingFacts(cards, { kind: discover.kind, keys: [] }).newest } : {};
}

/** A form for a password in place of the listing is a wall, with whatever number it is served. */
function troubleOf({ first, page }: ListingWalk): RunFacts['trouble'] {
  if (first.kind !== 'page') return { kind: first.kind, why: tell(first) };
  return page.asksToLogIn
    ? { kind: 'blocked', why: `${first.finalUrl}: shows a log-in form in place of the listing` }
    : null;
}

function signsOf(
  sourceRun: SourceRun,
  cards: readonly ShownCard[],
  { page, second, dropped }: ListingWalk,
  past: readonly RunFacts[],
): readonly Sign[] {
  const meant = meantSigns(sourceRun);
  const { source, tools, counters } = sourceRun;
  const { beside, datesUnread, merged, boxes, hasNext, language } = page;
  const isNew = isYoung(source.discover, tools.now());
  const shown = { cards, dropped, boxes, hasNext, isYoung: isNew, ...defined({ language, second }) };
  // A witness that was heard before is missed on a bad day; one that never was is a wrong guess.
  const deaf = past.some(({ witness }) => witness !== null) ? undefined : counters.witnessFault;
  return [
    ...plainSense({ cards, beside, datesUnread, merged, at: tools.now(), reads: readsOf(source.discover) }),
    ...unmetByListing(shown, { ...source, ...defined({ expect: expectOf(sourceRun) }) }),
    ...(deaf === undefined ? [] : [{ kind: 'witness' as const, why: `The witness cannot be read: ${deaf}` }]),
  ].filter(({ kind }) => !meant.includes(kind));
}

/** How many unseen cards bear the title of a post that this source has shown before under another address. */
function repeated({ tools, source }: SourceRun, unseen: readonly ShownCard[]): number {
  if (unseen.length === 0) return 0;
  const known = knownTitles(
    tools.store,
    source.id,
    unseen.flatMap(({ title }) => title ?? []),
  );
  const folded = new Set(known.map(foldTitle));
  return countRepeats(unseen, (title) => folded.has(title));
}

/** Where the first page was in the end, where that is not what was asked for. */
export function whereabouts(source: Source, first: ReadOutcome): Pick<RunFacts, 'movedTo' | 'movedHost'> {
  const away = first.kind === 'page' && urlKey(first.finalUrl, source) !== urlKey(first.url, source);
  if (!away) return { movedTo: null };
  const hosts = [source.hosts.canonical, ...source.hosts.aliases];
  return { movedTo: first.finalUrl, movedHost: !hosts.includes(new URL(first.finalUrl).host) };
}
