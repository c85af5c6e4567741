import type { FastifyReply, FastifyRequest } from 'fastify';
import { resolveUrl } from '../base/url.ts';
import { field, formOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { personOf } from '../web/person.ts';

/** Adding a page by hand: any address, fetched through the same guard as everything else, scored and laid on the desk. */
export function addPart(deps: DeskDeps): WebPart {
  return {
    access: { 'GET /desk/add': 'reviewer', 'POST /desk/add': 'reviewer' },
    mount: (app) => {
      app.get('/desk/add', (request, reply) =>
        showAdd(deps, { request, reply }, { url: '', problem: undefined }),
      );
      app.post('/desk/add', (request, reply) => addByForm(deps, { request, reply }));
    },
  };
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

function showAdd(
  deps: DeskDeps,
  { request, reply }: Exchange,
  typed: { readonly url: string; readonly problem: string | undefined },
): FastifyReply {
  const page = {
    ...frameOf(deps, personOf(request)),
    title: 'Add a page',
    ...typed,
    isOpen: deps.addByHand !== undefined,
  };
  return sendPage(reply, deps.views('desk/add.njk', page));
}

async function addByForm(deps: DeskDeps, exchange: Exchange): Promise<FastifyReply> {
  const typed = field(formOf(exchange.request), 'url').slice(0, 2000);
  const fail = (problem: string) =>
    showAdd(deps, { ...exchange, reply: exchange.reply.code(400) }, { url: typed, problem });
  const url = resolveUrl(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`, undefined);
  if (url === undefined || typed === '')
    return fail('Give the address of a page, like https://www.example.org/news/story.');
  if (deps.addByHand === undefined)
    return fail('This server does not fetch pages. Add it where the crawl runs.');
  const added = await deps.addByHand(url);
  if (added.kind === 'failed') return fail(added.say);
  return exchange.reply.redirect(`/desk/${added.candidateId}`, 303);
}
