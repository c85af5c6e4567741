import type { ReviewFilter } from '../store/review-queue.ts';
import type { Person } from '../model/person.ts';

/** The views of the queue, in the order of the menu. */
export const VIEWS = [
  {
    slug: 'score',
    label: 'Best first',
    empty: 'Nothing is waiting. New posts come with the next round; “Add a page” lays one here by hand.',
  },
  { slug: 'newest', label: 'Newest', empty: 'Nothing is waiting. New posts come with the next round.' },
  {
    slug: 'disagreement',
    label: 'Disagreement',
    empty: 'Nobody has asked for a second opinion, and no two people disagree.',
  },
  { slug: 'sample', label: 'Audit sample', empty: 'No posts from below the line are waiting to be checked.' },
  { slug: 'snoozed', label: 'Snoozed', empty: 'Nothing is snoozed.' },
  { slug: 'mine', label: 'Mine', empty: 'You have not decided anything yet.' },
  {
    slug: 'accepted',
    label: 'Accepted',
    empty: 'Nothing has been accepted yet. What you accept waits here to be published.',
  },
  { slug: 'rejected', label: 'Rejected', empty: 'Nothing has been rejected yet.' },
] as const;

export type ViewSlug = (typeof VIEWS)[number]['slug'];

/** A view of the queue with its filters, as the query string of every desk page carries it. */
export type DeskView = {
  readonly slug: ViewSlug;
  readonly filter: ReviewFilter;
  /** `view=newest&source=apse-news`; '' for the plain queue. */
  readonly query: string;
  readonly source: string | undefined;
  readonly council: string | undefined;
  readonly topic: string | undefined;
};

/** A view and its filters as an address carries them. */
export type ViewWords = Readonly<Partial<Record<'view' | 'source' | 'council' | 'topic', string>>>;

/** Reads a view from the words of an address or a form. What it does not know, it leaves out. */
export function readView(words: ViewWords, person: Pick<Person, 'id'>): DeskView {
  const slug = VIEWS.find((view) => view.slug === words.view)?.slug ?? 'score';
  const source = nonEmpty(words.source);
  const council = nonEmpty(words.council);
  const topic = nonEmpty(words.topic);
  const params = new URLSearchParams();
  const kept = { view: slug === 'score' ? undefined : slug, source, council, topic };
  for (const [name, value] of Object.entries(kept)) if (value !== undefined) params.set(name, value);
  return {
    slug,
    filter: { ...filterOf(slug, person), sourceId: source, council, topic },
    query: params.toString(),
    source,
    council,
    topic,
  };
}

/** Whether posts of this view wait for a decision, so that the next can be dealt. */
export function isWaitingView(slug: ViewSlug): boolean {
  return slug === 'score' || slug === 'newest' || slug === 'disagreement' || slug === 'sample';
}

function filterOf(slug: ViewSlug, person: Pick<Person, 'id'>): ReviewFilter {
  switch (slug) {
    case 'score':
      return { states: ['new'], order: 'score' };
    case 'newest':
      return { states: ['new'], order: 'newest' };
    case 'disagreement':
      return { states: [], order: 'score', isDisputed: true };
    case 'sample':
      return { states: ['new'], order: 'score', origin: 'sample' };
    case 'mine':
      return { states: [], order: 'newest', decidedBy: String(person.id) };
    case 'snoozed':
    case 'accepted':
    case 'rejected':
      return { states: [slug], order: 'newest' };
  }
}

function nonEmpty(text = ''): string | undefined {
  return text.trim() === '' ? undefined : text.trim().slice(0, 200);
}
