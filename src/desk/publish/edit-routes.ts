import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { type Publishable, readPublishable } from '../../catalogue/publishable.ts';
import type { Problem } from '../../catalogue/publish.ts';
import { decide, type Decided } from '../../review/decide.ts';
import { fasterWords } from '../../review/decision.ts';
import { type BadInput, route, type Route } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { type DeskCall, GET_BY_REVIEWER, Numbered, POST_BY_REVIEWER, viewWords } from '../inputs.ts';
import { missingPost, postUrl, queueUrl } from '../post-routes.ts';
import { viewOf } from '../view-of.ts';
import { preparedFacts, Publication, type PublicationForm, readForm } from './publish-form.ts';
import { formOf, ownNames, publishPage } from './publish-page.ts';

/** Correcting what was proposed of a post, whatever was decided on it; and handing it, so prepared, to an editor. */
export function editRoutes(deps: DeskDeps): readonly Route[] {
  const ofOne = {
    params: Numbered,
    refuse: (_bad: BadInput, reply: FastifyReply) => missingPost(deps, reply),
  } as const;
  return [
    route({
      ...GET_BY_REVIEWER,
      ...ofOne,
      path: '/desk/:id/edit',
      query: z.object(viewWords),
      handle: ({ params, query, person, reply }) => {
        const candidate = readPublishable(deps.store, params.id);
        if (candidate === undefined) return missingPost(deps, reply);
        const view = viewOf(deps, query, person);
        const form = formOf(deps, candidate);
        return sendPage(reply, publishPage(deps, { candidate, form, person, view }));
      },
    }),
    ...(['edit', 'hand'] as const).map((what) =>
      route({
        ...POST_BY_REVIEWER,
        ...ofOne,
        path: `/desk/:id/${what}`,
        body: Publication,
        handle: ({ params, body, person, reply }) => {
          const candidate = readPublishable(deps.store, params.id);
          if (candidate === undefined) return missingPost(deps, reply);
          const view = viewOf(deps, body.view, person);
          const after =
            what === 'hand' && candidate.state === 'accepted'
              ? queueUrl(view, { say: 'handed' })
              : postUrl(params.id, view, { say: 'edited' });
          return keep(deps, { person, reply, candidate, sent: body, after });
        },
      }),
    ),
  ];
}

type Keeping = DeskCall & {
  readonly candidate: Publishable;
  readonly sent: PublicationForm;
  /** Where it goes on. */
  readonly after: string;
};

/** Keeps what the form says with the candidate, as a correction: whoever opens the form next finds it there. */
function keep(deps: DeskDeps, { person, reply, candidate, sent, after }: Keeping): FastifyReply {
  const { form, problems: unread } = readForm(sent, candidate);
  const again = (problems: readonly Problem[], status: number) => {
    const view = viewOf(deps, sent.view, person);
    return sendPage(reply.code(status), publishPage(deps, { candidate, form, person, view, problems, sent }));
  };
  if (unread.length > 0) return again(unread, 400);
  const decided = decide(deps.store, {
    candidateId: candidate.candidateId,
    versionSeen: sent.version,
    act: { kind: 'edit', facts: preparedFacts(form, ownNames(deps, candidate)) },
    note: '',
    nonce: sent.nonce || `edit-${person.id}-${deps.now()}`,
    reviewerId: person.id,
    now: deps.now(),
  });
  if (decided.kind === 'stale') return again([{ field: 'blurb', say: staleWords(decided) }], 409);
  return reply.redirect(after, 303);
}

function staleWords({ by }: Extract<Decided, { kind: 'stale' }>): string {
  const who = by === undefined ? 'The post itself changed' : fasterWords(by);
  return `${who}. Nothing was saved; check this and save again.`;
}
