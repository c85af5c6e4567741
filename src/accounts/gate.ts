import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../store/open.ts';
import type { Role } from '../model/role.ts';
import { mayAct } from '../web/access.ts';
import { formOf } from '../web/form.ts';
import { type AccessGate, sendProblem } from '../web/shell.ts';
import { isSameSecret } from '../web/signed.ts';
import type { Views } from '../web/views.ts';
import { type CookieSettings, identify } from './session.ts';
import { maybePersonOf } from '../web/person.ts';
import { isSafe } from '../web/guard.ts';
import { interruptedBy, sendGoOn } from './interrupted.ts';
import { showSignIn, type SignInDeps } from './sign-in-routes.ts';

/** Makes the gate of the site: who is this, may they, and did the form come from a page that was made for them. */
export function makeGate(
  deps: SignInDeps & { readonly store: Store; readonly cookie: CookieSettings; readonly now: () => number },
): AccessGate {
  const { store, views, cookie, now } = deps;
  const keepForm = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const page = { ...interruptedBy(request), email: '', problem: undefined };
    await showSignIn(deps, reply.code(403), page);
  };
  return {
    admit: async (request, reply, needed) => {
      const person = identify(store, request, cookie, now());
      // A form is answered once it was read: what was typed is kept until somebody has signed in.
      if (person === undefined) return isForm(request) ? undefined : askToSignIn(request, reply, views);
      if (!mayAct(person.role, needed)) await sendProblem(reply, views, 403, refusal(person.role, needed));
    },
    confirm: async (request, reply, mayGoOn) => {
      const person = maybePersonOf(request);
      if (person === undefined)
        return mayGoOn ? keepForm(request, reply) : sendProblem(reply, views, 403, OUT);
      const { formToken } = person;
      if (formToken === undefined || isSameSecret(formToken, formOf(request).get('token') ?? '')) return;
      if (mayGoOn)
        await sendGoOn(reply.code(403), views, interruptedBy(request), { person, byItself: false });
      else await sendProblem(reply, views, 403, OLDER);
    },
  };
}

const OUT = 'You are signed out, so nothing was done. Sign in, then do it again.';
const OLDER = 'This form is from an older visit. Go back, reload the page and send it again.';

function isForm({ headers }: FastifyRequest): boolean {
  return (
    headers.authorization === undefined &&
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  );
}

async function askToSignIn(request: FastifyRequest, reply: FastifyReply, views: Views): Promise<void> {
  if (request.headers.authorization !== undefined) {
    await reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'this token is not valid' });
    return;
  }
  if (!isSafe(request)) return sendProblem(reply, views, 403, OUT);
  await reply
    .header('cache-control', 'no-store')
    .redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
}

function refusal(has: Role, needed: Role): string {
  return `Your account is that of a ${has}; this needs an account of the kind "${needed}". An administrator can change it under People.`;
}
