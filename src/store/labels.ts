import { buyersOf, type Hit, type Verdict } from '../model/verdict.ts';
import type { Store } from './open.ts';

/** What a case must tell, by the groups of the rules that find it. */
const TOLD = ['body', 'act', 'outcome'] as const;

/**
 * Labels a new candidate by its verdict: what it is listed under, and which questions it leaves open. The trigger `candidate_is_labelled`
 * says the same in SQL, of candidates that are added without a place: read out of the verdict's JSON, labels took as long as all else of
 * adding a candidate, three times over.
 */
export function labelCandidate(store: Store, candidateId: number, verdict: Verdict): void {
  const add = store.sql('insert or ignore into candidate_label (kind, slug, candidate_id) values (?, ?, ?)');
  const told = new Set(verdict.hits.flatMap(toldBy));
  for (const { code } of buyersOf(verdict)) add.run('council', code, candidateId);
  for (const topic of verdict.topics) add.run('topic', topic, candidateId);
  for (const practice of verdict.practices) add.run('practice', practice, candidateId);
  for (const question of TOLD) if (!told.has(question)) add.run('missing', question, candidateId);
}

/** An address tells nothing, and neither does what speaks against a post. */
function toldBy({ group, field, points, full }: Hit): string[] {
  if (field === 'url' || (points <= 0 && full <= 0)) return [];
  return [group === 'hint' ? 'act' : group];
}
