import { route, type Route } from '../web/route.ts';
import { verbatim } from '../web/fields.ts';
import { atom } from '../web/atom.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { DAY } from '../base/durations.ts';
import { candidatesSince } from '../store/overview.ts';
import { reviewerById } from '../store/reviewers.ts';
import { apiTokenByHash, touchApiToken } from '../store/sessions.ts';
import type { DeskDeps } from './deps.ts';
import { shorten } from '../web/words.ts';
import { sourceName } from '../base/source.ts';
import { hashToken } from '../accounts/tokens.ts';

const MONTH = 30 * DAY;

/** A private feed of what came to the desk: its address carries a token of its own, because feed readers cannot sign in. */
export function feedRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/desk/feed.atom',
      access: 'public',
      principals: ['feed-token'],
      query: z.object({ token: verbatim }),
      handle: ({ query, reply }) => sendFeed(deps, reply, query.token),
    }),
  ];
}

function sendFeed(deps: DeskDeps, reply: FastifyReply, token: string): FastifyReply {
  void reply.header('cache-control', 'private, no-store');
  if (!mayRead(deps, token))
    return reply
      .code(401)
      .type('text/plain; charset=utf-8')
      .send('This feed address is not valid, or has been revoked.\n');
  const { publicUrl, now } = deps;
  const posts = candidatesSince(deps.store, now() - MONTH, 200).sort((a, b) => b.createdAt - a.createdAt);
  const source = (id: string) => sourceName(deps.sources, id);
  const feed = atom({
    id: `${publicUrl}/desk/feed.atom`,
    title: 'Lamplighter: new on the desk',
    page: `${publicUrl}/desk`,
    entries: posts.slice(0, 50).map((post) => ({
      id: `${publicUrl}/desk/${post.id}`,
      title: shorten(post.title === '' ? '(no title)' : post.title, 200),
      updated: post.createdAt,
      page: `${publicUrl}/desk/${post.id}`,
      author: source(post.sourceId),
      summary: `${source(post.sourceId)}, ${Math.round(post.score * 10) / 10} points`,
    })),
  });
  return reply.type('application/atom+xml; charset=utf-8').send(feed);
}

function mayRead({ store, now }: DeskDeps, token: string): boolean {
  const row = apiTokenByHash(store, hashToken(token));
  const person = row === undefined ? undefined : reviewerById(store, row.reviewerId);
  if (row === undefined || row.scope !== 'feed' || person === undefined || person.disabledAt !== null)
    return false;
  if (row.usedAt === null || now() - row.usedAt > 3_600_000) touchApiToken(store, row.id, now());
  return true;
}
