import { route, type Route } from '../web/route.ts';
import { maybeId, text, textUpTo } from '../web/fields.ts';
import { Numbered, POST_BY_REVIEWER, sentView, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { defined } from '../base/defined.ts';
import { DAY } from '../base/durations.ts';
import { type CandidateRow, candidateRow } from '../store/desk.ts';
import type { DecisionRow } from '../store/decisions.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { longTime } from '../web/words.ts';
import { decideAndDeal } from '../review/claim-next.ts';
import { type Act, addNote } from '../review/decide.ts';
import { decisionWords, fasterWords } from '../review/decision.ts';
import { toReason } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import type { Banner } from './banner.ts';
import { postPage } from './post-page.ts';
import { missingPost, postUrl, queueUrl } from './post-routes.ts';
import { type Person } from '../model/person.ts';
import { type DeskView } from '../review/view-query.ts';
import { viewOf } from './view-of.ts';
import { undo } from '../review/undo.ts';

const Decision = z.object({
  view: sentView,
  act: text,
  version: z.coerce.number().catch(0),
  note: text,
  nonce: textUpTo(100),
  twins: z.string().optional(),
  of: maybeId,
  span: text,
  day: text,
});
type DecisionForm = z.infer<typeof Decision>;
const Undoing = z.object({ view: sentView, decision: maybeId, nonce: textUpTo(100), from: text });

/** Deciding, undoing and noting: plain forms, each with one nonce, answered by the next post. */
export function actRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/:id/decide',
      params: Numbered,
      body: Decision,
      refuse: (_bad, reply) => missingPost(deps, reply),
      handle: (call) => decideByForm(deps, call, call.params.id, call.body),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/undo',
      body: Undoing,
      handle: (call) => undoByForm(deps, call, call.body),
    }),
  ];
}

/** A form as it came: who, on what, in which view. */
type Sent = {
  readonly form: DecisionForm;
  readonly person: Person;
  readonly view: DeskView;
  readonly candidate: CandidateRow;
};

async function decideByForm(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  id: number,
  form: DecisionForm,
): Promise<FastifyReply> {
  const candidate = candidateRow(deps.store, id);
  if (candidate === undefined) return missingPost(deps, reply);
  const view = viewOf(deps, form.view, person);
  const sent = { form, person, view, candidate };
  const act = readAct(form, deps.now());
  if (act === undefined)
    return showAgain(deps, reply.code(400), sent, {
      kind: 'problem',
      say: 'Choose what to do with this post.',
    });
  const order = {
    candidateId: candidate.id,
    versionSeen: form.version,
    note: form.note.slice(0, 4000),
    nonce: form.nonce || `${person.id}-${deps.now()}`,
    reviewerId: person.id,
    now: deps.now(),
    withTwins: form.twins !== undefined,
  };
  return act === 'note'
    ? answer(deps, reply, sent, { decided: addNote(deps.store, order), next: undefined })
    : answer(deps, reply, sent, decideAndDeal(deps.store, { ...order, act }, { view, after: candidate }));
}

function readAct(form: DecisionForm, now: number): Act | 'note' | undefined {
  const [kind, detail = ''] = form.act.split(':');
  switch (kind) {
    case 'accept':
    case 'second':
      return { kind };
    case 'note':
      return 'note';
    case 'reject': {
      const reason = toReason(detail);
      return reason === undefined ? undefined : { kind, reason };
    }
    case 'snooze':
      return { kind, until: snoozeUntil(form, now) };
    case 'duplicate':
      return { kind, of: form.of ?? 0 };
    default:
      return undefined;
  }
}

/** The end of a snooze: the morning of a day, where one is given; else a week or a month. 0 for what is no day. */
function snoozeUntil({ span, day }: DecisionForm, now: number): number {
  if (day !== '') return /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T06:00:00Z`) || 0 : 0;
  if (span === 'week') return now + 7 * DAY;
  return span === 'month' ? now + 30 * DAY : 0;
}

function answer(
  deps: DeskDeps,
  reply: FastifyReply,
  sent: Sent,
  { decided, next }: ReturnType<typeof decideAndDeal>,
): Promise<FastifyReply> | FastifyReply {
  switch (decided.kind) {
    case 'done':
    case 'repeated':
      return goOnFrom(reply, sent, decided.decisionId, next);
    case 'stale':
      return showAgain(
        deps,
        reply.code(409),
        { ...sent, candidate: decided.candidate },
        staleBanner(decided.by, sent.form.note),
      );
    case 'refused':
      return showAgain(deps, reply.code(400), sent, { kind: 'problem', say: decided.say });
    case 'missing':
      return missingPost(deps, reply);
  }
}

function goOnFrom(
  reply: FastifyReply,
  { view, candidate, form }: Sent,
  decisionId: number,
  id: number | undefined,
): FastifyReply {
  if (form.act === 'note') return reply.redirect(postUrl(candidate.id, view, { say: 'noted' }), 303);
  const done = { done: String(decisionId) };
  return reply.redirect(id === undefined ? queueUrl(view, done) : postUrl(id, view, done), 303);
}

function staleBanner(by: DecisionRow | undefined, note: string): Banner {
  const say =
    by === undefined
      ? 'The post itself changed while you read it. This is the new text; nothing was decided.'
      : `${fasterWords(by)}. Nothing was changed${note === '' ? '' : ', and your note is kept below'}.`;
  return { kind: 'conflict', say };
}

function showAgain(deps: DeskDeps, reply: FastifyReply, sent: Sent, banner: Banner): FastifyReply {
  const fresh = candidateRow(deps.store, sent.candidate.id) ?? sent.candidate;
  const asked = { person: sent.person, view: sent.view, banner, note: sent.form.note };
  return sendPage(reply, postPage(deps, fresh, asked));
}

async function undoByForm(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  form: z.infer<typeof Undoing>,
): Promise<FastifyReply> {
  const view = viewOf(deps, form.view, person);
  const undone = undo(deps.store, {
    reviewerId: person.id,
    now: deps.now(),
    nonce: form.nonce || `undo-${person.id}-${deps.now()}`,
    ...defined({ decisionId: form.decision }),
  });
  switch (undone.kind) {
    case 'done': {
      const words = { undone: String(undone.of.id) };
      // Many that were ticked are back in the list; one is looked at again.
      const isOfList = form.from === 'list' && undone.count > 1;
      const to = isOfList ? queueUrl(view, words) : postUrl(undone.of.candidateId, view, words);
      return reply.redirect(to, 303);
    }
    case 'repeated':
      return reply.redirect(queueUrl(view), 303);
    case 'nothing':
      return reply.redirect(
        queueUrl(view, { say: form.decision === undefined ? 'nothing' : 'already' }),
        303,
      );
    case 'overtaken': {
      const { by } = undone;
      const say = `${by.by} decided on this post since (${decisionWords(by).toLowerCase()}, ${longTime(by.madeAt)}). Undo that first.`;
      await sendProblem(reply, deps.views, 409, say);
      return reply;
    }
  }
}
