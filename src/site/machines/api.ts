import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { allCouncils, type Council, resolveCouncil } from '../../classify/councils/councils.ts';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { filterQuery, unknownBuyer, unknownWord } from '../../catalogue/filters.ts';
import { findEntries } from '../../catalogue/search.ts';
import { SIMILAR, similarCouncils } from '../../catalogue/similar.ts';
import { wordLists } from '../../catalogue/words.ts';
import { id } from '../../web/fields.ts';
import { type BadInput, GET_BY_ANYBODY, route, type Route } from '../../web/route.ts';
import type { PublishDeps } from '../deps.ts';
import { embedData } from '../embed-routes.ts';
import { entryJson } from './entry-json.ts';
import { SCHEMAS } from './api-schema.ts';
import { problem } from '../../web/problem.ts';
import { filterWords, Showcased, withFilters } from '../inputs.ts';
import { sendKept } from '../kept-answers.ts';
import { json, permitAnySite, readByAnySite, sendPublic } from '../send.ts';

const MOST = 100;
const LIMIT_SAY = `must be a whole number from 1 to ${MOST}`;
const NO_CASE = 'No case study has this number.';

const Cases = z
  .object({
    ...filterWords,
    limit: z.coerce
      .number(LIMIT_SAY)
      .int(LIMIT_SAY)
      .min(1, LIMIT_SAY)
      .max(MOST, LIMIT_SAY)
      .default(20)
      .describe(`How many in one answer: 1 to ${MOST}, 20 unless told otherwise`),
    cursor: z
      .string()
      .default('')
      .transform(readCursor)
      .refine((cursor) => cursor !== undefined, 'must be one that an earlier answer gave as next')
      .describe('Where to go on; take the whole address from next'),
  })
  .transform(withFilters);

/** The read-only API. Every answer may be read by any site's script; errors are problem+json (RFC 9457). */
export function apiRoutes(deps: PublishDeps): readonly Route[] {
  return [...caseRoutes(deps), ...councilRoutes(), ...wordRoutes(deps), permitAnySite('/api/v1/*')];
}

const OPEN = {
  ...GET_BY_ANYBODY,
  refuse: ({ where, say }: BadInput, reply: FastifyReply) =>
    problem(readByAnySite(reply), where === 'params' ? 404 : 400, say),
};

function caseRoutes(deps: PublishDeps): readonly Route[] {
  return [
    route({
      ...OPEN,
      path: '/api/v1/cases',
      operation: 'listCases',
      say: 'Case studies, the newest first.',
      example: '/api/v1/cases?council=NBL&topic=street-lighting&limit=5',
      query: Cases,
      answer: SCHEMAS.CaseList,
      handle: ({ query, request, reply }) => listCases(deps, query, { request, reply: readByAnySite(reply) }),
    }),
    route({
      ...OPEN,
      path: '/api/v1/cases/:id',
      operation: 'getCase',
      say: 'One case study. A withdrawn one answers 410 and says why.',
      example: '/api/v1/cases/1',
      params: z.object({ id: id.meta({ type: 'integer', minimum: 1, description: 'Its number' }) }),
      answer: SCHEMAS.Case,
      refuse: (_bad, reply) => problem(readByAnySite(reply), 404, NO_CASE),
      handle: ({ params, request, reply }) =>
        oneCase(deps, params.id, { request, reply: readByAnySite(reply) }),
    }),
  ];
}

function councilRoutes(): readonly Route[] {
  return [
    route({
      ...OPEN,
      path: '/api/v1/councils',
      operation: 'listCouncils',
      say: 'Every principal council of the UK, present and former.',
      example: '/api/v1/councils',
      answer: SCHEMAS.CouncilList,
      handle: ({ request, reply }) =>
        sendPublic(request, readByAnySite(reply), json({ items: allCouncils().map(councilJson) })),
    }),
    route({
      ...OPEN,
      path: '/api/v1/councils/:code',
      operation: 'getCouncil',
      say: 'One council and the twenty most like it.',
      example: '/api/v1/councils/NBL',
      params: z.object({ code: z.string().describe('Code, GSS code, slug or name') }),
      answer: SCHEMAS.Council,
      handle: ({ params, request, reply }) =>
        oneCouncil(params.code, { request, reply: readByAnySite(reply) }),
    }),
  ];
}

