import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resolveCouncil } from '../classify/councils/councils.ts';
import type { CandidateRow } from '../store/desk.ts';
import { verdictOf } from '../store/verdicts.ts';
import { field, formOf, pathParam, queryOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { longTime, shorten } from '../web/words.ts';
import { decide } from '../review/decide.ts';
import { decisionWords, proposedFacts } from '../review/decision.ts';
import { type Facts } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { candidateNamed, missingPost, postUrl } from './post-routes.ts';
import { personOf } from '../web/person.ts';
import { readView } from '../review/view-query.ts';

/** Correcting what the rules proposed: councils, topics, practices, stage, evidence. */
export function editPart(deps: DeskDeps): WebPart {
  return {
    access: { 'GET /desk/:id/edit': 'reviewer', 'POST /desk/:id/edit': 'reviewer' },
    mount: (app) => {
      app.get('/desk/:id/edit', (request, reply) => {
        const candidate = candidateNamed(deps, pathParam(request, 'id'));
        if (candidate === undefined) return missingPost(deps, reply);
        return showEdit(deps, { request, reply, candidate }, { problem: undefined, councils: undefined });
      });
      app.post('/desk/:id/edit', (request, reply) => saveEdit(deps, request, reply));
    },
  };
}

type Exchange = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly candidate: CandidateRow;
};
type Typed = { readonly problem: string | undefined; readonly councils: string | undefined };

function showEdit(deps: DeskDeps, { request, reply, candidate }: Exchange, typed: Typed): FastifyReply {
  const person = personOf(request);
  const verdict = verdictOf(deps.store, candidate.postId);
  const facts = proposedFacts(candidate.facts, verdict);
  const sent = request.method === 'POST' ? field(formOf(request), 'view') : queryOf(request).toString();
  return sendPage(
    reply,
    deps.views('desk/edit.njk', {
      ...frameOf(deps, person, readView(new URLSearchParams(sent), person)),
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

async function saveEdit(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const candidate = candidateNamed(deps, pathParam(request, 'id'));
  if (candidate === undefined) return missingPost(deps, reply);
  const form = formOf(request);
  const person = personOf(request);
  const councils = field(form, 'councils');
  const again = (problem: string, status: number) =>
    showEdit(deps, { request, reply: reply.code(status), candidate }, { problem, councils });
  const facts = readFacts(deps, form);
  if (typeof facts === 'string') return again(facts, 400);
  const decided = decide(deps.store, {
    candidateId: candidate.id,
    versionSeen: Number(field(form, 'version')),
    act: { kind: 'edit', facts },
    note: '',
    nonce: field(form, 'nonce').slice(0, 100) || `edit-${person.id}-${deps.now()}`,
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
  const view = readView(new URLSearchParams(field(form, 'view')), person);
  return reply.redirect(postUrl(candidate.id, view, { say: 'edited' }), 303);
}

/** The facts of a form, or what is wrong with it. Slugs that the taxonomy does not know are left out. */
function readFacts({ taxonomy }: DeskDeps, form: URLSearchParams): Facts | string {
  const names = field(form, 'councils')
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
    topics: known(taxonomy.topics, form.getAll('topic')),
    practices: known(taxonomy.practices, form.getAll('practice')),
    stage: known(taxonomy.stages, [field(form, 'stage')])[0] ?? 'unknown',
    evidence: known(taxonomy.evidence, [field(form, 'evidence')])[0] ?? 'claimed',
  };
}
