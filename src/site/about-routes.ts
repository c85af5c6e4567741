import * as z from 'zod';
import { HOLD_BACK_MS, readCatalogue } from '../catalogue/catalogue.ts';
import { casePath } from '../catalogue/entry.ts';
import { type EntryEvent, newestEvents } from '../store/entry-events.ts';
import { recentRuns } from '../store/runs.ts';
import { longDate } from '../web/words.ts';
import { isoDay } from './case-page.ts';
import { criteriaGroups } from './criteria.ts';
import type { PublishDeps } from './deps.ts';
import { forSitesPage } from './files/for-sites-page.ts';
import { showcaseWords, toWanted } from './inputs.ts';
import { sendKept } from './kept-answers.ts';
import { whyPage } from './why-page.ts';
import { openApi, operationsOf } from './machines/openapi.ts';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import { html, json, type Payload, readByAnySite, sendLong, sendPublic } from './send.ts';
import { siteMap } from './machines/site-map.ts';

/** Pages about the catalogue itself. */
export function aboutRoutes(deps: PublishDeps, api: readonly Route[]): readonly Route[] {
  const fixed = (path: string, payload: () => Payload) =>
    route({
      ...GET_BY_ANYBODY,
      path,
      handle: ({ request, reply }) => sendPublic(request, reply, payload()),
    });
  const page = (path: string, template: string, context: () => object) =>
    fixed(path, () => html(deps.views(template, context())));
  return [
    page('/about/criteria', 'catalogue/criteria.njk', () => ({
      title: 'What gets in',
      section: 'criteria',
      groups: criteriaGroups(deps.pack),
    })),
    page('/changes', 'catalogue/changes.njk', () => ({ title: 'Changes', changes: changes(deps) })),
    page('/status', 'catalogue/status.njk', () => ({ title: 'Status', ...status(deps) })),
    page('/docs/api', 'catalogue/api.njk', () => ({ title: 'The API', operations: operationsOf(api) })),
    fixed('/for-sites', () => html(forSitesPage(deps, false))),
    route({
      ...GET_BY_ANYBODY,
      path: '/why',
      query: z.object(showcaseWords),
      handle: ({ query, request, reply }) =>
        sendKept(deps, { request, reply }, () => html(whyPage(deps, toWanted(query), query))),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/sitemap.xml',
      handle: ({ request, reply }) => {
        const catalogue = readCatalogue(deps.store);
        return sendLong(request, reply, {
          type: 'application/xml; charset=utf-8',
          parts: siteMap(catalogue, deps.publicUrl),
          version: String(catalogue.version),
        });
      },
    }),
    fixed('/robots.txt', () => ({
      type: 'text/plain; charset=utf-8',
      body: `User-agent: *\nDisallow: /desk\nDisallow: /suggestion/\n\nSitemap: ${deps.publicUrl}/sitemap.xml\n`,
    })),
    route({
      ...GET_BY_ANYBODY,
      path: '/openapi.json',
      // As the API itself: what reads a description is a page of somebody else's.
      handle: ({ request, reply }) =>
        sendPublic(request, readByAnySite(reply), json(openApi(api, deps.publicUrl))),
    }),
  ];
}

const SAYINGS: Readonly<Record<EntryEvent['kind'], string>> = {
  listed: 'Listed',
  revised: 'Revised',
  withdrawn: 'Withdrawn:',
  restored: 'Listed again:',
  link: 'The link changed:',
};

const LINK_SAYINGS: Readonly<Record<string, string>> = {
  dead: 'The publisher’s page has gone.',
  moved: 'The publisher’s page has moved.',
  ok: 'The publisher’s page is back.',
};

function changes(deps: PublishDeps) {
  const { byId } = readCatalogue(deps.store);
  return newestEvents(deps.store, 200).flatMap((event) => {
    const entry = byId.get(event.entryId)?.entry;
    // As in feeds: what is undone within two minutes was never said.
    if (entry === undefined || event.at > deps.now() - HOLD_BACK_MS) return [];
    const reason = event.kind === 'link' ? (LINK_SAYINGS[event.reason] ?? '') : event.reason;
    return [
      { day: isoDay(event.at), say: SAYINGS[event.kind], href: casePath(entry), title: entry.title, reason },
    ];
  });
}

function status(deps: PublishDeps) {
  const { listed } = readCatalogue(deps.store);
  const links = new Map<string, number>();
  for (const { link } of listed) links.set(link.state, (links.get(link.state) ?? 0) + 1);
  const words = [...links].map(([state, count]) => `${count} ${state}`).join(', ');
  const copies = listed.filter(({ link }) => link.archiveUrl !== null).length;
  return {
    facts: [
      { name: 'Case studies', value: String(listed.length) },
      { name: 'Their links', value: words === '' ? 'none yet' : words },
      { name: 'Archive copies', value: String(copies) },
    ],
    sources: deps.sources.map((source) => ({
      id: source.id,
      name: source.name,
      say: sourceState(deps, source),
    })),
  };
}

function sourceState(deps: PublishDeps, source: PublishDeps['sources'][number]): string {
  if (source.paused !== undefined) return `paused. ${source.paused.reason}`;
  const [run] = recentRuns(deps.store, source.id, 1);
  if (run?.finishedAt === undefined || run.finishedAt === null) return 'not visited yet';
  const outcome = (run.outcome ?? '').replaceAll('_', ' ');
  return `${outcome}, last visited on ${longDate(isoDay(run.finishedAt))}`;
}
