import { route, type Route } from '../web/route.ts';
import { textUpTo } from '../web/fields.ts';
import { GET_BY_REVIEWER, POST_BY_REVIEWER, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { resolveUrl } from '../base/url.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';

/** Adding a page by hand: any address, fetched through the same guard as everything else, scored and laid on the desk. */
export function addRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/add',
      handle: (call) => showAdd(deps, call, { url: '', problem: undefined }),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/add',
      body: z.object({ url: textUpTo(2000) }),
      handle: (call) => addByForm(deps, call, call.body.url),
    }),
  ];
}

function showAdd(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  typed: { readonly url: string; readonly problem: string | undefined },
): FastifyReply {
  const page = {
    ...frameOf(deps, person),
    title: 'Add a page',
    ...typed,
    isOpen: deps.addByHand !== undefined,
  };
  return sendPage(reply, deps.views('desk/add.njk', page));
}

async function addByForm(deps: DeskDeps, visit: DeskCall, typed: string): Promise<FastifyReply> {
  const fail = (problem: string) =>
    showAdd(deps, { ...visit, reply: visit.reply.code(400) }, { url: typed, problem });
  const url = resolveUrl(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`, undefined);
  if (url === undefined || typed === '')
    return fail('Give the address of a page, like https://www.example.org/news/story.');
  if (deps.addByHand === undefined)
    return fail('This server does not fetch pages. Add it where the crawl runs.');
  const added = await deps.addByHand(url);
  if (added.kind === 'failed') return fail(added.say);
  return visit.reply.redirect(`/desk/${added.candidateId}`, 303);
}
