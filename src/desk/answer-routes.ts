import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { answersOf } from '../review/answers.ts';
import { answerNonce, type AnswerOffer, readAnswer } from '../review/answer-link.ts';
import { decide, type Decided } from '../review/decide.ts';
import { fasterWords } from '../review/decision.ts';
import { type CandidateRow, candidateRow } from '../store/desk.ts';
import { storedPost } from '../store/posts.ts';
import { reviewerById, type ReviewerRow } from '../store/reviewers.ts';
import { verdictOf } from '../store/verdicts.ts';
import { mayAct } from '../web/access.ts';
import { ANYBODY, route, type Route } from '../web/route.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { refuseSpent } from '../accounts/spent-link.ts';

/**
 * Answering a letter: its link shows the post with one button, and the button accepts it, once. Opening the link does nothing yet,
 * because mail programs open links before people do.
 */
export function answerRoutes(deps: DeskDeps): readonly Route[] {
  const ofLink = {
    path: '/answer/:token',
    access: 'public',
    principals: ANYBODY,
    params: z.object({ token: z.string() }),
  } as const;
  return [
    route({
      ...ofLink,
      method: 'GET',
      handle: ({ params, reply }) => {
        const offered = offeredBy(deps, params.token);
        if (offered === undefined) return refuseSpent(deps, reply, 'link');
        const { candidate, person } = offered;
        const post = storedPost(deps.store, candidate.postId);
        const answers = post === undefined ? [] : answersOf(post, verdictOf(deps.store, post.id));
        return sendPage(
          reply,
          deps.views('desk/answer.njk', {
            title: 'Accept this post?',
            candidate,
            name: person.name,
            answers,
            token: params.token,
          }),
        );
      },
    }),
    route({
      ...ofLink,
      method: 'POST',
      handle: ({ params, reply }) => {
        const offered = offeredBy(deps, params.token);
        return offered === undefined ? refuseSpent(deps, reply, 'link') : accept(deps, reply, offered);
      },
    }),
  ];
}

type Offered = {
  readonly offer: AnswerOffer;
  readonly candidate: CandidateRow;
  readonly person: ReviewerRow;
};

/** What a link offers, while whom it was written to may still decide. */
function offeredBy({ store, secret, now }: DeskDeps, token: string): Offered | undefined {
  const offer = readAnswer(secret, token, now());
  const candidate = offer === undefined ? undefined : candidateRow(store, offer.candidateId);
  const person = offer === undefined ? undefined : reviewerById(store, offer.reviewerId);
  if (offer === undefined || candidate === undefined || person === undefined) return undefined;
  return person.disabledAt === null && mayAct(person.role, 'reviewer')
    ? { offer, candidate, person }
    : undefined;
}

async function accept(
  deps: DeskDeps,
  reply: FastifyReply,
  { offer, candidate, person }: Offered,
): Promise<FastifyReply> {
  const decided = decide(deps.store, {
    candidateId: candidate.id,
    versionSeen: offer.versionSeen,
    act: { kind: 'accept' },
    note: '',
    nonce: answerNonce(offer),
    reviewerId: person.id,
    now: deps.now(),
    withTwins: true,
  });
  if (decided.kind === 'done' || decided.kind === 'repeated') {
    const isFirst = decided.kind === 'done';
    return sendPage(reply, deps.views('desk/answered.njk', { title: 'Accepted', candidate, isFirst }));
  }
  const next = { url: `/desk/${candidate.id}`, text: 'Open it on the desk' };
  await sendProblem(reply, deps.views, 409, overtaken(decided), next);
  return reply;
}

function overtaken(decided: Decided): string {
  if (decided.kind !== 'stale' || decided.by === undefined)
    return 'The post changed since the letter was sent. Nothing was decided: look at it again.';
  const { by } = decided;
  return `${fasterWords(by)}. Nothing was changed.`;
}
