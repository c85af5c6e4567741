import * as z from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '../store/open.ts';
import { addReviewer, noteAccountEvent, reviewerByEmail } from '../store/reviewers.ts';
import { dropSession, invitationByHash, useInvitation } from '../store/sessions.ts';
import { text, textUpTo, verbatim } from '../web/fields.ts';
import { ANYBODY, route, SIGNED_IN } from '../web/route.ts';
import { partOf, sendProblem, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { AccountDeps } from './deps.ts';
import { hashPassword, isPassword, LEAST_LENGTH, passwordProblem } from './passwords.ts';
import { startSession } from './session.ts';
import { clearFailures, countFailure, waitBeforeTry } from './sign-in-limit.ts';
import { hashToken } from './tokens.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const anybody = { access: 'public', principals: ANYBODY } as const;
const Invited = z.object({ token: z.string() });
const Credentials = z.object({ email: text, to: text, password: verbatim });
const Newcomer = z.object({ email: textUpTo(254), name: textUpTo(100), password: verbatim });

/** Signing in and out, and joining by an invitation. */
export function signInPart(deps: AccountDeps): WebPart {
  return partOf([
    route({
      ...anybody,
      method: 'GET',
      path: '/sign-in',
      query: z.object({ to: verbatim }),
      handle: ({ query, reply }) => showSignIn(deps, reply, { to: query.to, email: '', problem: undefined }),
    }),
    route({
      ...anybody,
      method: 'POST',
      path: '/sign-in',
      body: Credentials,
      handle: ({ body, request, reply }) => signIn(deps, { request, reply }, body),
    }),
    route({
      method: 'POST',
      path: '/sign-out',
      access: 'reader',
      principals: SIGNED_IN,
      handle: ({ person, reply }) => {
        if (person.sessionHash !== undefined) dropSession(deps.store, person.sessionHash);
        return reply.clearCookie(deps.cookie.name, { path: '/' }).redirect('/sign-in', 303);
      },
    }),
    route({
      ...anybody,
      method: 'GET',
      path: '/join/:token',
      params: Invited,
      handle: ({ params, reply }) =>
        showJoin(deps, reply, params.token, { email: '', name: '', problem: undefined }),
    }),
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

type SignInState = { readonly to: string; readonly email: string; readonly problem: string | undefined };

function showSignIn(deps: AccountDeps, reply: FastifyReply, state: SignInState): FastifyReply {
  const page = { title: 'Sign in', ...state, singleSignOn: deps.singleSignOn };
  return sendPage(reply, deps.views('desk/sign-in.njk', page));
}

async function signIn(
  deps: AccountDeps,
  exchange: Exchange,
  { email, to, password }: z.infer<typeof Credentials>,
): Promise<FastifyReply> {
  const { store, now } = deps;
  const { request, reply } = exchange;
  const wait = waitBeforeTry(store, { email, ip: request.ip, now: now() });
  if (wait > 0)
    return showSignIn(deps, reply.code(429).header('retry-after', Math.ceil(wait / 1000)), {
      to,
      email,
      problem: `There were too many tries. Wait ${waitWords(wait)}, then try again.`,
    });
  const person = reviewerByEmail(store, email);
  const isRight = await isPassword(person?.password ?? null, password);
  if (person === undefined || !isRight || person.disabledAt !== null) {
    countFailure(store, { email, ip: request.ip, now: now() });
    const problem = 'The e-mail address or the password is not right.';
    return showSignIn(deps, reply.code(403), { to, email, problem });
  }
  clearFailures(store, email);
  startSession(store, exchange, deps.cookie, { reviewerId: person.id, now: now() });
  return reply.redirect(localPath(to), 303);
}

function waitWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** Only a path of ours is gone to after signing in: never another site, which `//evil` and `/\evil` would be. */
export function localPath(to: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/desk';
}

type JoinState = { readonly email: string; readonly name: string; readonly problem: string | undefined };

async function showJoin(
  deps: AccountDeps,
  reply: FastifyReply,
  token: string,
  state: JoinState,
): Promise<FastifyReply> {
  const invitation = openInvitation(deps, token);
  if (invitation === undefined) return refuseInvitation(deps, reply);
  const page = { title: 'Join the desk', ...state, invitation, leastLength: LEAST_LENGTH };
  return sendPage(reply, deps.views('desk/join.njk', page));
}

async function refuseInvitation(deps: AccountDeps, reply: FastifyReply): Promise<FastifyReply> {
  const say = 'This invitation was used already, or is too old. Ask an administrator for a new one.';
  await sendProblem(reply, deps.views, 410, say);
  return reply;
}

function openInvitation({ store, now }: AccountDeps, token: string) {
  const invitation = invitationByHash(store, hashToken(token));
  if (invitation === undefined || invitation.usedAt !== null || invitation.expiresAt <= now())
    return undefined;
  return invitation;
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
  if (invitation === undefined) return refuseInvitation(deps, reply);
  const email = invitation.email ?? given.email;
  const problem = joinProblem(email, name) ?? passwordProblem(password, email);
  if (problem !== undefined) return showJoin(deps, reply.code(400), token, { email, name, problem });
  const hashed = await hashPassword(password);
  const reviewerId = inTransaction(store, () => {
    const now = deps.now();
    if (reviewerByEmail(store, email) !== undefined || !useInvitation(store, invitation.hash, now))
      return undefined;
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
  startSession(store, exchange, deps.cookie, { reviewerId, now: deps.now() });
  return reply.redirect('/desk', 303);
}

function joinProblem(email: string, name: string): string | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return 'Give an e-mail address, like name@example.org.';
  if (name === '') return 'Give the name that colleagues know you by.';
  return undefined;
}
