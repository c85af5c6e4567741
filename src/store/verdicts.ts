import type { Verdict } from '../model/verdict.ts';
import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A post's present verdict. `verdict` is the whole of it, JSON. */
export type VerdictRecord = {
  readonly postId: number;
  readonly rulesHash: string;
  readonly bodyHash: string;
  readonly score: number;
  readonly band: string;
  readonly verdict: string;
};

export function keepVerdict(store: Store, record: VerdictRecord, now: number): void {
  store
    .sql(
      `insert or replace into classification (post_id, rules_hash, body_hash, score, band, verdict, made_at)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(record.postId, record.rulesHash, record.bodyHash, record.score, record.band, record.verdict, now);
}

export function verdictOf(store: Store, postId: number): VerdictRecord | undefined {
  const row = store.sql('select * from classification where post_id = ?').get(postId);
  if (row === undefined) return undefined;
  return {
    postId,
    rulesHash: text(row, 'rules_hash'),
    bodyHash: text(row, 'body_hash'),
    score: number(row, 'score'),
    band: text(row, 'band'),
    verdict: text(row, 'verdict'),
  };
}

/** Whether these rules have made any verdict. */
export function hasVerdictBy(store: Store, rulesHash: string): boolean {
  return store.sql('select 1 from classification where rules_hash = ? limit 1').get(rulesHash) !== undefined;
}

/** The next posts after `afterId` whose verdict was made by other rules, or of another text; oldest first. */
export function staleVerdicts(store: Store, rulesHash: string, afterId: number, limit: number): number[] {
  return store
    .sql(
      `select post.id from post left join classification on classification.post_id = post.id
       where post.id > ? and (classification.post_id is null or classification.rules_hash <> ?
         or classification.body_hash <> post.body_hash)
       order by post.id limit ?`,
    )
    .all(afterId, rulesHash, limit)
    .map((row) => number(row, 'id'));
}

const NOTHING: Verdict = {
  score: 0,
  band: 'below',
  hits: [],
  caps: [],
  councils: [],
  topics: [],
  practices: [],
  stage: '',
  evidence: '',
  because: {},
};

/** The verdict behind its JSON. Written by us, so its shape is taken as given; a field that a later version added has a default. */
export function readVerdict(json: string | undefined): Verdict {
  if (json === undefined) return NOTHING;
  const parsed: Partial<Verdict> = JSON.parse(json);
  return { ...NOTHING, ...parsed };
}
