import type { FastifyReply, FastifyRequest } from 'fastify';
import { allCouncils, type Council, resolveCouncil } from '../../classify/councils/councils.ts';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { filterQuery, readFilters } from '../../catalogue/filters.ts';
import { findEntries } from '../../catalogue/search.ts';
import { SIMILAR, similarCouncils } from '../../catalogue/similar.ts';
import { wordLists } from '../../catalogue/words.ts';
import { pathParam, queryOf } from '../../web/form.ts';
import type { PublishDeps } from '../deps.ts';
import { embedData } from '../embed-routes.ts';
import { entryJson } from './entry-json.ts';
import { openApi } from './openapi.ts';
import { problem } from './problem.ts';
import type { Handler, Routes } from '../../web/shell.ts';
import { json, sendPublic } from '../send.ts';

const MOST = 100;

/** The read-only API. Every answer may be read by any site's script; errors are problem+json (RFC 9457). */
export function apiRoutes(deps: PublishDeps): Routes {
  return {
    'GET /api/v1/cases': open((request, reply) => listCases(deps, request, reply)),
    'GET /api/v1/cases/:id': open((request, reply) => oneCase(deps, request, reply)),
    'GET /api/v1/councils': open((request, reply) =>
      sendPublic(request, reply, json({ items: allCouncils().map(councilJson) })),
    ),
    'GET /api/v1/councils/:code': open((request, reply) => oneCouncil(request, reply)),
    'GET /api/v1/topics': open((request, reply) =>
      sendPublic(
        request,
        reply,
        json({ items: wordLists().topics.map(({ slug, label }) => ({ slug, title: label })) }),
      ),
    ),
    'GET /api/v1/showcase': open((request, reply) =>
      sendPublic(request, reply, json(embedData(deps, queryOf(request)))),
    ),
    'GET /api/v1/*': open((_request, reply) =>
      problem(reply, 404, 'There is nothing at this address of the API.'),
    ),
    'GET /openapi.json': open((request, reply) => sendPublic(request, reply, json(openApi(deps.publicUrl)))),
  };
}

function open(handler: Handler): Handler {
  return (request, reply) =>
    handler(
      request,
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin'),
    );
}

function listCases(deps: PublishDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const query = queryOf(request);
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    return problem(reply, 400, `limit must be a whole number from 1 to ${MOST}.`);
  const cursor = readCursor(query.get('cursor'));
  if (cursor === undefined)
    return problem(reply, 400, 'cursor must be one that an earlier answer gave as next.');
  const filters = readFilters(query);
  if (filters.unknownCouncil !== undefined)
    return problem(reply, 400, `We know no council called "${filters.unknownCouncil}".`);
  const entries = findEntries(deps.store, readCatalogue(deps.store), filters);
  // In order of id, whatever was searched for: pages neither skip nor repeat while entries come and go.
  const rest = entries.filter(({ id }) => id < cursor).sort((a, b) => b.id - a.id);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next =
    last === undefined || rest.length <= limit ? null : nextUrl(deps, filterQuery(filters), limit, last.id);
  return sendPublic(
    request,
    reply,
    json({
      total: entries.length,
      items: items.map((entry) => entryJson(entry, deps.publicUrl)),
      next,
      licence: 'CC-BY-4.0',
    }),
  );
}

function nextUrl({ publicUrl }: PublishDeps, filters: string, limit: number, id: number): string {
  const query = new URLSearchParams(filters);
  query.set('limit', String(limit));
  query.set('cursor', Buffer.from(String(id)).toString('base64url'));
  return `${publicUrl}/api/v1/cases?${query.toString()}`;
}

function readCursor(text: string | null): number | undefined {
  if (text === null || text === '') return Infinity;
  const id = Buffer.from(text, 'base64url').toString();
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}

function oneCase(deps: PublishDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const id = pathParam(request, 'id');
  const entry = readCatalogue(deps.store).byId.get(/^[1-9]\d{0,14}$/.test(id) ? Number(id) : -1);
  if (entry === undefined) return problem(reply, 404, 'No case study has this number.');
  if (entry.withdrawn !== null) return problem(reply, 410, `Withdrawn: ${entry.withdrawn.reason}`);
  return sendPublic(request, reply, json(entryJson(entry, deps.publicUrl)));
}

function oneCouncil(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const council = resolveCouncil(pathParam(request, 'code'));
  if (council === undefined) return problem(reply, 404, 'No council has this code, GSS code, slug or name.');
  const similar = similarCouncils(council.code)
    .slice(0, SIMILAR)
    .map(({ code, name }) => ({ code, name }));
  return sendPublic(request, reply, json({ ...councilJson(council), similar }));
}

function councilJson(council: Council) {
  const { code, gss, name, slug, nation, region, tier, ruralUrban, former, replacedBy } = council;
  return { code, gss, name, slug, nation, region, tier, ruralUrban, former, replacedBy };
}
