import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../store/open.ts';
import type { Role } from '../model/role.ts';
import { mayAct } from '../web/access.ts';
import { formOf } from '../web/form.ts';
import { type AccessGate, sendProblem } from '../web/shell.ts';
import type { Views } from '../web/views.ts';
import { type CookieSettings, identify } from './session.ts';
import { personOf } from '../web/person.ts';

/** Makes the gate of the site: who is this, may they, and did the form come from a page that was made for them. */
export function makeGate(deps: {
  readonly store: Store;
  readonly views: Views;
  readonly cookie: CookieSettings;
  readonly now: () => number;
}): AccessGate {
  const { store, views, cookie, now } = deps;
  return {
    admit: async (request, reply, needed) => {
      const person = identify(store, request, cookie, now());
      if (person === undefined) return askToSignIn(request, reply, views);
      if (!mayAct(person.role, needed)) await sendProblem(reply, views, 403, refusal(person.role, needed));
    },
    confirm: async (request, reply) => {
      const { formToken } = personOf(request);
      if (formToken === undefined || isSame(formToken, formOf(request).get('token') ?? '')) return;
      await sendProblem(
        reply,
        views,
        403,
        'This form is from an older visit. Go back, reload the page and send it again.',
      );
    },
  };
}

async function askToSignIn(request: FastifyRequest, reply: FastifyReply, views: Views): Promise<void> {
  if (request.headers.authorization !== undefined) {
    await reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'this token is not valid' });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    await sendProblem(
      reply,
      views,
      403,
      'You are signed out, so nothing was saved. Sign in again in another tab, then send this form once more.',
    );
    return;
  }
  await reply
    .header('cache-control', 'no-store')
    .redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
}

function refusal(has: Role, needed: Role): string {
  return `Your account is that of a ${has}; this needs an account of the kind "${needed}". An administrator can change it under People.`;
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
