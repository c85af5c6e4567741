import { startOf } from '../../discover/start-of.ts';
import type { RunFacts } from '../../model/run-facts.ts';
import type { Validators } from '../../model/page.ts';
import { validatorsFor } from '../../store/sources.ts';
import { keepTrust, trustOf } from '../../store/validator-trust.ts';
import type { ListingWalk } from '../read-listing.ts';
import { type SourceRun, visit } from '../source-run.ts';

/** So many full answers with the same body, one after the other, and a server does not know its own validators. */
const MOST_SAME_BODIES = 20;

/** Whether this source's validators have been found out: then they are neither sent nor saved. */
export function isDistrusted({ tools, source, adapterHash }: SourceRun): boolean {
  return trustOf(tools.store, source.id, adapterHash).distrust !== null;
}

/**
 * A listing that was asked for whole, though we hold validators, and shows other cards than before, puts those validators
 * to the test: a server that still says 304 to them lies, and they are not sent again. Costs one request, and only then.
 */
export async function testValidators(
  sourceRun: SourceRun,
  walk: ListingWalk,
  { asked, past }: { readonly asked: Validators | undefined; readonly past: () => readonly RunFacts[] },
): Promise<void> {
  if (asked !== undefined || walk.first.kind !== 'page') return;
  const { tools, source, adapterHash } = sourceRun;
  const url = startOf(source, source.discover, tools.now());
  const saved = validatorsFor(tools.store, url, adapterHash, 0);
  if (saved === undefined || isDistrusted(sourceRun)) return;
  const before = past().findLast(({ keys }) => keys.length > 0)?.keys ?? [];
  if (before.length === 0 || before.join('\n') === walk.firstKeys.join('\n')) return;
  const { outcome: again } = await visit(sourceRun, { kind: 'listing', url, validators: saved });
  if (again.kind !== 'notModified') return;
  distrust(sourceRun, 'the server says 304 to validators of a listing that has other cards by now');
}

/** Notes what came of asking with validators: a 304 vouches for them, the same body again and again in full does not. */
export function noteAnswer(
  sourceRun: SourceRun,
  walk: ListingWalk | undefined,
  asked: Validators | undefined,
): void {
  const { tools, source, adapterHash } = sourceRun;
  const trust = trustOf(tools.store, source.id, adapterHash);
  if (walk === undefined || trust.distrust !== null) return;
  if (walk.first.kind === 'notModified' && trust.sameBodies > 0)
    keepTrust(tools.store, source.id, adapterHash, { ...trust, sameBodies: 0 });
  if (walk.first.kind !== 'page' || walk.first.copy === undefined) return;
  const bodyHash = walk.first.copy.hash;
  const isSame = asked !== undefined && bodyHash === trust.bodyHash;
  const sameBodies = isSame ? trust.sameBodies + 1 : asked === undefined ? trust.sameBodies : 0;
  keepTrust(tools.store, source.id, adapterHash, { ...trust, bodyHash, sameBodies });
  if (sameBodies >= MOST_SAME_BODIES)
    distrust(
      sourceRun,
      `${sameBodies} full answers in a row had the same body: its validators prove nothing`,
    );
}

function distrust({ tools, source, adapterHash, counters }: SourceRun, why: string): void {
  const trust = trustOf(tools.store, source.id, adapterHash);
  keepTrust(tools.store, source.id, adapterHash, { ...trust, distrust: why });
  counters.errors.push(`${source.id}: ${why}; we ask for the whole listing from now on`);
}
