import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { candidateRow } from '../store/desk.ts';
import { inTransaction } from '../store/open.ts';
import { reviewIds, reviewPage } from '../store/review-queue.ts';
import { dropView, saveView } from '../store/reviewers.ts';
import { field, formOf, queryOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { decideWithin } from '../review/decide.ts';
import { REASONS, type Reason, toReason } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { queueUrl } from './post-routes.ts';
import { personOf } from '../web/person.ts';
import { type Person } from '../model/person.ts';
import { type DeskView, isWaitingView, readView } from '../review/view-query.ts';

/** So many at once at the most: a slip of the hand must stay readable, and the store free for others. */
const MOST = 500;

/** What is done with a whole view: rejecting all of it, and giving it a name. */
export function bulkPart(deps: DeskDeps): WebPart {
  return {
    access: {
      'GET /desk/bulk': 'reviewer',
      'POST /desk/bulk': 'reviewer',
      'POST /desk/views': 'reader',
      'POST /desk/views/drop': 'reader',
    },
    mount: (app) => {
      app.get('/desk/bulk', (request, reply) => {
        const person = personOf(request);
        return showBulk(deps, reply, {
          person,
          view: readView(queryOf(request), person),
          problem: undefined,
        });
      });
      app.post('/desk/bulk', (request, reply) => rejectAll(deps, request, reply));
      app.post('/desk/views', (request, reply) => keepView(deps, request, reply));
      app.post('/desk/views/drop', (request, reply) => {
        dropView(deps.store, personOf(request).id, field(formOf(request), 'name'));
        return reply.redirect('/desk', 303);
      });
    },
  };
}

type Shown = { readonly person: Person; readonly view: DeskView; readonly problem: string | undefined };

function showBulk(deps: DeskDeps, reply: FastifyReply, { person, view, problem }: Shown): FastifyReply {
  const ids = isWaitingView(view.slug) ? reviewIds(deps.store, view.filter, MOST) : [];
  return sendPage(
    reply,
    deps.views('desk/bulk.njk', {
      ...frameOf(deps, person, view),
      title: 'Reject them all',
      problem,
      count: ids.length,
      isMost: ids.length === MOST,
      some: reviewPage(deps.store, view.filter, { offset: 0, limit: ids.length === 0 ? 0 : 10 }),
      reasons: REASONS,
      nonce: randomUUID(),
    }),
  );
}

function rejectAll(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(request);
  const person = personOf(request);
  const view = readView(new URLSearchParams(field(form, 'view')), person);
  const reason = toReason(field(form, 'reason'));
  if (reason === undefined)
    return showBulk(deps, reply.code(400), {
      person,
      view,
      problem: 'Choose a reason: it is kept with each of them.',
    });
  const decisionId = rejectWithin(deps, view, {
    reason,
    count: Number(field(form, 'count')),
    nonce: field(form, 'nonce').slice(0, 80),
    note: field(form, 'note').slice(0, 4000),
    reviewerId: person.id,
  });
  if (decisionId === undefined) {
    const problem =
      'The number changed since the page was made. Look at it again, then confirm the new number.';
    return showBulk(deps, reply.code(409), { person, view, problem });
  }
  return reply.redirect(queueUrl(view, { done: String(decisionId) }), 303);
}

type BulkOrder = {
  readonly reason: Reason;
  readonly count: number;
  readonly nonce: string;
  readonly note: string;
  readonly reviewerId: number;
};

/** Rejects the whole set in one transaction, if it still has the size that was confirmed. Answers the first decision. */
function rejectWithin(deps: DeskDeps, view: DeskView, order: BulkOrder): number | undefined {
  const { store, now } = deps;
  return inTransaction(store, () => {
    const ids = isWaitingView(view.slug) ? reviewIds(store, view.filter, MOST) : [];
    if (ids.length === 0 || ids.length !== order.count || order.nonce === '') return undefined;
    const decisions = ids.map((id, index) => {
      const decided = decideWithin(store, {
        candidateId: id,
        versionSeen: candidateRow(store, id)?.version ?? 0,
        act: { kind: 'reject', reason: order.reason },
        note: order.note,
        nonce: `${order.nonce}/${index}`,
        batch: order.nonce,
        reviewerId: order.reviewerId,
        now: now(),
      });
      if (decided.kind !== 'done') throw new Error(`candidate ${id} could not be rejected with the others`);
      return decided.decisionId;
    });
    return decisions[0];
  });
}

function keepView(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(request);
  const person = personOf(request);
  const view = readView(new URLSearchParams(field(form, 'view')), person);
  const name = field(form, 'name').slice(0, 60);
  if (name !== '') saveView(deps.store, person.id, name, view.query);
  return reply.redirect(queueUrl(view), 303);
}
