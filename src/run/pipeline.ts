import { messageOf } from '../base/errors.ts';
import { startOf } from '../discover/discover.ts';
import { type Health, judgeRun } from '../discover/run-health.ts';
import type { FetchOutcome } from '../fetch/page.ts';
import { countWaiting } from '../store/cards.ts';
import { inTransaction } from '../store/open.ts';
import { finishRun, startRun } from '../store/runs.ts';
import { dropValidators, endLease, keepValidators, leaseSource, validatorsFor } from '../store/sources.ts';
import { newCounters, tell } from './counters.ts';
import type { SourceSummary } from './summary.ts';
import type { LoadedSource } from './load-sources.ts';
import { readListing, type Walk } from './read-listing.ts';
import { readPosts } from './read-posts.ts';
import { isWitnessDue, readWitness } from './read-witness.ts';
import { factsOf, pastOf } from './run-account.ts';
import { isHealthy, nextTurn } from './schedule-next.ts';
import type { Tools } from './tools.ts';
import { LEASE_MS, Stopped, type Turn } from './turn.ts';

const WEEK = 7 * 86_400_000;

/** What a turn came to, before it is written down. */
type Account = {
  readonly health: Health;
  readonly facts: object;
  readonly walk: Walk | undefined;
  readonly end: FetchOutcome | undefined;
  readonly cut: boolean;
};

/**
 * One source's whole way: lease, listing, witness, judgement, posts, record. Every failure of a site is an outcome;
 * only a failing store or a bug throws.
 */
export async function runSource(
  tools: Tools,
  { source, hash }: LoadedSource,
  order: { readonly crawlId: string; readonly full: boolean },
): Promise<SourceSummary> {
  const lease = leaseSource(tools.store, source.id, tools.now(), LEASE_MS);
  if (lease === undefined)
    return {
      id: source.id,
      outcome: 'skipped_locked',
      reasons: ['another run holds this source'],
      ...newCounters(),
    };
  const turn: Turn = { tools, source, adapterHash: hash, lease, counters: newCounters() };
  const runId = startRun(tools.store, {
    crawlId: order.crawlId,
    sourceId: source.id,
    adapterHash: hash,
    at: tools.now(),
  });
  const account = await goRound(turn, order.full);
  record(turn, runId, account);
  const { outcome, reasons } = account.health;
  return { id: source.id, outcome, reasons, ...turn.counters };
}

async function goRound(turn: Turn, full: boolean): Promise<Account> {
  const past = pastOf(turn);
  let walk: Walk | undefined;
  let account: Account = {
    health: { outcome: 'network_error', reasons: [], rules: [] },
    facts: {},
    walk,
    end: undefined,
    cut: true,
  };
  try {
    walk = await readListing(turn, full ? undefined : savedValidators(turn));
    const witness = walk.end === undefined && isWitnessDue(turn) ? await readWitness(turn) : null;
    const facts = factsOf(turn, walk, witness);
    turn.counters.cards = facts.cards;
    turn.counters.unseen = facts.unseen;
    const health = judgeRun(facts, past);
    account = { health, facts, walk, end: walk.end, cut: true };
    const held = health.rules.includes('H7') ? 'storm' : null;
    const end = mayReadPosts(walk) ? await readPosts(turn, held) : undefined;
    return {
      ...account,
      health: end === undefined ? health : worsened(health, end),
      end: end ?? walk.end,
      cut: false,
    };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return {
      ...account,
      health: { ...account.health, reasons: [...account.health.reasons, `cut short: ${messageOf(error)}`] },
    };
  }
}

/** Validators of the listing's first page, if this very adapter saved them after a healthy run, less than a week ago. */
function savedValidators({ tools, source, adapterHash }: Turn) {
  return validatorsFor(tools.store, startOf(source, source.discover), adapterHash, tools.now() - WEEK);
}

// A site that did not answer its listing is not asked for posts; an unchanged listing may have left some to read.
function mayReadPosts({ end }: Walk): boolean {
  return end === undefined || end.kind === 'notModified';
}

/** A run whose listing was well may still be stopped at the posts: that is what it came to then. */
function worsened(health: Health, end: FetchOutcome): Health {
  if (end.kind === 'page' || !isHealthy(health.outcome)) return health;
  const outcome = end.kind === 'failed' ? 'network_error' : 'blocked';
  return { ...health, outcome, reasons: [`reading posts stopped at ${tell(end)}`, ...health.reasons] };
}

function record(turn: Turn, runId: number, { health, facts, walk, end, cut }: Account): void {
  const { tools, source, counters } = turn;
  counters.waiting = countWaiting(tools.store, source.id);
  inTransaction(tools.store, () => {
    finishRun(tools.store, runId, { at: tools.now(), ...health, counters: { ...counters, facts } });
    if (!isHealthy(health.outcome)) dropValidators(tools.store, source.id);
    else if (!cut && walk?.first.kind === 'page' && walk.stoppedBy !== 'trouble')
      keepValidators(
        tools.store,
        {
          url: startOf(source, source.discover),
          sourceId: source.id,
          adapterHash: turn.adapterHash,
          at: tools.now(),
        },
        walk.first.validators,
      );
    endLease(tools.store, source.id, turn.lease, nextTurn(turn, health.outcome, end, cut));
  });
}
