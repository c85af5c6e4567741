import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { type InvitationRow, invitationByHash, useInvitation } from '../store/invitations.ts';
import type { SendLetter } from '../model/letter.ts';
import { inTransaction } from '../store/open.ts';
import { noteAccountEvent, type ReviewerRow, reviewerByEmail, setPassword } from '../store/reviewers.ts';
import { endAccess } from '../store/sessions.ts';
import { text, verbatim } from '../web/fields.ts';
import { ANYBODY, route } from '../web/route.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { AccountDeps } from './deps.ts';
import { resetLink } from './invite.ts';
import { dropLink, exchangedLink, linkRoute } from './link-cookie.ts';
import { hashPassword, LEAST_LENGTH, passwordProblem } from './passwords.ts';
import { startSession } from './session.ts';
import { refuseSpent } from './spent-link.ts';
import { forgetTriesOf, takeLetter } from './sign-in-limit.ts';
import { hashToken } from './tokens.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const anybody = { access: 'public', principals: ANYBODY } as const;
const Link = z.object({ token: z.string() });
const NewPassword = z.object({ password: verbatim });

/** Choosing a new password by a link; and, where mail is set up, asking for such a link. */
export function resetPart(deps: AccountDeps): WebPart {
  const { sendMail } = deps;
  return partOf([
    linkRoute(deps, { to: '/reset', what: 'link', isOpen: (token) => find(deps, token) !== undefined }),
    route({
      ...anybody,
      method: 'GET',
      path: '/reset',
      handle: ({ request, reply }) => showReset(deps, reply, exchangedLink(request, deps.cookie), undefined),
    }),
    route({
      ...anybody,
      method: 'POST',
      path: '/reset',
      body: NewPassword,
      handle: ({ body, ...exchange }) =>
        reset(deps, exchange, exchangedLink(exchange.request, deps.cookie), body.password),
    }),
    // For what chooses one without opening the page first.
    route({
      ...anybody,
      method: 'POST',
      path: '/reset/:token',
      params: Link,
      body: NewPassword,
      handle: ({ params, body, ...exchange }) => reset(deps, exchange, params.token, body.password),
    }),
    ...(sendMail === undefined ? [] : forgottenRoutes(deps, sendMail)),
  ]);
}

type Found = { readonly link: InvitationRow; readonly person: ReviewerRow };

function find({ store, now }: AccountDeps, token: string): Found | undefined {
  const link = invitationByHash(store, hashToken(token), now());
  const person =
    link?.purpose === 'reset' && link.email !== null ? reviewerByEmail(store, link.email) : undefined;
  return link === undefined || person === undefined ? undefined : { link, person };
}

async function showReset(
  deps: AccountDeps,
  reply: FastifyReply,
  token: string,
  problem: string | undefined,
): Promise<FastifyReply> {
  const found = find(deps, token);
  if (found === undefined) return refuseSpent(deps, reply, 'link');
  const page = {
    title: 'Choose a new password',
    problem,
    leastLength: LEAST_LENGTH,
    email: found.person.email,
  };
  return sendPage(reply, deps.views('desk/reset.njk', page));
}

async function reset(
  deps: AccountDeps,
  exchange: Exchange,
  token: string,
  password: string,
): Promise<FastifyReply> {
  const found = find(deps, token);
  if (found === undefined) return refuseSpent(deps, exchange.reply, 'link');
  const { store, now } = deps;
  const { link, person } = found;
  const problem = passwordProblem(password, person.email);
  if (problem !== undefined) return showReset(deps, exchange.reply.code(400), token, problem);
  const hashed = await hashPassword(password);
  const isDone = inTransaction(store, () => {
    if (find(deps, token) === undefined || !useInvitation(store, link.hash, now())) return false;
    setPassword(store, person.id, hashed);
    endAccess(store, person.id, now());
    forgetTriesOf(store, person.email);
    const event = { at: now(), actorId: person.id, reviewerId: person.id, what: 'reset the password' };
    noteAccountEvent(store, { ...event, detail: '' });
    return true;
  });
  if (!isDone) return refuseSpent(deps, exchange.reply, 'link');
  dropLink(exchange, deps.cookie);
  startSession(store, exchange, deps.cookie, { reviewerId: person.id, now: now() });
  return exchange.reply.redirect('/desk', 303);
}

function forgottenRoutes(deps: AccountDeps, sendMail: SendLetter) {
  const page = (reply: FastifyReply, sent: boolean) =>
    sendPage(reply, deps.views('desk/forgotten.njk', { title: 'Forgotten password', sent }));
  return [
    route({
      ...anybody,
      method: 'GET',
      path: '/sign-in/forgotten',
      handle: ({ reply }) => page(reply, false),
    }),
    route({
      ...anybody,
      method: 'POST',
      path: '/sign-in/forgotten',
      body: z.object({ email: text }),
      // The same answer, and as soon, whether there is such an account or not.
      handle: ({ body, request, reply }) => {
        sendLink(deps, sendMail, { email: body.email, ip: request.ip });
        return page(reply, true);
      },
    }),
  ];
}

function sendLink(
  deps: AccountDeps,
  sendMail: SendLetter,
  { email, ip }: { readonly email: string; readonly ip: string },
): void {
  const { store, now, publicUrl } = deps;
  const mayAsk = takeLetter(store, { email, ip, now: now() });
  const person = reviewerByEmail(store, email);
  if (!mayAsk || person === undefined || person.disabledAt !== null) return;
  const link = `${publicUrl}${resetLink(store, person, { madeBy: null, now: now() })}`;
  const words = `Somebody, hopefully you, asked for a new password for the desk of ${publicUrl}.\n\nChoose it here; the link works once, for a day:\n\n${link}\n\nIf it was not you, you need do nothing: the old password still works.\n`;
  void sendMail({ to: person.email, subject: 'A new password for Lamplighter', text: words }).then((why) =>
    why === undefined ? undefined : deps.log('warn.mail', { what: 'reset link', why }),
  );
}
