import { readFileSync } from 'node:fs';
import type { FastifyReply } from 'fastify';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { readOccasion } from '../catalogue/read-occasion.ts';
import type { Occasion } from '../catalogue/showcase.ts';
import { queryOf } from '../web/form.ts';
import type { PublishDeps } from './deps.ts';
import { embedCards, embedFragment } from './embed.ts';
import { oembedAnswer } from './machines/oembed.ts';
import { problem } from './machines/problem.ts';
import type { Routes } from '../web/shell.ts';
import { html, json, sendPublic } from './send.ts';

/** The custom element, as a file of its own: `<script src=".../embed.js">`. */
export const ELEMENT = readFileSync(new URL('assets/embed.js', import.meta.url), 'utf8');

/** The block for other sites, in every form it comes in. None of these ever reads a cookie. */
export function embedRoutes(deps: PublishDeps): Routes {
  return {
    'GET /embed': (request, reply) =>
      sendPublic(request, open(reply), html(fragmentFor(deps, queryOf(request)))),
    'GET /embed/page': (request, reply) =>
      sendPublic(request, open(reply), html(fragmentPage(deps, queryOf(request)))),
    'GET /embed.json': (request, reply) =>
      sendPublic(request, open(reply), json(embedData(deps, queryOf(request)))),
    'GET /embed.js': (request, reply) =>
      sendPublic(request, open(reply), { type: 'text/javascript; charset=utf-8', body: ELEMENT }),
    'GET /oembed': (request, reply) => {
      const answer = oembedAnswer(deps, queryOf(request));
      return answer.kind === 'found'
        ? sendPublic(request, open(reply), answer.payload)
        : problem(open(reply), answer.status, answer.say);
    },
  };
}

/** Lets other sites frame and read an answer; only these addresses do. */
function open(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cross-origin-opener-policy', 'unsafe-none')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    );
}

const MOST = 4;

function limitOf(query: URLSearchParams): number {
  const limit = Math.trunc(Number(query.get('limit') ?? 2));
  return Number.isFinite(limit) ? Math.min(Math.max(limit, 1), MOST) : 2;
}

/** The block for what a query string says: council, cpv, group, limit. */
export function fragmentFor(deps: PublishDeps, query: URLSearchParams): string {
  const occasion = readOccasion(query);
  const cards = embedCards(readCatalogue(deps.store), occasion, limitOf(query), deps.publicUrl);
  return embedFragment(cards, moreUrl(deps, occasion));
}

export function fragmentPage(deps: PublishDeps, query: URLSearchParams): string {
  return deps.views('catalogue/embed.njk', { fragment: fragmentFor(deps, query) });
}

export function embedData(deps: PublishDeps, query: URLSearchParams): object {
  const occasion = readOccasion(query);
  return {
    council: occasion.council?.code ?? null,
    topics: occasion.topics,
    more: moreUrl(deps, occasion),
    licence: 'CC-BY-4.0',
    items: embedCards(readCatalogue(deps.store), occasion, limitOf(query), deps.publicUrl),
  };
}

function moreUrl({ publicUrl }: PublishDeps, { council, topics }: Occasion): string {
  const query = new URLSearchParams();
  if (council !== undefined) query.set('council', council.code);
  if (topics.length === 1) query.set('topic', topics[0] ?? '');
  const text = query.toString();
  return `${publicUrl}/search${text === '' ? '' : `?${text}`}`;
}