function wordRoutes(deps: PublishDeps): readonly Route[] {
  return [
    route({
      ...OPEN,
      path: '/api/v1/topics',
      operation: 'listTopics',
      say: 'The topics.',
      example: '/api/v1/topics',
      answer: SCHEMAS.TopicList,
      handle: ({ request, reply }) =>
        sendPublic(
          request,
          readByAnySite(reply),
          json({ items: wordLists().topics.map(({ slug, label }) => ({ slug, title: label })) }),
        ),
    }),
    route({
      ...OPEN,
      path: '/api/v1/showcase',
      operation: 'showcase',
      say: 'The cards that fit a council and a kind of contract best, and why each was chosen. Never empty while there is anything to show.',
      example: '/api/v1/showcase?council=E06000057&cpv=34928500',
      query: Showcased,
      answer: SCHEMAS.Showcase,
      handle: ({ query, request, reply }) =>
        sendKept(deps, { request, reply: readByAnySite(reply) }, () => json(embedData(deps, query))),
    }),
    route({
      ...OPEN,
      path: '/api/v1/*',
      handle: ({ reply }) =>
        problem(readByAnySite(reply), 404, 'There is nothing at this address of the API.'),
    }),
  ];
}

type Ends = { readonly request: FastifyRequest; readonly reply: FastifyReply };

function listCases(
  deps: PublishDeps,
  { filters, limit, cursor }: z.infer<typeof Cases>,
  { request, reply }: Ends,
): FastifyReply {
  const stranger = unknownBuyer(readCatalogue(deps.store), filters);
  if (stranger !== undefined) return problem(reply, 400, `We know no council called "${stranger}".`);
  const unknown = unknownWord(filters);
  if (unknown !== undefined) return problem(reply, 400, unknown);
  return sendKept(deps, { request, reply }, (catalogue) => {
    const entries = findEntries(catalogue, filters);
    // In order of id, whatever was searched for: pages neither skip nor repeat while entries come and go.
    const rest = entries.filter((entry) => entry.id < (cursor ?? Infinity)).sort((a, b) => b.id - a.id);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    const isLast = last === undefined || rest.length <= limit;
    return json({
      total: entries.length,
      items: items.map((entry) => entryJson(entry, deps.publicUrl)),
      next: isLast ? null : nextUrl(deps, filterQuery(filters), limit, last.id),
      licence: 'CC-BY-4.0',
    });
  });
}

function nextUrl({ publicUrl }: PublishDeps, filters: string, limit: number, id: number): string {
  const query = new URLSearchParams(filters);
  query.set('limit', String(limit));
  query.set('cursor', Buffer.from(String(id)).toString('base64url'));
  return `${publicUrl}/api/v1/cases?${query.toString()}`;
}

function readCursor(given: string): number | undefined {
  if (given === '') return Infinity;
  const last = Buffer.from(given, 'base64url').toString();
  return /^[1-9]\d{0,14}$/.test(last) ? Number(last) : undefined;
}

function oneCase(deps: PublishDeps, number: number, { request, reply }: Ends): FastifyReply {
  const entry = readCatalogue(deps.store).byId.get(number)?.entry;
  if (entry === undefined) return problem(reply, 404, NO_CASE);
  if (entry.withdrawn !== null) return problem(reply, 410, `Withdrawn: ${entry.withdrawn.reason}`);
  return sendKept(deps, { request, reply }, () => json(entryJson(entry, deps.publicUrl)));
}

function oneCouncil(code: string, { request, reply }: Ends): FastifyReply {
  const council = resolveCouncil(code);
  if (council === undefined) return problem(reply, 404, 'No council has this code, GSS code, slug or name.');
  const similar = similarCouncils(council.code)
    .slice(0, SIMILAR)
    .map(({ code: other, name }) => ({ code: other, name }));
  return sendPublic(request, reply, json({ ...councilJson(council), similar }));
}

function councilJson(council: Council) {
  const { code, gss, name, slug, nation, region, tier, ruralUrban, former, replacedBy } = council;
  return { code, gss, name, slug, nation, region, tier, ruralUrban, former, replacedBy };
}
