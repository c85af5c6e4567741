import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../model/person.ts';
import { formOf } from '../web/form.ts';
import { sendPage, type Views } from '../web/views.ts';
import { localPath } from './local-path.ts';

/** A form that could not be taken, as the next page carries it: where it was sent, and its fields as a query string. */
export type Interrupted = { readonly to: string; readonly held: string };

/** What only the page that made the form knew; the person who goes on has a token of their own. */
const OF_THE_PAGE = 'token';

/** Keeps a form that came when nobody was signed in, or from an older visit. */
export function interruptedBy(request: FastifyRequest): Interrupted {
  const fields = new URLSearchParams(formOf(request));
  fields.delete(OF_THE_PAGE);
  return { to: request.url, held: fields.toString() };
}

/** A page from which the interrupted act goes on: by itself after signing in, by a button where the form was an older visit's. */
export function sendGoOn(
  reply: FastifyReply,
  views: Views,
  { to, held }: Interrupted,
  how: { readonly person: Person; readonly byItself: boolean },
): FastifyReply {
  const fields = [...new URLSearchParams(held)].map(([name, value]) => ({ name, value }));
  return sendPage(
    reply,
    views('desk/go-on.njk', {
      title: 'Go on where you stopped',
      to: localPath(to),
      fields,
      typed: fields.map(({ value }) => value).filter((value) => /\p{L}\s+\p{L}/u.test(value)),
      name: how.person.name,
      token: how.person.formToken ?? '',
      byItself: how.byItself,
    }),
  );
}
