import { route, type Route } from '../web/route.ts';
import { maybeId } from '../web/fields.ts';
import { bannerWords, GET_BY_READER, GET_BY_REVIEWER, Numbered, viewWords, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Person } from '../model/person.ts';
import { type CandidateRow, candidateRow, claimOf, takeClaim } from '../store/desk.ts';
import { seeMentions } from '../store/mentions.ts';
import { nextForReview } from '../store/review-queue.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { bannerOf } from './banner.ts';
import { CLAIM_MS, claimNext } from '../review/claim-next.ts';
import type { DeskDeps } from './deps.ts';
import { postPage } from './post-page.ts';
import { type DeskView } from '../review/view-query.ts';
import { viewOf } from './view-of.ts';

const Dealing = z.object({ ...viewWords, after: maybeId });
type Dealt = z.infer<typeof Dealing>;

/** One post, one screen; and how one gets to the next. */
export function postRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/:id',
      params: Numbered,
      query: z.object({ ...viewWords, ...bannerWords }),
      refuse: (_bad, reply) => missingPost(deps, reply),
      handle: async ({ params, query, person, reply }) => {
        const candidate = candidateRow(deps.store, params.id);
        if (candidate === undefined) return missingPost(deps, reply);
        if (person.role !== 'reader' && isOpen(candidate)) claimFor(deps, candidate.id, person);
        seeMentions(deps.store, candidate.id, person.id, deps.now());
        const asked = { person, view: viewOf(deps, query, person), banner: bannerOf(deps, query) };
        return sendPage(reply, postPage(deps, candidate, asked));
      },
    }),
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/next',
      query: Dealing,
      handle: (call) => goOn(deps, call, call.query),
    }),
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/previous',
      query: Dealing,
      handle: (call) => goBack(deps, call, call.query),
    }),
  ];
}

/** Where a post's page is, within a view. */
export function postUrl(id: number, view: DeskView, more: Readonly<Record<string, string>> = {}): string {
  return withQuery(`/desk/${id}`, view, more);
}

/** The queue's list, within a view. */
export function queueUrl(view: DeskView, more: Readonly<Record<string, string>> = {}): string {
  return withQuery('/desk', view, more);
}

function withQuery(path: string, view: DeskView, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(view.query);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

export async function missingPost(deps: DeskDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There is no post with this number on the desk.');
  return reply;
}

function isOpen({ state }: CandidateRow): boolean {
  return state === 'new' || state === 'second';
}

function claimFor({ store, now }: DeskDeps, candidateId: number, person: Person): void {
  const at = now();
  const held = claimOf(store, candidateId, at);
  // Just dealt to them: no need to write it again.
  if (held?.reviewerId === person.id && held.until - at > CLAIM_MS / 2) return;
  takeClaim(store, { candidateId, reviewerId: person.id, now: at, until: at + CLAIM_MS });
}

/** Deals the next post: behind the one that is named, or the first. */
function goOn(deps: DeskDeps, { person, reply }: DeskCall, query: Dealt): FastifyReply {
  const view = viewOf(deps, query, person);
  const after = query.after === undefined ? undefined : candidateRow(deps.store, query.after);
  const id = claimNext(deps.store, { view, reviewerId: person.id, now: deps.now(), after });
  return reply.redirect(id === undefined ? queueUrl(view, { say: 'finished' }) : postUrl(id, view), 303);
}

function goBack(deps: DeskDeps, { person, reply }: DeskCall, query: Dealt): FastifyReply {
  const view = viewOf(deps, query, person);
  const after = query.after === undefined ? undefined : candidateRow(deps.store, query.after);
  const dealing = { reviewerId: person.id, now: deps.now(), after, back: true };
  const id = after === undefined ? undefined : nextForReview(deps.store, view.filter, dealing);
  return reply.redirect(postUrl(id ?? after?.id ?? 0, view), 303);
}
