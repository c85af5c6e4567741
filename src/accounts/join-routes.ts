import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { type InvitationRow, invitationByHash, useInvitation } from '../store/invitations.ts';
import { inTransaction } from '../store/open.ts';
import { addReviewer, noteAccountEvent, reviewerByEmail } from '../store/reviewers.ts';
import { textUpTo, verbatim } from '../web/fields.ts';
import { ANYBODY, route } from '../web/route.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { AccountDeps } from './deps.ts';
import { dropLink, exchangedLink, linkRoute } from './link-cookie.ts';
import { hashPassword, LEAST_LENGTH, passwordProblem } from './passwords.ts';
import { startSession } from './session.ts';
import { refuseSpent } from './spent-link.ts';
import { hashToken } from './tokens.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const anybody = { access: 'public', principals: ANYBODY } as const;
const Invited = z.object({ token: z.string() });
const Newcomer = z.object({ email: textUpTo(254), name: textUpTo(100), password: verbatim });

/** Joining by an invitation. */
export function joinPart(deps: AccountDeps): WebPart {
  const fresh = { email: '', name: '', problem: undefined };
  return partOf([
    linkRoute(deps, {
      to: '/join',
      what: 'invitation',
      isOpen: (token) => openInvitation(deps, token) !== undefined,
    }),
    route({
      ...anybody,
      method: 'GET',
      path: '/join',
      handle: ({ request, reply }) => showJoin(deps, reply, exchangedLink(request, deps.cookie), fresh),
    }),
    route({
      ...anybody,
      method: 'POST',
      path: '/join',
      body: Newcomer,
      handle: ({ body, request, reply }) =>
        join(deps, { request, reply }, exchangedLink(request, deps.cookie), body),
    }),
    // For what joins without opening the page first.
    route({
      ...anybody,
      method: 'POST',
      path: '/join/:token',
      params: Invited,
      body: Newcomer,
      handle: ({ params, body, request, reply }) => join(deps, { request, reply }, params.token, body),
    }),
  ]);
}

type JoinState = { readonly email: string; readonly name: string; readonly problem: string | undefined };

async function showJoin(
  deps: AccountDeps,
  reply: FastifyReply,
  token: string,
  state: JoinState,
): Promise<FastifyReply> {
  const invitation = openInvitation(deps, token);
  if (invitation === undefined) return refuseSpent(deps, reply, 'invitation');
  const page = { title: 'Join the desk', ...state, invitation, leastLength: LEAST_LENGTH };
  return sendPage(reply, deps.views('desk/join.njk', page));
}

function openInvitation({ store, now }: AccountDeps, token: string): InvitationRow | undefined {
  const invitation = invitationByHash(store, hashToken(token), now());
  return invitation?.purpose === 'reset' ? undefined : invitation;
}

async function join(
  deps: AccountDeps,
  exchange: Exchange,
  token: string,
  { name, password, ...given }: z.infer<typeof Newcomer>,
): Promise<FastifyReply> {
  const { store } = deps;
  const { reply } = exchange;
  const invitation = openInvitation(deps, token);
  if (invitation === undefined) return refuseSpent(deps, reply, 'invitation');
  const email = invitation.email ?? given.email;
  const problem = joinProblem(email, name) ?? passwordProblem(password, email);
  if (problem !== undefined) return showJoin(deps, reply.code(400), token, { email, name, problem });
  const hashed = await hashPassword(password);
  const reviewerId = inTransaction(store, () => {
    const now = deps.now();
    // Asked again: while the password was hashed, another may have become the first administrator.
    const isOpen = openInvitation(deps, token) !== undefined && reviewerByEmail(store, email) === undefined;
    if (!isOpen || !useInvitation(store, invitation.hash, now)) return undefined;
    const id = addReviewer(store, { email, name, role: invitation.role, password: hashed, now });
    noteAccountEvent(store, {
      at: now,
      actorId: invitation.madeBy,
      reviewerId: id,
      what: 'joined',
      detail: invitation.role,
    });
    return id;
  });
  if (reviewerId === undefined)
    return showJoin(deps, reply.code(409), token, {
      email,
      name,
      problem: 'There is already an account with this address.',
    });
  dropLink(exchange, deps.cookie);
  startSession(store, exchange, deps.cookie, { reviewerId, now: deps.now() });
  return reply.redirect('/desk', 303);
}

function joinProblem(email: string, name: string): string | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return 'Give an e-mail address, like name@example.org.';
  if (name === '') return 'Give the name that colleagues know you by.';
  return undefined;
}
