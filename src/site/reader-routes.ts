import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { resolveBuyer } from '../classify/councils/buyers.ts';
import { type Catalogue, readCatalogue } from '../catalogue/catalogue.ts';
import { buyerPath, caseNumber, casePath, type Entry, slugOf } from '../catalogue/entry.ts';
import type { Facet } from '../catalogue/facets.ts';
import { filterQuery } from '../catalogue/filters.ts';
import { findEntries } from '../catalogue/search.ts';
import { wordLists } from '../catalogue/words.ts';
import { pageUpTo } from '../web/fields.ts';
import { sendProblem } from '../web/shell.ts';
import { casePage, isoDay } from './case-page.ts';
import type { PublishDeps } from './deps.ts';
import { homePage } from './home-page.ts';
import { facetPage } from './facet-page.ts';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import { Filtered, filterWords, Named, withFilters } from './inputs.ts';
import { facetTitle, searchPage } from './search-page.ts';
import { html, readByAnySite, sendPublic } from './send.ts';
import { type Format, sendList, splitFormat } from './machines/formats.ts';
import { sendKept } from './kept-answers.ts';

/** The pages that readers come for, and every list's other forms. */
export function readerRoutes(deps: PublishDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/',
      handle: ({ request, reply }) =>
        sendKept(deps, { request, reply }, (catalogue) => html(homePage(deps, catalogue))),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/search',
      query: z.object({ ...filterWords, page: pageUpTo(10_000) }).transform(withFilters),
      handle: ({ query: { filters, page }, request, reply }) =>
        sendKept(deps, { request, reply }, (catalogue) => html(searchPage(deps, catalogue, filters, page))),
    }),
    ...(['json', 'csv', 'atom', 'feed.json'] as const).map((format) => searchAs(deps, format)),
    caseRoute(deps),
    ...(['council', 'buyer', 'topic', 'practice'] as const).map((kind) => facetRoute(deps, kind)),
  ];
}

function searchAs(deps: PublishDeps, format: Format): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: `/search.${format}`,
    query: Filtered,
    handle: ({ query: { filters }, request, reply }) => {
      const entries = findEntries(readCatalogue(deps.store), filters);
      const list = { title: 'Case studies', path: '/search', query: filterQuery(filters), entries };
      return sendList(deps, list, format, { request, reply: readByAnySite(reply) });
    },
  });
}

function caseRoute(deps: PublishDeps): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: '/case/:name',
    params: Named,
    handle: async ({ params: { name }, request, reply }) => {
      const catalogue = readCatalogue(deps.store);
      const entry = catalogue.byId.get(caseNumber(name))?.entry;
      if (entry === undefined) return notFound(deps, reply, 'No case study has this number.');
      if (entry.withdrawn !== null)
        return sendPublic(request, reply.code(410), html(withdrawnPage(deps, entry, entry.withdrawn.at)));
      if (`/case/${name}` !== casePath(entry)) return reply.redirect(casePath(entry), 301);
      return sendKept(deps, { request, reply }, () => html(casePage(deps, catalogue, entry)));
    },
  });
}

function withdrawnPage(deps: PublishDeps, entry: Entry, at: number): string {
  return deps.views('catalogue/withdrawn.njk', { title: 'Withdrawn', entry, day: isoDay(at) });
}

/** The list of one value of a facet, as a page or in another form. Each has one address: other spellings lead to it. */
function facetRoute(deps: PublishDeps, kind: 'council' | 'buyer' | 'topic' | 'practice'): Route {
  const facet: Facet = kind === 'buyer' ? 'council' : kind;
  return route({
    ...GET_BY_ANYBODY,
    path: `/${kind}/:name`,
    params: Named,
    handle: async ({ params, request, reply }) => {
      const { name, format } = splitFormat(params.name);
      const catalogue = readCatalogue(deps.store);
      const value = facet === 'council' ? buyerCode(catalogue, name) : name;
      if (value === undefined || !isListed(catalogue, facet, value))
        return notFound(deps, reply, `There is no ${kind} of this name.`);
      const path = facet === 'council' ? buyerPath(value) : `/${facet}/${value}`;
      if (`/${kind}/${name}` !== path)
        return reply.redirect(format === undefined ? path : `${path}.${format}`, 301);
      if (format === undefined)
        return sendKept(deps, { request, reply }, () => html(facetPage(deps, catalogue, facet, value)));
      const entries = findEntries(catalogue, { q: '', chosen: { [facet]: [value] } });
      const list = { title: facetTitle(deps, facet, value), path, query: '', entries };
      return sendList(deps, list, format, { request, reply: readByAnySite(reply) });
    },
  });
}

/** The code of a buyer that is asked for by any of its names; one that only entries know is asked for by its slug. */
function buyerCode({ facets }: Catalogue, name: string): string | undefined {
  const known = resolveBuyer(name)?.code;
  if (known !== undefined) return known;
  return [name, slugOf(name)].find((code) => facets.council.codeOf.has(code) && buyerPath(code) !== '');
}

/** A topic or practice has a page when a list names it or an entry has it. */
function isListed(catalogue: Catalogue, facet: Facet, value: string): boolean {
  if (facet === 'council') return true;
  const { topics, practices } = wordLists();
  if ((facet === 'topic' ? topics : practices).some(({ slug }) => slug === value)) return true;
  return catalogue.facets[facet].codeOf.has(value);
}

async function notFound(deps: PublishDeps, reply: FastifyReply, say: string): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, say);
  return reply;
}
