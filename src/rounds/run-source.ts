import { WEEK } from '../base/durations.ts';
import { defined } from '../base/defined.ts';
import { messageOf } from '../base/errors.ts';
import { onceAsked } from '../base/once-each.ts';
import { startOf } from '../discover/start-of.ts';
import { senseOfBodies } from '../health/body-health.ts';
import { type Health, isElsewhere, isSound, judgeRun } from '../health/judge-run.ts';
import { type RunFacts } from '../model/run-facts.ts';
import type { ReadOutcome, Validators } from '../model/page.ts';
import { countWaiting, holdCards } from '../store/cards.ts';
import { inDurableTransaction, inTransaction } from '../store/open.ts';
import { finishRun, startRun } from '../store/runs.ts';
import { dropValidators, endLease, keepValidators, leaseSource, validatorsFor } from '../store/sources.ts';
import { newCounters, tell } from './counters.ts';
import { compareRun } from './incidents/compare-run.ts';
import { pinExpected } from './expected.ts';
import { noteFirstFill } from './turns/first-fill.ts';
import { noteRun } from './incidents/note-run.ts';
import { bodyFacts, unmetPosts, withBodies } from './incidents/read-bodies.ts';
import { noteSetAside } from './incidents/set-aside.ts';
import { isDistrusted, noteAnswer, testValidators } from './incidents/trust.ts';
import type { FirstFill } from '../model/first-fill.ts';
import type { SourceSummary } from './summary.ts';
import { meantSigns } from './meant.ts';
import type { LoadedSource } from './load-sources.ts';
import { readListing, type ListingWalk } from './read-listing.ts';
import { queueRereads } from './queue-rereads.ts';
import { readPosts } from './read-posts.ts';
import { isWitnessDue, readWitness } from './read-witness.ts';
import { factsOf, pastOf } from './run-account.ts';
import { scheduleNext } from './turns/schedule-next.ts';
import { nameAnew } from './upkeep/name-anew.ts';
import { isHealthy } from '../model/outcome.ts';
import type { Shelf } from './shelf.ts';
import type { Tools } from './tools.ts';
import { LEASE_MS, RunStopped, type SourceRun } from './source-run.ts';

/** What a run came to, before it is written down. */
type Account = {
  readonly health: Health;
  readonly facts: RunFacts | undefined;
  /** Read where it is needed first: an unchanged listing is held against no other. */
  readonly past: () => readonly RunFacts[];
  /** What the listing was asked for with. */
  readonly asked: Validators | undefined;
  readonly walk: ListingWalk | undefined;
  readonly end: ReadOutcome | undefined;
  readonly cut: boolean;
};

/**
 * One source's whole run: lease, listing, witness, judgement, posts, record. Every failure of a site is an outcome;
 * only a failing store or a bug throws.
 */
export async function runSource(
  tools: Tools,
  { source, hash, file }: LoadedSource,
  order: { readonly crawlId: string; readonly full: boolean; readonly shelf: Shelf },
): Promise<SourceSummary> {
  const begun = begin(tools, { source, hash }, order.crawlId);
  if (begun === undefined)
    return {
      id: source.id,
      outcome: 'skipped_locked',
      reasons: ['another run holds this source'],
      ...newCounters(),
      firstFill: null,
    };
  const { lease, runId } = begun;
  const { shelf } = order;
  const sourceRun: SourceRun = {
    tools,
    source,
    adapterHash: hash,
    file,
    lease,
    counters: newCounters(),
    shelf,
    startedAt: tools.now(),
  };
  await nameAnew(sourceRun);
  const account = await goRound(sourceRun, order.full);
  const comparison = await compareRun(sourceRun, account);
  const firstFill = record(sourceRun, runId, { ...account, comparison });
  const { outcome, reasons } = account.health;
  return { id: source.id, outcome, reasons, ...sourceRun.counters, firstFill };
}

/** Takes the lease and opens the run's row, both or neither. */
function begin(
  { store, now }: Tools,
  { source, hash }: Pick<LoadedSource, 'source' | 'hash'>,
  crawlId: string,
): { readonly lease: string; readonly runId: number } | undefined {
  return inTransaction(store, () => {
    const lease = leaseSource(store, source.id, now(), LEASE_MS);
    if (lease === undefined) return undefined;
    return { lease, runId: startRun(store, { crawlId, sourceId: source.id, adapterHash: hash, at: now() }) };
  });
}

