import { readFileSync } from 'node:fs';
import type { FastifyReply } from 'fastify';
import { readCatalogue } from '../catalogue/catalogue.ts';
import type { Occasion } from '../catalogue/showcase.ts';
import type { PublishDeps } from './deps.ts';
import { embedCards, embedFragment } from './embed.ts';
import { Showcased, type Wanted } from './inputs.ts';
import { oembedAnswer, OembedQuery } from './machines/oembed.ts';
import { problem } from './machines/problem.ts';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import { html, json, type Payload, permitAnySite, readByAnySite, sendPublic } from './send.ts';

/** The custom element, as a file of its own: `<script src=".../embed.js">`. */
export const ELEMENT = readFileSync(new URL('assets/embed.js', import.meta.url), 'utf8');

/** The block for other sites, in every form it comes in. None of these ever reads a cookie. */
export function embedRoutes(deps: PublishDeps): readonly Route[] {
  const block = (path: string, payload: (wanted: Wanted) => Payload) =>
    route({
      ...GET_BY_ANYBODY,
      path,
      query: Showcased,
      handle: ({ query, request, reply }) => sendPublic(request, open(reply), payload(query)),
    });
  return [
    ...['/embed', '/embed.json', '/oembed'].map(permitAnySite),
    block('/embed', (wanted) => html(fragmentFor(deps, wanted))),
    block('/embed/page', (wanted) => html(fragmentPage(deps, wanted))),
    block('/embed.json', (wanted) => json(embedData(deps, wanted))),
    route({
      ...GET_BY_ANYBODY,
      path: '/embed.js',
      handle: ({ request, reply }) =>
        sendPublic(request, open(reply), { type: 'text/javascript; charset=utf-8', body: ELEMENT }),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/oembed',
      query: OembedQuery,
      handle: ({ query, request, reply }) => {
        const answer = oembedAnswer(deps, query);
        return answer.kind === 'found'
          ? sendPublic(request, open(reply), answer.payload)
          : problem(open(reply), answer.status, answer.say);
      },
    }),
  ];
}

/** Lets other sites frame and read an answer; only these addresses do. */
function open(reply: FastifyReply): FastifyReply {
  return readByAnySite(reply)
    .header('cross-origin-opener-policy', 'unsafe-none')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    );
}

/** The block as a fragment of HTML. */
export function fragmentFor(deps: PublishDeps, { occasion, limit }: Wanted): string {
  const cards = embedCards(readCatalogue(deps.store), occasion, limit, deps.publicUrl);
  return embedFragment(cards, moreUrl(deps, occasion));
}

export function fragmentPage(deps: PublishDeps, wanted: Wanted): string {
  return deps.views('catalogue/embed.njk', { fragment: fragmentFor(deps, wanted) });
}

export function embedData(deps: PublishDeps, { occasion, limit }: Wanted): object {
  return {
    council: occasion.council?.code ?? null,
    topics: occasion.topics,
    more: moreUrl(deps, occasion),
    licence: 'CC-BY-4.0',
    items: embedCards(readCatalogue(deps.store), occasion, limit, deps.publicUrl),
  };
}

function moreUrl({ publicUrl }: PublishDeps, { council, topics }: Occasion): string {
  const query = new URLSearchParams();
  if (council !== undefined) query.set('council', council.code);
  if (topics.length === 1) query.set('topic', topics[0] ?? '');
  const text = query.toString();
  return `${publicUrl}/search${text === '' ? '' : `?${text}`}`;
}
