import { randomUUID } from 'node:crypto';
import { BLURB_MAX } from '../../catalogue/blurb.ts';
import type { EntryForm, Problem } from '../../catalogue/publish.ts';
import type { Publishable } from '../../catalogue/publishable.ts';
import { type Word, wordLists } from '../../catalogue/words.ts';
import { BUYING_ROUTES } from '../../model/case-facts.ts';
import type { Person } from '../../model/person.ts';
import { answersOf } from '../../review/answers.ts';
import { proposeCaseFacts } from '../../review/propose-case-facts.ts';
import { candidateRow } from '../../store/desk.ts';
import { entryOfCandidate } from '../../store/entries.ts';
import { storedPost } from '../../store/posts.ts';
import { verdictOf } from '../../store/verdicts.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { shorten } from '../../web/words.ts';
import type { DeskView } from '../../review/view-query.ts';
import { factsAsSent, factsFields } from './facts-form.ts';
import { linesOf, type PublicationForm } from './publish-form.ts';
import { councilNames } from './publish-form.ts';
import { buyerNames } from './typed-buyers.ts';

/** What the form begins with: what is published, or what a reviewer prepared, or else what the rules and the text propose. */
export function formOf(deps: DeskDeps, candidate: Publishable): EntryForm {
  return entryOfCandidate(deps.store, candidate.candidateId) ?? firstForm(deps, candidate);
}

function firstForm(deps: DeskDeps, candidate: Publishable): EntryForm {
  const { councils, topics, practices, stage, evidence, blurb = '' } = candidate;
  const kinds = { councils, topics: topics.slice(0, 3), practices, stage, evidence };
  const facts = candidate.story ?? proposalsOf(deps, candidate).facts;
  return { ...ownNames(deps, candidate), ...candidate.prepared, blurb, ...kinds, facts };
}

/** Title and publisher as the page itself has them. */
export function ownNames({ sources }: DeskDeps, { sourceId, title, url }: Publishable) {
  const host = url === '' ? '' : new URL(url).hostname.replace(/^www\./, '');
  return { title, publisher: sources.find(({ id }) => id === sourceId)?.publisher ?? host };
}

function proposalsOf({ store }: DeskDeps, candidate: Publishable) {
  const row = candidateRow(store, candidate.candidateId);
  const post = row === undefined ? undefined : storedPost(store, row.postId);
  const answers = post === undefined ? [] : answersOf(post, verdictOf(store, post.id));
  const outcome = answers.find(({ slug }) => slug === 'outcome')?.sentence ?? '';
  return proposeCaseFacts(candidate.text, outcome);
}

export type FormView = {
  /** Where the form is of an entry that has no candidate: its address on the desk. */
  readonly at?: string;
  readonly candidate: Publishable;
  readonly form: EntryForm;
  readonly person: Person;
  readonly view: DeskView;
  readonly problems?: readonly Problem[];
  /** What was sent, where it is shown again: what could not be read stays as it was typed. */
  readonly sent?: PublicationForm;
};

/** The form beside the text, with the card as readers will see it. */
export function publishPage(
  deps: DeskDeps,
  { at, candidate, form, person, view, problems = [], sent }: FormView,
): string {
  const lists = wordLists();
  const facts = sent ?? factsAsSent(form.facts ?? {});
  const { places } = proposalsOf(deps, candidate);
  return deps.views('desk/publish.njk', {
    title: `${candidate.state === 'accepted' ? 'Publish' : 'Correct'}: ${shorten(candidate.title, 80)}`,
    ...frameOf(deps, person, view),
    at,
    candidate,
    form,
    problems,
    nonce: randomUUID(),
    mayPublish: candidate.state === 'accepted' && candidate.url !== '',
    blurbMax: BLURB_MAX,
    errors: Object.fromEntries(problems.map(({ field, say }) => [field, { text: say }])),
    councils: sent === undefined ? councilNames(form.councils) : linesOf(sent.councils),
    topics: labelsOf(lists.topics, sent === undefined ? form.topics : linesOf(sent.topics)),
    practices: labelsOf(lists.practices, sent === undefined ? form.practices : linesOf(sent.practices)),
    known: {
      councils: buyerNames(),
      topics: lists.topics.map(({ label }) => label),
      practices: lists.practices.map(({ label }) => label),
    },
    stages: options(lists.stages, form.stage),
    evidence: options(lists.evidence, form.evidence),
    facts: factsFields(facts, places),
    routes: [{ value: '', text: 'Not said' }, ...options(BUYING_ROUTES, facts.route)],
    routePlace: places.route,
    paragraphs: candidate.text.split('\n\n').slice(0, 60),
  });
}

function options(words: readonly Word[], chosen: string | undefined) {
  return words.map(({ slug, label }) => ({ value: slug, text: label, selected: slug === chosen }));
}

function labelsOf(words: readonly Word[], chosen: readonly string[]): string[] {
  return chosen.map((slug) => words.find((word) => word.slug === slug)?.label ?? slug);
}
