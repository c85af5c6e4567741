import { RULE_CODES } from '../../health/rule-codes.ts';
import { newestDecided, type Acceptance } from '../../store/acceptance.ts';
import { closeIncident, openIncident, openIncidentOf } from '../../store/incidents.ts';
import type { Store } from '../../store/open.ts';

const RECENT = 20;
const EARLIER = 60;

/** What reviewers make of a source's posts is health, too: opens an incident when they have stopped accepting, and closes it when they begin again. */
export function noteReviewers(store: Store, sourceIds: readonly string[], now: number): void {
  for (const id of sourceIds) {
    const open = openIncidentOf(store, id, 'reviewers');
    const reason = judgeReviewers(newestDecided(store, id, RECENT + EARLIER));
    if (reason === undefined) {
      if (open !== undefined) closeIncident(store, open.id, now);
    } else if (open === undefined)
      openIncident(store, {
        sourceId: id,
        kind: 'reviewers',
        outcome: 'unwanted',
        reasons: [reason],
        body: [
          `## ${id}: reviewers hardly accept its posts (${RULE_CODES.reviewers})`,
          `- ${reason}`,
          'Either the adapter reads the wrong section by now, or the rules let through what is no case study.',
          `To see what the rules make of its posts: \`npx lamplighter rules report\`; what it lists now: \`npx lamplighter sources try ${id}\``,
        ].join('\n\n'),
        runId: null,
        openedAt: now,
      });
  }
}

/** `decided`: the last to arrive first. */
function judgeReviewers(decided: readonly Acceptance[]): string | undefined {
  const recent = decided.slice(0, RECENT);
  const earlier = decided.slice(RECENT);
  if (recent.length < RECENT) return undefined;
  const accepted = acceptedOf(recent);
  if (accepted === 0) return `Of the ${RECENT} newest posts that were decided, none was accepted.`;
  if (earlier.length < RECENT) return undefined;
  return isHalved(recent, earlier)
    ? `Of the ${RECENT} newest posts that were decided, ${wereAccepted(accepted)}; of the ${earlier.length} before, ${wereAccepted(acceptedOf(earlier))}.`
    : undefined;
}

/** Whether at most half as many were accepted as of earlier posts of the same bands, and chance hardly explains it: who reads only strong posts for a time, and then all, wants no less. */
function isHalved(recent: readonly Acceptance[], earlier: readonly Acceptance[]): boolean {
  const bands = [true, false].map((isStrong) => ({
    now: recent.filter((one) => one.isStrong === isStrong),
    before: earlier.filter((one) => one.isStrong === isStrong),
  }));
  const comparable = bands.filter(({ before }) => before.length > 0);
  const now = comparable.flatMap(({ now: posts }) => posts);
  if (now.length < RECENT / 2) return false;
  const expected = comparable.reduce(
    (sum, { now: posts, before }) => sum + (posts.length * acceptedOf(before)) / before.length,
    0,
  );
  const accepted = acceptedOf(now);
  return accepted <= expected / 2 && chanceOfAtMost(accepted, now.length, expected / now.length) < 0.05;
}

function wereAccepted(count: number): string {
  return `${count} ${count === 1 ? 'was' : 'were'} accepted`;
}

function acceptedOf(list: readonly Acceptance[]): number {
  return list.filter(({ isAccepted }) => isAccepted).length;
}

/** The chance of at most k successes in n tries of probability p, so that a run of bad luck is not taken for a change. */
function chanceOfAtMost(k: number, n: number, p: number): number {
  const odds = p / Math.max(1 - p, 1e-9);
  let term = Math.max(1 - p, 1e-9) ** n;
  let sum = term;
  for (let i = 1; i <= k; i += 1) {
    term *= ((n - i + 1) / i) * odds;
    sum += term;
  }
  return sum;
}
