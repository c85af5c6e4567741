import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { caseNumber } from '../catalogue/entry.ts';
import type { PublishDeps } from './deps.ts';
import { ELEMENT } from './element.ts';
import { embedCards, embedFragment } from './embed.ts';
import { FRAME_POLICY, type Framed, framePage, type Theme, THEMES } from './frame.ts';
import { frameOfCase, frameOfList, frameOfOccasion, moreUrl } from './framed.ts';
import { filterWords, showcaseWords, Showcased, toWanted, type Wanted, withFilters } from './inputs.ts';
import { oembedAnswer, OembedQuery } from './machines/oembed.ts';
import { problem } from '../web/problem.ts';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import { sendKept } from './kept-answers.ts';
import { html, json, type Payload, permitAnySite, readByAnySite, sendPublic } from './send.ts';

const theme = z.enum(THEMES).default('auto').catch('auto');
const Kind = z.object({ council: z.string(), kind: z.string() });

/** The block for other sites, in every form it comes in. No cookie changes any of these. */
export function embedRoutes(deps: PublishDeps): readonly Route[] {
  const block = (path: string, payload: (wanted: Wanted) => Payload) =>
    route({
      ...GET_BY_ANYBODY,
      path,
      query: Showcased,
      handle: ({ query, request, reply }) =>
        sendKept(deps, { request, reply: open(reply) }, () => payload(query)),
    });
  return [
    ...['/embed', '/embed.json', '/oembed', '/embed/*'].map(permitAnySite),
    route({
      ...GET_BY_ANYBODY,
      path: '/embed',
      query: Showcased,
      // A fragment is for scripts and servers: a person who opens its address is shown the page of it.
      handle: ({ query, request, reply }) =>
        request.headers['sec-fetch-dest'] === 'document'
          ? reply
              .header('vary', 'Sec-Fetch-Dest')
              .header('cache-control', 'no-store')
              .redirect(request.url.replace('/embed', '/embed/page'), 303)
          : sendKept(deps, { request, reply: open(reply) }, () => html(fragmentFor(deps, query))),
    }),
    block('/embed.json', (wanted) => json(embedData(deps, wanted))),
    ...frameRoutes(deps),
    pathRoute(deps),
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

/** The block as a page: of a question, of one case study, and of what a search finds. */
function frameRoutes(deps: PublishDeps): readonly Route[] {
  const page = (framed: Framed, colours: Theme) => html(framePage(deps, framed, colours));
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/embed/page',
      query: z.object({ ...showcaseWords, theme }),
      handle: ({ query, request, reply }) =>
        sendKept(deps, { request, reply: framed(reply) }, () =>
          page(frameOfOccasion(deps, toWanted(query)), query.theme),
        ),
    }),
    ...['/embed/page/:council', '/embed/page/:council/:kind'].map((path) =>
      route({
        ...GET_BY_ANYBODY,
        path,
        params: Kind.partial({ kind: true }),
        query: z.object({ theme }),
        handle: ({ params, query, request, reply }) =>
          sendKept(deps, { request, reply: framed(reply) }, () =>
            page(frameOfOccasion(deps, Showcased.parse(params)), query.theme),
          ),
      }),
    ),
    route({
      ...GET_BY_ANYBODY,
      path: '/embed/list',
      query: z.object({ ...filterWords, theme }).transform(withFilters),
      handle: ({ query, request, reply }) =>
        sendKept(deps, { request, reply: framed(reply) }, () =>
          page(frameOfList(deps, query.filters), query.theme),
        ),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/embed/case/:name',
      params: z.object({ name: z.string() }),
      query: z.object({ theme }),
      handle: ({ params, query, request, reply }) => {
        const entry = readCatalogue(deps.store).byId.get(caseNumber(params.name))?.entry;
        if (entry === undefined || entry.withdrawn !== null)
          return problem(framed(reply), entry === undefined ? 404 : 410, 'There is no such case study.');
        return sendKept(deps, { request, reply: framed(reply) }, () =>
          page(frameOfCase(deps, entry), query.theme),
        );
      },
    }),
  ];
}

/** The block by a path, as files on a plain host have it: `/embed/NBL/Refuse/`, and its data at `/embed/NBL/Refuse.json`. */
function pathRoute(deps: PublishDeps): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: '/embed/:council/:kind',
    params: Kind,
    handle: ({ params: { council, kind }, request, reply }) => {
      const [, name = kind, form = ''] = /^(.+?)(\.json|\.html)?$/.exec(kind) ?? [];
      const wanted = Showcased.parse({ council, kind: name });
      return sendKept(deps, { request, reply: open(reply) }, () =>
        form === '.json' ? json(embedData(deps, wanted)) : html(fragmentFor(deps, wanted)),
      );
    },
  });
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

function framed(reply: FastifyReply): FastifyReply {
  return open(reply).header('content-security-policy', FRAME_POLICY);
}

/** The block as a fragment of HTML. */
export function fragmentFor(deps: PublishDeps, { occasion, limit }: Wanted): string {
  const cards = embedCards(readCatalogue(deps.store), occasion, limit, deps.publicUrl);
  return embedFragment(cards, moreUrl(deps, occasion));
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
