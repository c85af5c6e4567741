import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { HOUR } from '../base/durations.ts';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import type { AccountDeps } from './deps.ts';
import type { CookieSettings } from './session.ts';
import { refuseSpent } from './spent-link.ts';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Long enough to choose a password; the link itself can be opened again. */
const KEPT_S = HOUR / 1000;

/**
 * The route of a link that came by mail. It takes the secret out of the address, which history, bookmarks and those who look over a
 * shoulder see: that goes into a cookie, and the browser to a page without it. Lax, since a strict one is not sent where a letter
 * led here.
 */
export function linkRoute(
  { cookie, views }: Pick<AccountDeps, 'cookie' | 'views'>,
  {
    to,
    what,
    isOpen,
  }: {
    /** The page without the secret: `/join`. */
    readonly to: string;
    readonly what: 'invitation' | 'link';
    readonly isOpen: (token: string) => boolean;
  },
): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: `${to}/:token`,
    params: z.object({ token: z.string() }),
    handle: ({ params: { token }, reply }) => {
      if (!isOpen(token)) return refuseSpent({ views }, reply, what);
      void reply.setCookie(nameOf(cookie), token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: cookie.secure,
        maxAge: KEPT_S,
      });
      return reply.redirect(to, 303);
    },
  });
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
