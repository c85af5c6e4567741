import type { Verdict } from '../model/verdict.ts';
import { VERDICT } from './codecs.ts';
import type { Finds } from '../model/finds.ts';
import { number, text } from './columns.ts';
import { keepFinds } from './finds.ts';
import type { Store } from './open.ts';

/** A post's present verdict, and what it was made by and of. */
export type VerdictRecord = {
  readonly postId: number;
  readonly rulesHash: string;
  readonly bodyHash: string;
  readonly verdict: Verdict;
  /** What it was worked out from; null of a post without a word. */
  readonly finds: Finds | null;
};

const NO_VERDICT: Verdict = {
  ...{ score: 0, band: 'below', hits: [], caps: [], lines: [], councils: [], topics: [], practices: [] },
  ...{ stage: 'unknown', evidence: 'claimed', because: {} },
};

export function keepVerdict(store: Store, record: VerdictRecord, now: number): void {
  const { verdict } = record;
  store
    .sql(
      `insert or replace into classification (post_id, rules_hash, body_hash, score, band, verdict, made_at)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      record.postId,
      record.rulesHash,
      record.bodyHash,
      verdict.score,
      verdict.band,
      VERDICT.write(verdict),
      now,
    );
  keepFinds(store, record.postId, record.finds);
}

/** A post's present verdict; of one that was never scored, that nothing spoke for it. */
export function verdictOf(store: Store, postId: number): Verdict {
  const row = store.sql('select verdict from classification where post_id = ?').get(postId);
  return row === undefined ? NO_VERDICT : VERDICT.read(row, postId);
}

/** Whether these rules have made any verdict. */
export function hasVerdictBy(store: Store, rulesHash: string): boolean {
  return store.sql('select 1 from classification where rules_hash = ? limit 1').get(rulesHash) !== undefined;
}

/** The next posts after `afterId` whose verdict was made by other rules, or of another text, or is all that was kept; oldest first. */
export function staleVerdicts(store: Store, rulesHash: string, afterId: number, limit: number): number[] {
  return store
    .sql(
      `select post.id from post left join classification on classification.post_id = post.id
         left join finds on finds.post_id = post.id
       where post.id > ? and (classification.post_id is null or finds.post_id is null or classification.rules_hash <> ?
         or classification.body_hash <> post.body_hash)
       order by post.id limit ?`,
    )
    .all(afterId, rulesHash, limit)
    .map((row) => number(row, 'id'));
}

/** Up to which post (its number) all were seen to have a verdict of these rules; `seenAt`: when all were looked at, Unix ms. */
export type SeenScored = { readonly rulesHash: string; readonly until: number; readonly seenAt: number };

export function noteScored(store: Store, scored: SeenScored): void {
  store
    .sql('insert or replace into scored values (1, ?, ?, ?)')
    .run(scored.rulesHash, scored.until, scored.seenAt);
}

export function lastScored(store: Store): SeenScored | undefined {
  const row = store.sql('select * from scored').get();
  return row === undefined
    ? undefined
    : {
        rulesHash: text(row, 'rules_hash'),
        until: number(row, 'until_post'),
        seenAt: number(row, 'seen_at'),
      };
}
