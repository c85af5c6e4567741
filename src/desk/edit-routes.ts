import { type BadInput, route, type Route } from '../web/route.ts';
import { text, textUpTo } from '../web/fields.ts';
import { GET_BY_REVIEWER, Numbered, POST_BY_REVIEWER, sentView, viewWords, type DeskCall } from './inputs.ts';
import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { defined } from '../base/defined.ts';
import { resolveCouncil } from '../classify/councils/councils.ts';
import { type CandidateRow, candidateRow } from '../store/desk.ts';
import { verdictOf } from '../store/verdicts.ts';
import { sendPage } from '../web/views.ts';
import { longTime, shorten } from '../web/words.ts';
import { decide } from '../review/decide.ts';
import { decisionWords, proposedFacts } from '../review/decision.ts';
import { type Facts } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { missingPost, postUrl } from './post-routes.ts';
import { type DeskView } from '../review/view-query.ts';
import { viewOf } from './view-of.ts';

const Correction = z.object({
  view: sentView,
  version: z.coerce.number().catch(0),
  nonce: textUpTo(100),
  councils: text,
  topic: z.array(z.string()).default([]),
  practice: z.array(z.string()).default([]),
  stage: text,
  evidence: text,
});
type CorrectionForm = z.infer<typeof Correction>;

/** Correcting what the rules proposed: councils, topics, practices, stage, evidence. */
export function editRoutes(deps: DeskDeps): readonly Route[] {
  const refuse = (_bad: BadInput, reply: FastifyReply) => missingPost(deps, reply);
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/:id/edit',
      params: Numbered,
      query: z.object(viewWords),
      refuse,
      handle: ({ params, query, person, reply }) => {
        const candidate = candidateRow(deps.store, params.id);
        if (candidate === undefined) return missingPost(deps, reply);
        const view = viewOf(deps, query, person);
        return showEdit(deps, { person, reply, candidate, view }, {});
      },
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/:id/edit',
      params: Numbered,
      body: Correction,
      refuse,
      handle: (call) => saveEdit(deps, call, call.params.id, call.body),
    }),
  ];
}

type Editing = DeskCall & { readonly candidate: CandidateRow; readonly view: DeskView };
type Typed = { readonly problem?: string; readonly councils?: string };

function showEdit(deps: DeskDeps, { person, reply, candidate, view }: Editing, typed: Typed): FastifyReply {
  const verdict = verdictOf(deps.store, candidate.postId);
  const facts = proposedFacts(candidate.facts, verdict);
  return sendPage(
    reply,
    deps.views('desk/edit.njk', {
      ...frameOf(deps, person, view),
      title: `Correct: ${shorten(candidate.title, 80)}`,
      candidate,
      facts,
      councils: typed.councils ?? facts.councils.map(({ name }) => name).join('\n'),
      taxonomy: deps.taxonomy,
      nonce: randomUUID(),
      problem: typed.problem,
    }),
  );
}

async function saveEdit(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  id: number,
  form: CorrectionForm,
): Promise<FastifyReply> {
  const candidate = candidateRow(deps.store, id);
  if (candidate === undefined) return missingPost(deps, reply);
  const { councils } = form;
  const view = viewOf(deps, form.view, person);
  const again = (problem: string, status: number) =>
    showEdit(deps, { person, reply: reply.code(status), candidate, view }, { problem, councils });
  const facts = readFacts(deps, form);
  if (typeof facts === 'string') return again(facts, 400);
  const decided = decide(deps.store, {
    candidateId: candidate.id,
    versionSeen: form.version,
    // What was prepared for an editor stays with it.
    act: { kind: 'edit', facts: { ...prepared(candidate.facts), ...facts } },
    note: '',
    nonce: form.nonce || `edit-${person.id}-${deps.now()}`,
    reviewerId: person.id,
    now: deps.now(),
  });
  if (decided.kind === 'stale') {
    const { by } = decided;
    const who =
      by === undefined
        ? 'The post itself changed'
        : `${by.by} was faster: ${decisionWords(by).toLowerCase()}, ${longTime(by.madeAt)}`;
    return again(`${who}. Nothing was saved; check this and save again.`, 409);
  }
  return reply.redirect(postUrl(candidate.id, view, { say: 'edited' }), 303);
}

function prepared(before: Facts | null): Pick<Facts, 'blurb' | 'story'> {
  return defined({ blurb: before?.blurb, story: before?.story });
}

/** The facts of a form, or what is wrong with it. Slugs that the taxonomy does not know are left out. */
function readFacts({ taxonomy }: DeskDeps, form: CorrectionForm): Facts | string {
  const names = form.councils
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const councils: { code: string; name: string }[] = [];
  for (const name of names.slice(0, 30)) {
    const council = resolveCouncil(name);
    if (council === undefined)
      return `“${shorten(name, 80)}” is no council of the UK that we know. Write its name or code, one a line.`;
    if (!councils.some(({ code }) => code === council.code))
      councils.push({ code: council.code, name: council.name });
  }
  const known = (all: readonly { readonly slug: string }[], chosen: readonly string[]) =>
    all.map(({ slug }) => slug).filter((slug) => chosen.includes(slug));
  return {
    councils,
    topics: known(taxonomy.topics, form.topic),
    practices: known(taxonomy.practices, form.practice),
    stage: known(taxonomy.stages, [form.stage])[0] ?? 'unknown',
    evidence: known(taxonomy.evidence, [form.evidence])[0] ?? 'claimed',
  };
}