async function goRound(sourceRun: SourceRun, full: boolean): Promise<Account> {
  const past = onceAsked(() => pastOf(sourceRun));
  let walk: ListingWalk | undefined;
  let account: Account = {
    health: { outcome: 'cut_short', reasons: [], rules: [] },
    facts: undefined,
    past,
    asked: full || isDistrusted(sourceRun) ? undefined : savedValidators(sourceRun),
    walk,
    end: undefined,
    cut: true,
  };
  try {
    walk = await readListing(sourceRun, {
      validators: account.asked,
      wholly: () => full || past().length === 0,
    });
    await testValidators(sourceRun, walk, account);
    // An unchanged listing may be a stale one: the witness is asked all the same.
    const witness = mayReadPosts(walk) && isWitnessDue(sourceRun) ? await readWitness(sourceRun) : null;
    const isUnchanged = walk.first.kind === 'notModified' && witness === null;
    const before = isUnchanged ? [] : past();
    const facts = factsOf(sourceRun, walk, { witness, past: before });
    sourceRun.counters.cards = facts.cards;
    sourceRun.counters.unseen = facts.unseen;
    const health = withBeyond(judgeRun(facts, before), sourceRun, walk, before.length === 0);
    account = { ...account, health, facts, walk, end: walk.end };
    if (health.rules.includes('storm')) holdCards(sourceRun.tools.store, sourceRun.source.id, 'storm');
    if (isHealthy(health.outcome)) queueRereads(sourceRun);
    const reads = mayReadPosts(walk) && !isElsewhere(facts, before);
    const end = reads ? await readPosts(sourceRun) : undefined;
    const listing = walk.first.kind === 'page' ? walk.end : undefined;
    const bodies = bodyFacts(sourceRun);
    const signs = [...senseOfBodies(bodies), ...unmetPosts(sourceRun)].filter(
      ({ kind }) => !meantSigns(sourceRun).includes(kind),
    );
    return {
      ...account,
      facts: { ...facts, signs: [...(facts.signs ?? []), ...signs] },
      health: withBodies(worsened(worsened(health, 'the listing', listing), 'posts', end), bodies, signs),
      end: end ?? walk.end,
      cut: false,
    };
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    return {
      ...account,
      health: { ...account.health, reasons: [...account.health.reasons, `cut short: ${messageOf(error)}`] },
    };
  }
}

/** Validators of the listing's first page, if this very adapter saved them after a healthy run, less than a week ago. */
function savedValidators({ tools, source, adapterHash }: SourceRun) {
  return validatorsFor(
    tools.store,
    startOf(source, source.discover, tools.now()),
    adapterHash,
    tools.now() - WEEK,
  );
}

// A site that did not answer its listing is not asked for posts; an unchanged listing may have left some to read, and so
// may one whose later pages failed.
function mayReadPosts({ first, end }: ListingWalk): boolean {
  if (end === undefined || end.kind === 'notModified') return true;
  return first.kind === 'page' && end.kind === 'failed';
}

/** What a first walk leaves behind its last page is never looked for again, unless somebody asks for it. */
function withBeyond(health: Health, { source }: SourceRun, walk: ListingWalk, isFirst: boolean): Health {
  if (!isFirst || walk.stoppedBy !== 'max-pages' || !isHealthy(health.outcome)) return health;
  const read = walk.pages === 1 ? 'the first page' : `the first ${walk.pages} pages`;
  const beyond = `Older posts lie beyond ${read} of its listing: to read them, raise maxPages and run "lamplighter crawl ${source.id} --full".`;
  return { ...health, reasons: [...health.reasons, beyond] };
}

/** A run whose first page was well may still be stopped further on: that is what it came to then. */
function worsened(health: Health, what: string, end: ReadOutcome | undefined): Health {
  if (end === undefined || end.kind === 'page' || !isHealthy(health.outcome)) return health;
  const outcome = end.kind === 'failed' ? 'network_error' : 'blocked';
  return { ...health, outcome, reasons: [`reading ${what} stopped at ${tell(end)}`, ...health.reasons] };
}

function record(
  sourceRun: SourceRun,
  runId: number,
  account: Account & { readonly comparison: string },
): FirstFill | null {
  const { health, facts, walk, end, cut } = account;
  const { tools, source, counters } = sourceRun;
  // Whoever asks for it further on means the runs before this one.
  if (!isHealthy(health.outcome) || counters.reached !== null) account.past();
  counters.waiting = countWaiting(tools.store, source.id);
  // What was read must be on the disk before it is told; that a listing is unchanged may wait for the end of the crawl.
  const inOne = counters.posts + counters.revised > 0 ? inDurableTransaction : inTransaction;
  return inOne(tools.store, () => {
    noteAnswer(sourceRun, walk, account.asked);
    finishRun(tools.store, runId, {
      at: tools.now(),
      ...health,
      counters: { ...counters, ...defined({ facts }), sound: isSound(health, facts) },
    });
    noteRun(sourceRun, { ...account, runId });
    if (!cut) pinExpected(sourceRun, runId, account);
    noteSetAside(tools.store, source.id, { runId, at: tools.now() });
    if (!cut && !isHealthy(health.outcome)) dropValidators(tools.store, source.id);
    if (!cut && isHealthy(health.outcome) && walk !== undefined) keepProof(sourceRun, walk);
    endLease(tools.store, source.id, sourceRun.lease, scheduleNext(sourceRun, health.outcome, end, cut));
    return noteFirstFill(sourceRun, () => account.past().length === 0);
  });
}

/** Keeps the validators that spare the next run an unchanged listing. An index of sitemaps proves nothing of its maps. */
function keepProof(sourceRun: SourceRun, { first, pages, stoppedBy }: ListingWalk): void {
  const { tools, source, adapterHash } = sourceRun;
  if (first.kind !== 'page' || stoppedBy === 'trouble' || stoppedBy === 'budget') return;
  if (isDistrusted(sourceRun)) return;
  if (source.discover.kind === 'sitemap' && pages > 1) return;
  const url = startOf(source, source.discover, tools.now());
  const of = { url, sourceId: source.id, adapterHash, at: tools.now() };
  keepValidators(tools.store, of, first.validators);
}
