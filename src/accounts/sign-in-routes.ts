import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '../store/open.ts';
import { addReviewer, noteAccountEvent, reviewerByEmail } from '../store/reviewers.ts';
import { dropSession, invitationByHash, useInvitation } from '../store/sessions.ts';
import { field, formOf, pathParam, queryOf } from '../web/form.ts';
import { sendProblem, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { AccountDeps } from './deps.ts';
import { hashPassword, isPassword, LEAST_LENGTH, passwordProblem } from './passwords.ts';
import { personOf, startSession } from './session.ts';
import { clearFailures, countFailure, waitBeforeTry } from './sign-in-limit.ts';
import { hashToken } from './tokens.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Signing in and out, and joining by an invitation. */
export function signInPart(deps: AccountDeps): WebPart {
  return {
    access: {
      'GET /sign-in': 'public',
      'POST /sign-in': 'public',
      'POST /sign-out': 'reader',
      'GET /join/:token': 'public',
      'POST /join/:token': 'public',
    },
    mount: (app) => {
      app.get('/sign-in', (request, reply) =>
        showSignIn(deps, reply, { to: queryOf(request).get('to') ?? '', email: '', problem: undefined }),
      );
      app.post('/sign-in', (request, reply) => signIn(deps, { request, reply }));
      app.post('/sign-out', (request, reply) => {
        const { sessionHash } = personOf(request);
        if (sessionHash !== undefined) dropSession(deps.store, sessionHash);
        return reply.clearCookie(deps.way.name, { path: '/' }).redirect('/sign-in', 303);
      });
      app.get('/join/:token', (request, reply) =>
        showJoin(deps, { request, reply }, { email: '', name: '', problem: undefined }),
      );
      app.post('/join/:token', (request, reply) => join(deps, { request, reply }));
    },
  };
}

type SignInState = { readonly to: string; readonly email: string; readonly problem: string | undefined };

function showSignIn(deps: AccountDeps, reply: FastifyReply, state: SignInState): FastifyReply {
  const page = { title: 'Sign in', ...state, singleSignOn: deps.singleSignOn };
  return sendPage(reply, deps.views('desk/sign-in.njk', page));
}

async function signIn(deps: AccountDeps, exchange: Exchange): Promise<FastifyReply> {
  const { store, now } = deps;
  const { request, reply } = exchange;
  const form = formOf(request);
  const [email, to] = [field(form, 'email'), field(form, 'to')];
  const wait = waitBeforeTry(store, { email, ip: request.ip, now: now() });
  if (wait > 0)
    return showSignIn(deps, reply.code(429).header('retry-after', Math.ceil(wait / 1000)), {
      to,
      email,
      problem: `There were too many tries. Wait ${waitWords(wait)}, then try again.`,
    });
  const person = reviewerByEmail(store, email);
  const isRight = await isPassword(person?.password ?? null, form.get('password') ?? '');
  if (person === undefined || !isRight || person.disabledAt !== null) {
    countFailure(store, { email, ip: request.ip, now: now() });
    const problem = 'The e-mail address or the password is not right.';
    return showSignIn(deps, reply.code(403), { to, email, problem });
  }
  clearFailures(store, email);
  startSession(store, exchange, deps.way, { reviewerId: person.id, now: now() });
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

async function showJoin(deps: AccountDeps, exchange: Exchange, state: JoinState): Promise<FastifyReply> {
  const invitation = openInvitation(deps, exchange.request);
  if (invitation === undefined) return refuseInvitation(deps, exchange.reply);
  const page = { title: 'Join the desk', ...state, invitation, leastLength: LEAST_LENGTH };
  return sendPage(exchange.reply, deps.views('desk/join.njk', page));
}

async function refuseInvitation(deps: AccountDeps, reply: FastifyReply): Promise<FastifyReply> {
  const say = 'This invitation was used already, or is too old. Ask an administrator for a new one.';
  await sendProblem(reply, deps.views, 410, say);
  return reply;
}

function openInvitation({ store, now }: AccountDeps, request: FastifyRequest) {
  const invitation = invitationByHash(store, hashToken(pathParam(request, 'token')));
  if (invitation === undefined || invitation.usedAt !== null || invitation.expiresAt <= now())
    return undefined;
  return invitation;
}

async function join(deps: AccountDeps, exchange: Exchange): Promise<FastifyReply> {
  const { store } = deps;
  const { request, reply } = exchange;
  const invitation = openInvitation(deps, request);
  if (invitation === undefined) return refuseInvitation(deps, reply);
  const form = formOf(request);
  const email = (invitation.email ?? field(form, 'email')).slice(0, 254);
  const name = field(form, 'name').slice(0, 100);
  const password = form.get('password') ?? '';
  const problem = joinProblem(email, name) ?? passwordProblem(password, email);
  if (problem !== undefined)
    return showJoin(deps, { request, reply: reply.code(400) }, { email, name, problem });
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
    return showJoin(
      deps,
      { request, reply: reply.code(409) },
      { email, name, problem: 'There is already an account with this address.' },
    );
  startSession(store, exchange, deps.way, { reviewerId, now: deps.now() });
  return reply.redirect('/desk', 303);
}

function joinProblem(email: string, name: string): string | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return 'Give an e-mail address, like name@example.org.';
  if (name === '') return 'Give the name that colleagues know you by.';
  return undefined;
}
