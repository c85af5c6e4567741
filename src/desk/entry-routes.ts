import { route, type Route, SIGNED_IN } from '../web/route.ts';
import { textUpTo } from '../web/fields.ts';
import { GET_BY_REVIEWER, Numbered } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Person } from '../model/person.ts';
import { frameOf } from './frame.ts';
import { entryById, type EntryRow } from '../store/entries.ts';
import { linkChecks } from '../store/links.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import type { DeskDeps } from './deps.ts';
import { casePath } from '../catalogue/entry.ts';
import { withdrawEntry } from '../catalogue/publish.ts';

/** Entries as editors see them: the evidence of their links, and taking them from the lists. */
export function entryRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/links',
      handle: ({ person, reply }) => sendPage(reply, linksPage(deps, person)),
    }),
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/entries/:id',
      params: Numbered,
      refuse: (_bad, reply) => missing(deps, reply),
      handle: async ({ params, person, reply }) => {
        const entry = entryById(deps.store, params.id);
        return entry === undefined ? missing(deps, reply) : sendPage(reply, entryPage(deps, person, entry));
      },
    }),
    listingRoute(deps, 'withdraw'),
    listingRoute(deps, 'restore'),
  ];
}

function linksPage(deps: DeskDeps, person: Person): string {
  const troubled = readCatalogue(deps.store)
    .listed.filter(({ link }) => !['ok', 'unchecked'].includes(link.state))
    .sort((a, b) => b.link.strikes - a.link.strikes || (b.link.checkedAt ?? 0) - (a.link.checkedAt ?? 0));
  return deps.views('desk/links.njk', {
    title: 'Links that need a look',
    ...frameOf(deps, person),
    entries: troubled.map((entry) => ({ ...entry, newest: linkChecks(deps.store, entry.id, 1)[0] })),
  });
}

function entryPage(deps: DeskDeps, person: Person, entry: EntryRow, problem?: string): string {
  return deps.views('desk/entry.njk', {
    title: entry.title,
    ...frameOf(deps, person),
    entry,
    problem,
    path: casePath(entry),
    checks: linkChecks(deps.store, entry.id, 20).map((check) => ({
      ...check,
      facts: Object.entries(check.evidence).map(([name, value]) => `${name}: ${String(value)}`),
    })),
  });
}

function listingRoute(deps: DeskDeps, kind: 'withdraw' | 'restore'): Route {
  return route({
    method: 'POST',
    path: `/desk/entries/:id/${kind}`,
    access: 'editor',
    principals: SIGNED_IN,
    params: Numbered,
    body: z.object({ reason: textUpTo(500) }),
    refuse: (_bad, reply) => missing(deps, reply),
    handle: async ({ params, body: { reason }, person, reply }) => {
      if (kind === 'withdraw' && reason === '') {
        const entry = entryById(deps.store, params.id);
        if (entry === undefined) return missing(deps, reply);
        const problem = 'Give a reason: readers who come to its address will see it. Nothing was withdrawn.';
        return sendPage(reply.code(400), entryPage(deps, person, entry, problem));
      }
      const done = withdrawEntry(deps.store, params.id, {
        kind: kind === 'withdraw' ? 'withdrawn' : 'restored',
        reason,
        by: String(person.id),
        at: deps.now(),
      });
      return done ? reply.redirect(`/desk/entries/${params.id}`, 303) : missing(deps, reply);
    },
  });
}

async function missing(deps: DeskDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There is no such entry, or nothing to change about it.');
  return reply;
}
