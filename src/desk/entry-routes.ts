import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { frameOf } from './frame.ts';
import { personOf } from '../web/person.ts';
import { entryById } from '../store/entries.ts';
import { linkChecks } from '../store/links.ts';
import { field, formOf, pathParam } from '../web/form.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import type { DeskDeps } from './deps.ts';
import { casePath } from '../catalogue/entry.ts';
import { withdrawEntry } from '../catalogue/publish.ts';
import { idOf } from './publish-routes.ts';

/** Entries as editors see them: the evidence of their links, and taking them from the lists. */
export function mountEntryRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get('/desk/links', (request, reply) => {
    const troubled = readCatalogue(deps.store)
      .listed.filter(({ link }) => !['ok', 'unchecked'].includes(link.state))
      .sort((a, b) => b.link.strikes - a.link.strikes || (b.link.checkedAt ?? 0) - (a.link.checkedAt ?? 0));
    return sendPage(
      reply,
      deps.views('desk/links.njk', {
        title: 'Links that need a look',
        ...frameOf(deps, personOf(request)),
        entries: troubled.map((entry) => ({ ...entry, newest: linkChecks(deps.store, entry.id, 1)[0] })),
      }),
    );
  });

  app.get('/desk/entries/:id', async (request, reply) => {
    const entry = entryById(deps.store, idOf(pathParam(request, 'id')));
    if (entry === undefined) return missing(deps, reply);
    return sendPage(
      reply,
      deps.views('desk/entry.njk', {
        title: entry.title,
        ...frameOf(deps, personOf(request)),
        entry,
        path: casePath(entry),
        checks: linkChecks(deps.store, entry.id, 20).map((check) => ({
          ...check,
          facts: Object.entries(check.evidence).map(([name, value]) => `${name}: ${String(value)}`),
        })),
      }),
    );
  });

  for (const kind of ['withdraw', 'restore'] as const)
    app.post(`/desk/entries/:id/${kind}`, (request, reply) => changeListing(deps, kind, request, reply));
}

async function changeListing(
  deps: DeskDeps,
  kind: 'withdraw' | 'restore',
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const id = idOf(pathParam(request, 'id'));
  const reason = field(formOf(request), 'reason').slice(0, 500);
  if (kind === 'withdraw' && reason === '') {
    await sendProblem(reply, deps.views, 400, 'Readers will see the reason: go back and give one.');
    return reply;
  }
  const done = withdrawEntry(deps.store, id, {
    kind: kind === 'withdraw' ? 'withdrawn' : 'restored',
    reason,
    by: String(personOf(request).id),
    at: deps.now(),
  });
  return done ? reply.redirect(`/desk/entries/${id}`, 303) : missing(deps, reply);
}

async function missing(deps: DeskDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There is no such entry, or nothing to change about it.');
  return reply;
}
