import { MINUTE } from '../../base/durations.ts';
import type { Limit } from '../../base/budget.ts';
import { waitedFor } from '../../store/manners.ts';
import type { SourceRun } from '../source-run.ts';

const MEGABYTE = 1_000_000;
/** A listing without end leaves half of what there is for the posts it has shown. */
const LISTING_SHARE = 0.5;

/** The first limit of a run's budget that it has reached; undefined while it may go on. */
export function spent(sourceRun: SourceRun, share = 1): Limit | undefined {
  const { budget } = sourceRun.source;
  const { read, requests, bytes } = sourceRun.counters;
  if (read >= budget.posts) return 'posts';
  if (requests >= share * budget.requests) return 'requests';
  if (bytes >= share * budget.megabytes * MEGABYTE) return 'megabytes';
  return hasSpentTime(sourceRun, share * budget.minutes * MINUTE) ? 'minutes' : undefined;
}

/** As `spent`, of the part that the pages of a listing may take. */
export function spentOnListing(sourceRun: SourceRun): Limit | undefined {
  return spent(sourceRun, LISTING_SHARE);
}

// What was waited for is in the ledger, and looked up only once the clock on the wall says that it matters.
function hasSpentTime({ tools, source, startedAt }: SourceRun, allowedMs: number): boolean {
  const passed = tools.now() - startedAt;
  if (passed < allowedMs) return false;
  const hosts = [source.hosts.canonical, ...source.hosts.aliases];
  return passed - waitedFor(tools.store, hosts, startedAt) >= allowedMs;
}
