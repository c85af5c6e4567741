import * as z from 'zod';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { loadTaxonomy } from '../../classify/load-taxonomy.ts';
import { problem } from '../../web/problem.ts';
import { GET_BY_ANYBODY, route, type Route } from '../../web/route.ts';
import type { PublishDeps } from '../deps.ts';
import { oembedAnswer, OembedQuery } from '../machines/oembed.ts';
import { json, permitAnySite, readByAnySite, sendLong, sendPublic } from '../send.ts';
import { searchIndex, searchScript } from './static-search.ts';

/** What the search and the element of a site that is only files ask for. */
export const FILES = ['/search-index.json', '/search.js', '/embed/kinds.json'] as const;
const [INDEX, SCRIPT, KINDS] = FILES;

/** The addresses that a site has which is only files: the server answers there, too, so that one may stand for the other. */
export function fileRoutes(deps: PublishDeps): readonly Route[] {
  return [
    permitAnySite('/oembed/*'),
    route({
      ...GET_BY_ANYBODY,
      path: INDEX,
      handle: ({ request, reply }) => {
        const catalogue = readCatalogue(deps.store);
        return sendLong(request, reply, {
          type: 'application/json; charset=utf-8',
          parts: searchIndex(catalogue),
          version: String(catalogue.version),
        });
      },
    }),
    route({
      ...GET_BY_ANYBODY,
      path: SCRIPT,
      handle: ({ request, reply }) =>
        sendPublic(request, reply, { type: 'text/javascript; charset=utf-8', body: searchScript() }),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: KINDS,
      handle: ({ request, reply }) => sendPublic(request, readByAnySite(reply), json(kindsOfCodes())),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/oembed/*',
      params: z.object({ '*': z.string() }),
      handle: ({ params, request, reply }) => {
        const url = `${deps.publicUrl}/${params['*'].replace(/\.json$/, '')}`;
        const answer = oembedAnswer(deps, OembedQuery.parse({ url }));
        return answer.kind === 'found'
          ? sendPublic(request, readByAnySite(reply), answer.payload)
          : problem(readByAnySite(reply), answer.status, answer.say);
      },
    }),
  ];
}

/** The topic of each prefix of a CPV code, and contract-countdown's groups of it. */
function kindsOfCodes(): object {
  return Object.fromEntries(
    loadTaxonomy().topics.flatMap(({ slug, cpv, groups }) => cpv.map((code) => [code, [slug, ...groups]])),
  );
}
