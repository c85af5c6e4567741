import { generateAtomFeed } from 'feedsmith';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DAY } from '../base/durations.ts';
import { candidatesSince } from '../store/overview.ts';
import { reviewerById } from '../store/reviewers.ts';
import { apiTokenByHash, touchApiToken } from '../store/sessions.ts';
import { queryOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import type { DeskDeps } from './deps.ts';
import { shorten } from '../web/words.ts';
import { sourceName } from '../base/source.ts';
import { hashToken } from '../accounts/tokens.ts';

const MONTH = 30 * DAY;

/** A private feed of what came to the desk: its address carries a token of its own, because feed readers cannot sign in. */
export function feedPart(deps: DeskDeps): WebPart {
  return {
    access: { 'GET /desk/feed.atom': 'public' },
    mount: (app) => {
      app.get('/desk/feed.atom', (request, reply) => sendFeed(deps, request, reply));
    },
  };
}

function sendFeed(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('cache-control', 'private, no-store');
  if (!mayRead(deps, queryOf(request).get('token') ?? ''))
    return reply
      .code(401)
      .type('text/plain; charset=utf-8')
      .send('This feed address is not valid, or has been revoked.\n');
  const { publicUrl, now } = deps;
  const posts = candidatesSince(deps.store, now() - MONTH, 200).sort((a, b) => b.createdAt - a.createdAt);
  const source = (id: string) => sourceName(deps.sources, id);
  const xml = generateAtomFeed(
    {
      id: `${publicUrl}/desk/feed.atom`,
      title: { value: 'Lamplighter: new on the desk' },
      updated: new Date(posts[0]?.createdAt ?? 0),
      links: [{ href: `${publicUrl}/desk`, rel: 'alternate' }],
      entries: posts.slice(0, 50).map((post) => ({
        id: `${publicUrl}/desk/${post.id}`,
        title: { value: legal(shorten(post.title === '' ? '(no title)' : post.title, 200)) },
        updated: new Date(post.createdAt),
        links: [{ href: `${publicUrl}/desk/${post.id}`, rel: 'alternate' }],
        summary: { value: legal(`${source(post.sourceId)}, ${Math.round(post.score * 10) / 10} points`) },
        authors: [{ name: legal(source(post.sourceId)) }],
      })),
    },
    { lenient: true },
  );
  return reply.type('application/atom+xml; charset=utf-8').send(xml);
}

function mayRead({ store, now }: DeskDeps, token: string): boolean {
  const row = apiTokenByHash(store, hashToken(token));
  const person = row === undefined ? undefined : reviewerById(store, row.reviewerId);
  if (row === undefined || row.scope !== 'feed' || person === undefined || person.disabledAt !== null)
    return false;
  if (row.usedAt === null || now() - row.usedAt > 3_600_000) touchApiToken(store, row.id, now());
  return true;
}

/** What XML 1.0 cannot carry, left out: control characters, lone surrogates, two non-characters. */
function legal(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
