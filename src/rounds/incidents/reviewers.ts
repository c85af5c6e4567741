import { RULE_CODES } from '../../health/rule-codes.ts';
import { decidedPosts } from '../../store/acceptance.ts';
import { closeIncident, openIncident, openIncidentOf } from '../../store/incidents.ts';
import type { Store } from '../../store/open.ts';

const RECENT = 20;
const EARLIER = 60;

/** What reviewers make of a source's posts is health, too: opens an incident when they have stopped accepting, and closes it when they begin again. */
export function noteReviewers(store: Store, sourceIds: readonly string[], now: number): void {
  for (const id of sourceIds) {
    const open = openIncidentOf(store, id, 'reviewers');
    const reason = judgeReviewers(decidedPosts(store, id, RECENT + EARLIER));
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

/** `decided`: whether each was accepted, the newest first. */
function judgeReviewers(decided: readonly boolean[]): string | undefined {
  const recent = decided.slice(0, RECENT);
  const earlier = decided.slice(RECENT);
  if (recent.length < RECENT) return undefined;
  const accepted = countOf(recent);
  if (accepted === 0) return `Of the last ${RECENT} posts decided, none was accepted.`;
  if (earlier.length < RECENT) return undefined;
  const rate = countOf(earlier) / earlier.length;
  const halved = accepted / RECENT <= rate / 2 && chanceOfAtMost(accepted, RECENT, rate) < 0.05;
  return halved
    ? `Of the last ${RECENT} posts decided, ${accepted} were accepted; of the ${earlier.length} before, ${countOf(earlier)} were.`
    : undefined;
}

function countOf(list: readonly boolean[]): number {
  return list.filter(Boolean).length;
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
