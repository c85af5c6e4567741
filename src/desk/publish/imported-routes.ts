import type { FastifyReply } from 'fastify';
import { casePath } from '../../catalogue/entry.ts';
import { reviseImported } from '../../catalogue/publish.ts';
import type { Person } from '../../model/person.ts';
import { entryById, type EntryRow } from '../../store/entries.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { type DeskCall, Numbered } from '../inputs.ts';
import { viewOf } from '../view-of.ts';
import { Publication, type PublicationForm, readForm } from './publish-form.ts';
import { publishPage } from './publish-page.ts';

/** Revising what came with a data package: the form of publishing, over an entry that has no candidate. */
export function importedRoutes(deps: DeskDeps): readonly Route[] {
  const shared = {
    path: '/desk/entries/:id/publish',
    access: 'editor',
    principals: SIGNED_IN,
    params: Numbered,
    refuse: (_bad: unknown, reply: FastifyReply) => missing(deps, reply),
  } as const;
  return [
    route({
      ...shared,
      method: 'GET',
      handle: async ({ params, person, reply }) => {
        const entry = importedEntry(deps, params.id);
        if (entry === undefined) return missing(deps, reply);
        return sendPage(reply, publishPage(deps, { ...shownOf(deps, entry, person), form: entry }));
      },
    }),
    route({
      ...shared,
      method: 'POST',
      body: Publication,
      handle: (call) => revise(deps, call, call.params.id, call.body),
    }),
  ];
}

async function revise(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  id: number,
  sent: PublicationForm,
): Promise<FastifyReply> {
  const entry = importedEntry(deps, id);
  if (entry === undefined) return missing(deps, reply);
  const shown = shownOf(deps, entry, person);
  const { form, problems } = readForm(sent, shown.candidate);
  const done =
    problems.length > 0
      ? { kind: 'invalid' as const, problems }
      : reviseImported(deps.store, id, form, { by: String(person.id), at: deps.now() });
  switch (done.kind) {
    case 'revised':
      return reply.redirect(casePath(done), 303);
    case 'invalid':
      return sendPage(reply.code(400), publishPage(deps, { ...shown, form, problems: done.problems, sent }));
    case 'missing':
      return missing(deps, reply);
  }
}

function importedEntry({ store }: DeskDeps, id: number): EntryRow | undefined {
  const entry = entryById(store, id);
  return entry?.candidateId === null ? entry : undefined;
}

/** An entry as the form of publishing meets a candidate: there is no text of its publisher's to work from. */
function shownOf(deps: DeskDeps, entry: EntryRow, person: Person) {
  const candidate = {
    ...entry,
    candidateId: 0,
    state: 'accepted' as const,
    text: '',
    prepared: {},
    version: 0,
  };
  return { at: `/desk/entries/${entry.id}`, candidate, person, view: viewOf(deps, {}, person) };
}

async function missing(deps: DeskDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(
    reply,
    deps.views,
    404,
    'No entry of this number came with a data package; what was accepted here is revised with its candidate.',
  );
  return reply;
}
