import type { FastifyReply } from 'fastify';
import { resolveCouncil } from '../classify/councils/councils.ts';
import { type Catalogue, readCatalogue } from '../catalogue/catalogue.ts';
import { casePath } from '../catalogue/entry.ts';
import type { Facet } from '../catalogue/facets.ts';
import { type Filters, filterQuery, readFilters } from '../catalogue/filters.ts';
import { findEntries } from '../catalogue/search.ts';
import { wordLists } from '../catalogue/words.ts';
import { pathParam, queryOf } from '../web/form.ts';
import { sendProblem } from '../web/shell.ts';
import { casePage, isoDay } from './case-page.ts';
import type { PublishDeps } from './deps.ts';
import { homePage } from './home-page.ts';
import { facetPage } from './facet-page.ts';
import type { Handler, Routes } from '../web/shell.ts';
import { facetTitle, searchPage } from './search-page.ts';
import { html, sendPublic } from './send.ts';
import { type Format, listPayload, splitFormat } from './machines/formats.ts';

/** The pages that readers come for, and every list's other forms. */
export function readerRoutes(deps: PublishDeps): Routes {
  return {
    'GET /': (request, reply) => sendPublic(request, reply, html(homePage(deps, readCatalogue(deps.store)))),
    'GET /search': (request, reply) => {
      const query = queryOf(request);
      const page = Math.min(Math.max(Math.trunc(Number(query.get('page') ?? 1)) || 1, 1), 10_000);
      const filters = readFilters(query);
      return sendPublic(request, reply, html(searchPage(deps, readCatalogue(deps.store), filters, page)));
    },
    'GET /search.json': searchTwin(deps, 'json'),
    'GET /search.csv': searchTwin(deps, 'csv'),
    'GET /search.atom': searchTwin(deps, 'atom'),
    'GET /search.feed.json': searchTwin(deps, 'feed.json'),
    'GET /case/:name': caseRoute(deps),
    'GET /council/:name': facetRoute(deps, 'council'),
    'GET /topic/:name': facetRoute(deps, 'topic'),
    'GET /practice/:name': facetRoute(deps, 'practice'),
  };
}

function searchTwin(deps: PublishDeps, format: Format): Handler {
  return (request, reply) => {
    const filters = readFilters(queryOf(request));
    const catalogue = readCatalogue(deps.store);
    const entries = findEntries(deps.store, catalogue, filters);
    const list = { title: 'Case studies', path: '/search', query: filterQuery(filters), entries };
    return sendTwin(request, reply, listPayload(deps, list, format));
  };
}

/** Any site's script may read a list's data; no cookie is ever looked at here. */
const sendTwin: (...args: Parameters<typeof sendPublic>) => FastifyReply = (request, reply, payload) =>
  sendPublic(
    request,
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin'),
    payload,
  );

function caseRoute(deps: PublishDeps): Handler {
  return async (request, reply) => {
    const name = pathParam(request, 'name');
    const catalogue = readCatalogue(deps.store);
    const entry = catalogue.byId.get(/^[1-9]\d{0,14}(?=-|$)/.test(name) ? Number.parseInt(name, 10) : -1);
    if (entry === undefined) return notFound(deps, reply, 'No case study has this number.');
    if (entry.withdrawn !== null)
      return sendPublic(
        request,
        reply.code(410),
        html(
          deps.views('catalogue/withdrawn.njk', {
            title: 'Withdrawn',
            entry,
            day: isoDay(entry.withdrawn.at),
          }),
        ),
      );
    if (`/case/${name}` !== casePath(entry)) return reply.redirect(casePath(entry), 301);
    return sendPublic(request, reply, html(casePage(deps, catalogue, entry)));
  };
}

/** The list of one value of a facet, as a page or in another form. Each has one address: other spellings lead to it. */
function facetRoute(deps: PublishDeps, facet: Facet): Handler {
  return async (request, reply) => {
    const { name, format } = splitFormat(pathParam(request, 'name'));
    const value = facet === 'council' ? resolveCouncil(name)?.code : name;
    const catalogue = readCatalogue(deps.store);
    if (value === undefined || !isKnown(catalogue, facet, value))
      return notFound(deps, reply, `There is no ${facet} of this name.`);
    const path = `/${facet}/${value}`;
    if (value !== name) return reply.redirect(format === undefined ? path : `${path}.${format}`, 301);
    const filters: Filters = { q: '', chosen: { [facet]: value } };
    if (format === undefined)
      return sendPublic(request, reply, html(facetPage(deps, catalogue, facet, value)));
    const entries = findEntries(deps.store, catalogue, filters);
    const list = { title: facetTitle(deps, facet, value), path, query: '', entries };
    return sendTwin(request, reply, listPayload(deps, list, format));
  };
}

/** A topic or practice has a page when a list names it or an entry has it. */
function isKnown(catalogue: Catalogue, facet: Facet, value: string): boolean {
  if (facet === 'council') return true;
  const { topics, practices } = wordLists();
  if ((facet === 'topic' ? topics : practices).some(({ slug }) => slug === value)) return true;
  return catalogue.facets[facet].codeOf.has(value);
}

async function notFound(deps: PublishDeps, reply: FastifyReply, say: string): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, say);
  return reply;
}
