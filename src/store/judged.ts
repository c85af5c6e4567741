import type { Edition, KeptJudgement } from '../model/finds.ts';
import { VERDICT } from './codecs.ts';
import { number, text } from './columns.ts';
import { findsIn, writtenOnce } from './finds.ts';
import { MARKED, marksIn } from './marks.ts';
import type { Store } from './open.ts';

type JudgedPost = KeptJudgement & { readonly bodyHash: string };

/** A post whose present text has a verdict of this edition; undefined of any other, and of one that lost its text. */
export function judgedPost(store: Store, postId: number, edition: Edition): JudgedPost | undefined {
  const row = store
    .sql(
      `select post.url, post.body_hash, classification.verdict, finds.edition, finds.words, finds.wording, finds.telling,
         finds.decisions, finds.counts, ${MARKED}
       from post join classification on classification.post_id = post.id and classification.body_hash = post.body_hash
         join finds on finds.post_id = post.id and finds.edition = (select id from finds_edition where edition = ?)
         left join marks on marks.post_id = post.id and marks.body_hash = post.body_hash
       where post.id = ? and exists
         (select 1 from revision where revision.post_id = post.id and revision.body_hash = post.body_hash)`,
    )
    .get(writtenOnce(edition), postId);
  const finds = row && findsIn(row, new Map([[number(row, 'edition'), edition]]));
  if (row === undefined || finds === undefined) return undefined;
  return {
    url: text(row, 'url'),
    bodyHash: text(row, 'body_hash'),
    verdict: VERDICT.read(row, postId),
    finds,
    marks: marksIn(row),
  };
}
