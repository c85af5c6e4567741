import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CandidateRow, candidateRow, claimOf, takeClaim } from '../store/desk.ts';
import { nextForReview } from '../store/review-queue.ts';
import { pathParam, queryOf } from '../web/form.ts';
import { sendProblem, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { bannerOf } from './banner.ts';
import { CLAIM_MS, claimNext } from '../review/claim-next.ts';
import type { DeskDeps } from './deps.ts';
import { postPage } from './post-page.ts';
import { personOf } from '../web/person.ts';
import { type Person } from '../model/person.ts';
import { type DeskView, readView } from '../review/view-query.ts';

/** One post, one screen; and how one gets to the next. */
export function postPart(deps: DeskDeps): WebPart {
  return {
    access: { 'GET /desk/:id': 'reader', 'GET /desk/next': 'reviewer', 'GET /desk/previous': 'reviewer' },
    mount: (app) => {
      app.get('/desk/:id', (request, reply) => showPost(deps, request, reply));
      app.get('/desk/next', (request, reply) => goOn(deps, request, reply));
      app.get('/desk/previous', (request, reply) => goBack(deps, request, reply));
    },
  };
}

/** The candidate that a path or field names by its number. */
export function candidateNamed(deps: DeskDeps, text: string): CandidateRow | undefined {
  return /^\d{1,15}$/.test(text) ? candidateRow(deps.store, Number(text)) : undefined;
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

async function showPost(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const candidate = candidateNamed(deps, pathParam(request, 'id'));
  if (candidate === undefined) return missingPost(deps, reply);
  const person = personOf(request);
  const query = queryOf(request);
  if (person.role !== 'reader' && isOpen(candidate)) claimFor(deps, candidate.id, person);
  const asked = { person, view: readView(query, person), banner: bannerOf(deps, query) };
  return sendPage(reply, postPage(deps, candidate, asked));
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
function goOn(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const person = personOf(request);
  const query = queryOf(request);
  const view = readView(query, person);
  const after = candidateNamed(deps, query.get('after') ?? '');
  const id = claimNext(deps.store, { view, reviewerId: person.id, now: deps.now(), after });
  return reply.redirect(id === undefined ? queueUrl(view, { say: 'finished' }) : postUrl(id, view), 303);
}

function goBack(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const person = personOf(request);
  const query = queryOf(request);
  const view = readView(query, person);
  const after = candidateNamed(deps, query.get('after') ?? '');
  const dealing = { reviewerId: person.id, now: deps.now(), after, back: true };
  const id = after === undefined ? undefined : nextForReview(deps.store, view.filter, dealing);
  return reply.redirect(postUrl(id ?? after?.id ?? 0, view), 303);
}
