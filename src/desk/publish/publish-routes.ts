import type { FastifyReply } from 'fastify';
import { casePath } from '../../catalogue/entry.ts';
import { type Publishable, readPublishable } from '../../catalogue/publishable.ts';
import { publishCandidate } from '../../catalogue/publish.ts';
import { councilByCode } from '../../classify/councils/councils.ts';
import { describeRule } from '../../classify/rules.ts';
import { defined } from '../../base/defined.ts';
import type { Facts } from '../../model/decision.ts';
import { decide } from '../../review/decide.ts';
import { awaitingPublication, entriesInDoubt, entryOfCandidate } from '../../store/entries.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_REVIEWER, Numbered, POST_BY_REVIEWER } from '../inputs.ts';
import { type FormRead, Publication, type PublicationForm, readForm } from './publish-form.ts';
import { firstForm, publishPage } from './publish-page.ts';

/** From an accepted candidate to an entry: what waits, the form beside the text, handing it to an editor, publishing. */
export function publishRoutes(deps: DeskDeps): readonly Route[] {
  const ofOne = {
    params: Numbered,
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
      path: '/desk/candidates/:id/publish',
      handle: async ({ params, person, reply }) => {
        const candidate = readPublishable(deps.store, params.id);
        if (candidate?.state !== 'accepted') return refuse(deps, reply);
        if (candidate.url === '') return refuse(deps, reply, NO_ADDRESS);
        const before = entryOfCandidate(deps.store, candidate.candidateId);
        const form = before ?? firstForm(deps, candidate);
        return sendPage(reply, publishPage(deps, { candidate, form, person }));
      },
    }),
    route({
      ...POST_BY_REVIEWER,
      ...ofOne,
      path: '/desk/candidates/:id/hand',
      body: Publication,
      handle: (call) => handOver(deps, call, call.params.id, call.body),
    }),
    route({
      ...ofOne,
      method: 'POST',
      path: '/desk/candidates/:id/publish',
      access: 'editor',
      principals: SIGNED_IN,
      body: Publication,
      handle: (call) => publishSent(deps, call, call.params.id, call.body),
    }),
  ];
}

async function publishSent(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  id: number,
  sent: PublicationForm,
): Promise<FastifyReply> {
  const candidate = readPublishable(deps.store, id);
  if (candidate?.state !== 'accepted') return refuse(deps, reply);
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
    case 'invalid':
      return sendPage(
        reply.code(400),
        publishPage(deps, { candidate, form, person, problems: done.problems }),
      );
    case 'notAccepted':
      return refuse(deps, reply);
    case 'noAddress':
      return refuse(deps, reply, NO_ADDRESS);
    case 'listed':
      await sendProblem(
        reply,
        deps.views,
        409,
        `The same page is already in the catalogue: /case/${done.id}.`,
      );
      return reply;
  }
}

/** Keeps what was prepared with the candidate, as a correction: an editor finds it in the form and publishes it. */
async function handOver(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  id: number,
  sent: PublicationForm,
): Promise<FastifyReply> {
  const candidate = readPublishable(deps.store, id);
  if (candidate?.state !== 'accepted') return refuse(deps, reply);
  const read = readForm(sent, candidate);
  const again = (problems: FormRead['problems'], status: number) =>
    sendPage(reply.code(status), publishPage(deps, { candidate, form: read.form, person, problems }));
  if (read.problems.length > 0) return again(read.problems, 400);
  const decided = decide(deps.store, {
    candidateId: id,
    versionSeen: sent.version,
    act: { kind: 'edit', facts: preparedFacts(read, candidate) },
    note: '',
    nonce: sent.nonce || `hand-${person.id}-${deps.now()}`,
    reviewerId: person.id,
    now: deps.now(),
  });
  if (decided.kind === 'stale')
    return again(
      [{ field: 'blurb', say: 'Somebody changed it meanwhile. Look at it again, then send it.' }],
      409,
    );
  return reply.redirect('/desk?say=handed', 303);
}

function preparedFacts({ form }: FormRead, candidate: Publishable): Facts {
  const { topics, practices, stage, evidence, blurb, facts } = form;
  return {
    councils: form.councils.map(({ code }) => ({ code, name: councilByCode(code)?.name ?? code })),
    topics,
    practices,
    stage,
    evidence,
    ...defined({ blurb: blurb === '' ? candidate.blurb : blurb, story: facts }),
  };
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
