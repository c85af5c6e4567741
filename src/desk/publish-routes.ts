import { route, type Route, SIGNED_IN } from '../web/route.ts';
import { text } from '../web/fields.ts';
import { GET_BY_REVIEWER, Numbered, type DeskCall } from './inputs.ts';
import { describeRule } from '../classify/rules.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { foldSpace } from '../base/text.ts';
import { councilByCode, resolveCouncil } from '../classify/councils/councils.ts';
import { frameOf } from './frame.ts';
import { type Person } from '../model/person.ts';
import {
  awaitingPublication,
  type CouncilNamed,
  entriesInDoubt,
  entryOfCandidate,
} from '../store/entries.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { BLURB_MAX } from '../catalogue/blurb.ts';
import type { DeskDeps } from './deps.ts';
import { factsFields, factsWords, readCaseFacts } from './facts-form.ts';
import { BUYING_ROUTES } from '../model/case-facts.ts';
import { proposeCost } from '../review/propose-case-facts.ts';
import { defined } from '../base/defined.ts';
import { casePath } from '../catalogue/entry.ts';
import { type EntryForm, type Problem, publishCandidate } from '../catalogue/publish.ts';
import { type Publishable, readPublishable } from '../catalogue/publishable.ts';
import { type Word, wordLists } from '../catalogue/words.ts';

const Publication = z.object({
  title: text,
  blurb: text,
  publisher: text,
  councils: text,
  topics: z.array(z.string()).default([]),
  practices: z.array(z.string()).default([]),
  stage: z.array(z.string()).default([]),
  evidence: z.array(z.string()).default([]),
  ...factsWords,
});
type PublicationForm = z.infer<typeof Publication>;
const BY_EDITOR = {
  path: '/desk/candidates/:id/publish',
  access: 'editor',
  principals: SIGNED_IN,
  params: Numbered,
} as const;

/** From an accepted candidate to an entry: what waits, and the form. */
export function publishRoutes(deps: DeskDeps): readonly Route[] {
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
      ...BY_EDITOR,
      method: 'GET',
      refuse: (_bad, reply) => refuse(deps, reply),
      handle: async ({ params, person, reply }) => {
        const candidate = readPublishable(deps.store, params.id);
        if (candidate?.state !== 'accepted') return refuse(deps, reply);
        if (candidate.url === '') return refuse(deps, reply, NO_ADDRESS);
        const before = entryOfCandidate(deps.store, candidate.candidateId);
        const form = before ?? firstForm(deps, candidate);
        return sendPage(reply, formPage(deps, { candidate, form, person }));
      },
    }),
    route({
      ...BY_EDITOR,
      method: 'POST',
      body: Publication,
      refuse: (_bad, reply) => refuse(deps, reply),
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
    sayRule: (id: string) => describeRule(deps.rules, id)?.why,
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
      return sendPage(reply.code(400), formPage(deps, { candidate, form, person, problems: done.problems }));
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

const NO_ADDRESS = 'This post has no web address that readers could follow, so it cannot be published.';

async function refuse(
  deps: DeskDeps,
  reply: FastifyReply,
  say = 'Only what reviewers have accepted can be published.',
): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 409, say);
  return reply;
}

function firstForm(deps: DeskDeps, candidate: Publishable): EntryForm {
  const source = deps.sources.find(({ id }) => id === candidate.sourceId);
  const { title, councils, topics, practices, stage, evidence } = candidate;
  const publisher = source?.publisher ?? new URL(candidate.url).hostname.replace(/^www\./, '');
  const facts = defined({ cost: proposeCost(candidate.text) });
  const kinds = { councils, topics: topics.slice(0, 3), practices, stage, evidence };
  return { title, blurb: '', publisher, ...kinds, facts };
}

/** Reads what an editor sent. Councils come as codes or names, one a line; what a source called them is kept. */
function readForm(
  sent: PublicationForm,
  candidate: Publishable,
): { readonly form: EntryForm; readonly problems: readonly Problem[] } {
  const { facts, problems: unread } = readCaseFacts(sent);
  const problems: Problem[] = [...unread];
  const councils = sent.councils
    .split(/[\n;]/)
    .map(foldSpace)
    .filter((name) => name !== '')
    .flatMap((name): CouncilNamed[] => {
      const council = resolveCouncil(name);
      if (council === undefined)
        problems.push({ field: 'councils', say: `We know no council called “${name}”.` });
      const quoted = candidate.councils.find(({ code }) => code === council?.code);
      return council === undefined ? [] : [{ code: council.code, as: quoted?.as ?? council.name }];
    });
  const lists = wordLists();
  const chosen = (slugs: readonly string[], words: readonly Word[]) =>
    words.map(({ slug }) => slug).filter((slug) => slugs.includes(slug));
  const read: EntryForm = {
    title: sent.title,
    blurb: sent.blurb,
    publisher: sent.publisher,
    councils,
    topics: chosen(sent.topics, lists.topics),
    practices: chosen(sent.practices, lists.practices),
    stage: chosen(sent.stage, lists.stages)[0] ?? 'unknown',
    evidence: chosen(sent.evidence, lists.evidence)[0] ?? 'claimed',
    facts,
  };
  return { form: read, problems };
}

type FormView = {
  readonly candidate: Publishable;
  readonly form: EntryForm;
  readonly person: Person;
  readonly problems?: readonly Problem[];
};

function formPage(deps: DeskDeps, { candidate, form, person, problems = [] }: FormView): string {
  const lists = wordLists();
  const items = (words: readonly Word[], chosen: readonly string[]) =>
    words.map(({ slug, label }) => ({
      value: slug,
      text: label,
      checked: chosen.includes(slug),
      selected: chosen.includes(slug),
    }));
  return deps.views('desk/publish.njk', {
    title: `Publish: ${candidate.title}`,
    ...frameOf(deps, person),
    candidate,
    form,
    problems,
    blurbMax: BLURB_MAX,
    errors: Object.fromEntries(problems.map(({ field, say }) => [field, { text: say }])),
    councils: form.councils.map(({ code }) => councilByCode(code)?.name ?? code).join('\n'),
    topics: items(lists.topics, form.topics),
    practices: items(lists.practices, form.practices),
    stages: items(lists.stages, [form.stage]),
    evidence: items(lists.evidence, [form.evidence]),
    facts: factsFields(form.facts ?? {}),
    routes: [
      { value: '', text: 'Not said' },
      ...BUYING_ROUTES.map(({ slug, label }) => ({
        value: slug,
        text: label,
        selected: form.facts?.route === slug,
      })),
    ],
    paragraphs: candidate.text.split('\n\n').slice(0, 60),
  });
}
