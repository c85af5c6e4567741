import { route, type Route } from '../../web/route.ts';
import { id, text, textUpTo } from '../../web/fields.ts';
import {
  GET_BY_REVIEWER,
  POST_BY_REVIEWER,
  sentView,
  viewWords,
  type DeskCall,
  POST_BY_READER,
} from '../inputs.ts';
import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { decisionByNonce } from '../../store/decisions.ts';
import { candidateRow } from '../../store/desk.ts';
import { inTransaction } from '../../store/open.ts';
import { reviewIds, reviewPage } from '../../store/review-queue.ts';
import { dropView, MOST_VIEWS, saveView } from '../../store/reviewers.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import { decideWithin } from '../../review/decide.ts';
import { REASONS, type Reason, toReason } from '../../model/decision.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { queueUrl } from '../post-routes.ts';
import { type Person } from '../../model/person.ts';
import { type DeskView, isWaitingView } from '../../review/view-query.ts';
import { viewOf } from '../view-of.ts';

/** So many at once at the most: a slip of the hand must stay readable, and the store free for others. */
const MOST = 500;

const Rejection = z.object({
  view: sentView,
  reason: text,
  count: z.coerce.number().catch(0),
  // What stayed ticked: a browser sends no field at all where nothing did.
  post: z.array(id).default([]),
  nonce: textUpTo(80),
  note: textUpTo(4000),
});

/** What is done with a whole view: rejecting all of it, and giving it a name. */
export function bulkRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/bulk',
      query: z.object(viewWords),
      handle: ({ query, person, reply }) =>
        showBulk(deps, reply, { person, view: viewOf(deps, query, person) }),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/bulk',
      body: Rejection,
      handle: (call) => rejectAll(deps, call, call.body),
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/views',
      body: z.object({ view: sentView, name: textUpTo(60) }),
      handle: async ({ body, person, reply }) => {
        const view = viewOf(deps, body.view, person);
        if (body.name !== '' && !saveView(deps.store, person.id, body.name, view.query)) {
          const say = `You have named ${MOST_VIEWS} views, and there can be no more. Forget one first; nothing was saved.`;
          await sendProblem(reply, deps.views, 403, say);
          return reply;
        }
        return reply.redirect(queueUrl(view), 303);
      },
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/views/drop',
      body: z.object({ name: text }),
      handle: ({ body, person, reply }) => {
        dropView(deps.store, person.id, body.name);
        return reply.redirect('/desk', 303);
      },
    }),
  ];
}

type Shown = {
  readonly person: Person;
  readonly view: DeskView;
  readonly problem?: string;
  /** What was sent and could not be done: what was unticked stays so, and what came since was never ticked. */
  readonly sent?: z.infer<typeof Rejection>;
};

function showBulk(deps: DeskDeps, reply: FastifyReply, { person, view, problem, sent }: Shown): FastifyReply {
  const posts = isWaitingView(view.slug)
    ? reviewPage(deps.store, view.filter, { offset: 0, limit: MOST }).map((row) => ({
        ...row,
        isTicked: sent === undefined || sent.post.includes(row.id),
      }))
    : [];
  return sendPage(
    reply,
    deps.views('desk/bulk.njk', {
      ...frameOf(deps, person, view),
      title: 'Reject them all',
      problem,
      count: posts.length,
      ticked: posts.filter(({ isTicked }) => isTicked).length,
      isMost: posts.length === MOST,
      posts,
      reasons: REASONS,
      reason: sent?.reason,
      note: sent?.note ?? '',
      nonce: randomUUID(),
    }),
  );
}

function rejectAll(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  sent: z.infer<typeof Rejection>,
): FastifyReply {
  const { count, nonce, note, post } = sent;
  const view = viewOf(deps, sent.view, person);
  const again = (code: number, problem: string) =>
    showBulk(deps, reply.code(code), { person, view, problem, sent });
  const reason = toReason(sent.reason);
  if (reason === undefined) return again(400, 'Choose a reason: it is kept with each of them.');
  if (post.length === 0) return again(400, 'Tick at least one post.');
  const order = { reason, count, nonce, note, chosen: post, reviewerId: person.id };
  const decisionId = rejectWithin(deps, view, order);
  if (decisionId === undefined)
    return again(
      409,
      'The number changed since the page was made. What came since is not ticked. Look at it again, then confirm the new number.',
    );
  return reply.redirect(queueUrl(view, { done: String(decisionId) }), 303);
}

type BulkOrder = {
  readonly reason: Reason;
  readonly count: number;
  readonly nonce: string;
  readonly note: string;
  /** The posts that stayed ticked. */
  readonly chosen: readonly number[];
  readonly reviewerId: number;
};

/** Rejects what was chosen of the set in one transaction, if the set still has the size that was confirmed. Answers the first decision. */
function rejectWithin(deps: DeskDeps, view: DeskView, order: BulkOrder): number | undefined {
  const { store, now } = deps;
  return inTransaction(store, () => {
    // A double click is answered as its first press was.
    const before = order.nonce === '' ? undefined : decisionByNonce(store, `${order.nonce}/0`);
    if (before !== undefined) return before.id;
    const waiting = isWaitingView(view.slug) ? reviewIds(store, view.filter, MOST) : [];
    if (waiting.length === 0 || waiting.length !== order.count || order.nonce === '') return undefined;
    const chosen = new Set(order.chosen);
    const ids = waiting.filter((id) => chosen.has(id));
    if (ids.length !== chosen.size) return undefined;
    const decisions = ids.map((id, index) => {
      const decided = decideWithin(store, {
        candidateId: id,
        versionSeen: candidateRow(store, id)?.version ?? 0,
        act: { kind: 'reject', reason: order.reason },
        note: order.note,
        nonce: `${order.nonce}/${index}`,
        batch: order.nonce,
        withTwins: true,
        reviewerId: order.reviewerId,
        now: now(),
      });
      if (decided.kind !== 'done') throw new Error(`candidate ${id} could not be rejected with the others`);
      return decided.decisionId;
    });
    return decisions[0];
  });
}
