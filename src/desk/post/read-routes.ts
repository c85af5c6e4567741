import type { FastifyReply } from 'fastify';
import { candidateOfPost } from '../../store/desk.ts';
import { storedPost } from '../../store/posts.ts';
import { lineOfSource } from '../../store/source-lines.ts';
import { verdictOf } from '../../store/verdicts.ts';
import { route, type Route } from '../../web/route.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import { shorten } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_READER, Numbered } from '../inputs.ts';
import { postCard } from './post-card.ts';

/** A post that is not on the desk, to be read like any other; looking lays nothing there. */
export function readRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/posts/:id',
      params: Numbered,
      refuse: (_bad, reply) => notThere(deps, reply),
      handle: (call) => showPost(deps, call, call.params.id),
    }),
  ];
}

async function showPost(deps: DeskDeps, { person, reply }: DeskCall, id: number): Promise<FastifyReply> {
  const post = storedPost(deps.store, id);
  if (post === undefined) return notThere(deps, reply);
  const candidate = candidateOfPost(deps.store, id);
  if (candidate !== undefined) return reply.redirect(`/desk/${candidate.id}`, 303);
  return sendPage(
    reply,
    deps.views('desk/below.njk', {
      ...frameOf(deps, person),
      ...postCard(deps, post, verdictOf(deps.store, id)),
      title: shorten(post.title, 120),
      postId: id,
      line: lineOfSource(deps.store, post.sourceId, deps.rules.thresholds.queue),
    }),
  );
}

async function notThere(deps: DeskDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There is no such post in the store.');
  return reply;
}
