import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUR } from '../base/durations.ts';
import type { CookieSettings } from './session.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Long enough to choose a password; the link itself can be opened again. */
const KEPT_S = HOUR / 1000;

/**
 * Takes the secret of a link that came by mail out of the address, which history, bookmarks and those who look over a shoulder see: it goes into a
 * cookie, and the browser to a page without it. Lax, since a strict one is not sent where a letter led here.
 */
export function exchangeLink(
  reply: FastifyReply,
  cookie: CookieSettings,
  { token, to }: { readonly token: string; readonly to: string },
): FastifyReply {
  void reply.setCookie(nameOf(cookie), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: cookie.secure,
    maxAge: KEPT_S,
  });
  return reply.redirect(to, 303);
}

/** The secret that a link left in this browser; '' where there is none, which opens nothing. */
export function exchangedLink({ cookies }: FastifyRequest, cookie: CookieSettings): string {
  return cookies[nameOf(cookie)] ?? '';
}

/** Forgets it, once it was used. */
export function dropLink({ request, reply }: Exchange, cookie: CookieSettings): void {
  if (exchangedLink(request, cookie) === '') return;
  void reply.clearCookie(nameOf(cookie), { path: '/', secure: cookie.secure });
}

function nameOf({ name }: CookieSettings): string {
  return `${name}-link`;
}
