import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { casePath } from '../../catalogue/entry.ts';
import { type Publishable, readPublishable } from '../../catalogue/publishable.ts';
import { publishCandidate } from '../../catalogue/publish.ts';
import { describeRule } from '../../classify/rules.ts';
import { awaitingPublication, entriesInDoubt } from '../../store/entries.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_REVIEWER, Numbered, viewWords } from '../inputs.ts';
import { viewOf } from '../view-of.ts';
import { Publication, type PublicationForm, readForm } from './publish-form.ts';
import { formOf, publishPage } from './publish-page.ts';

/** From an accepted candidate to an entry: what waits, the form beside the text, publishing. */
export function publishRoutes(deps: DeskDeps): readonly Route[] {
  const ofOne = {
    params: Numbered,
    path: '/desk/candidates/:id/publish',
    refuse: (_bad: unknown, reply: FastifyReply) => refuse(deps, reply),
  } as const;
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/publish',
      handle: ({ person, reply }) =>
        sendPage(
          reply,
          deps.views('desk/awaiting.njk', {
            title: 'To be published',
            ...frameOf(deps, person),
            waiting: awaitingPublication(deps.store, 200),
            doubtful: entriesInDoubt(deps.store, 200),
          }),
        ),
    }),
    route({
      ...GET_BY_REVIEWER,
      ...ofOne,
      query: z.object(viewWords),
      handle: async ({ params, query, person, reply }) => {
        const candidate = readPublishable(deps.store, params.id);
        if (candidate?.state !== 'accepted') return refuse(deps, reply);
        if (candidate.url === '') return refuse(deps, reply, NO_ADDRESS);
        const view = viewOf(deps, query, person);
        return sendPage(reply, publishPage(deps, { candidate, form: formOf(deps, candidate), person, view }));
      },
    }),
    route({
      ...ofOne,
      method: 'POST',
      access: 'editor',
      principals: SIGNED_IN,
      body: Publication,
      handle: ({ params, body: sent, ...call }) => {
        const candidate = readPublishable(deps.store, params.id);
        return candidate?.state === 'accepted'
          ? publishSent(deps, { ...call, candidate, sent })
          : refuse(deps, call.reply);
      },
    }),
  ];
}

type Publishing = DeskCall & { readonly candidate: Publishable; readonly sent: PublicationForm };

async function publishSent(
  deps: DeskDeps,
  { person, reply, candidate, sent }: Publishing,
): Promise<FastifyReply> {
  const { form, problems } = readForm(sent, candidate);
  const act = {
    by: String(person.id),
    at: deps.now(),
    sayRule: (rule: string) => describeRule(deps.rules, rule)?.why,
  };
  const done =
    problems.length > 0
      ? { kind: 'invalid' as const, problems }
      : publishCandidate(deps.store, candidate.candidateId, form, act);
  switch (done.kind) {
    case 'published':
    case 'revised':
      return reply.redirect(casePath(done), 303);
    case 'invalid': {
      const view = viewOf(deps, sent.view, person);
      const page = publishPage(deps, { candidate, form, person, view, problems: done.problems, sent });
      return sendPage(reply.code(400), page);
    }
    case 'notAccepted':
      return refuse(deps, reply);
    case 'noAddress':
      return refuse(deps, reply, NO_ADDRESS);
    case 'listed':
      return refuse(deps, reply, `The same page is already in the catalogue: /case/${done.id}.`);
  }
}

const NO_ADDRESS = 'This post has no web address that readers could follow, so it cannot be published.';

async function refuse(
  deps: DeskDeps,
  reply: FastifyReply,
  say = 'Only what reviewers have accepted can be published.',
): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 409, say);
  return reply;
}
