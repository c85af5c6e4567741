import * as z from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reviewerByEmail } from '../store/reviewers.ts';
import { dropSession } from '../store/sessions.ts';
import { text, verbatim } from '../web/fields.ts';
import { ANYBODY, route, SESSION } from '../web/route.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { AccountDeps } from './deps.ts';
import type { Person } from '../model/person.ts';
import { sendGoOn } from './interrupted.ts';
import { localPath } from './local-path.ts';
import { isPassword } from './passwords.ts';
import { identify, startSession } from './session.ts';
import { takeTry, tryWasRight } from './sign-in-limit.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const anybody = { access: 'public', principals: ANYBODY } as const;
const Credentials = z.object({ email: text, to: text, password: verbatim, held: z.string().optional() });

/** Signing in and out. */
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
      principals: SESSION,
      handle: ({ person, reply }) => {
        if (person.sessionHash !== undefined) dropSession(deps.store, person.sessionHash);
        return reply.clearCookie(deps.cookie.name, { path: '/' }).redirect('/sign-in', 303);
      },
    }),
  ]);
}

type SignInState = {
  readonly to: string;
  readonly email: string;
  readonly problem: string | undefined;
  /** The fields of a form that waits for somebody to sign in. */
  readonly held?: string | undefined;
};

/** What the page for signing in is made with. */
export type SignInDeps = Pick<AccountDeps, 'views' | 'singleSignOn' | 'sendMail'>;

export function showSignIn(deps: SignInDeps, reply: FastifyReply, state: SignInState): FastifyReply {
  const page = {
    title: 'Sign in',
    ...state,
    singleSignOn: deps.singleSignOn,
    canMail: deps.sendMail !== undefined,
  };
  return sendPage(reply, deps.views('desk/sign-in.njk', page));
}

async function signIn(
  deps: AccountDeps,
  exchange: Exchange,
  { email, to, password, held }: z.infer<typeof Credentials>,
): Promise<FastifyReply> {
  const { store, now } = deps;
  const { request, reply } = exchange;
  const goOn = (person: Person | undefined) =>
    person === undefined || held === undefined
      ? undefined
      : sendGoOn(reply, deps.views, { to, held }, { person, byItself: true });
  if (held !== undefined && email === '') {
    // Signed in meanwhile in another tab, or by single sign-on.
    const going = goOn(identify(store, request, deps.cookie, now()));
    if (going !== undefined) return going;
  }
  const attempt = { email, ip: request.ip, now: now() };
  const wait = takeTry(store, attempt);
  if (wait > 0)
    return showSignIn(deps, reply.code(429).header('retry-after', Math.ceil(wait / 1000)), {
      to,
      email,
      held,
      problem: `There were too many tries. Wait ${waitWords(wait)}, then try again.`,
    });
  const person = reviewerByEmail(store, email);
  const isRight = await isPassword(person?.password ?? null, password);
  if (person === undefined || !isRight || person.disabledAt !== null) {
    const problem = 'The e-mail address or the password is not right.';
    return showSignIn(deps, reply.code(403), { to, email, held, problem });
  }
  tryWasRight(store, attempt, person.id);
  const started = startSession(store, exchange, deps.cookie, { reviewerId: person.id, now: now() });
  return goOn(started) ?? reply.redirect(localPath(to), 303);
}

/** A pause in words. */
export function waitWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
