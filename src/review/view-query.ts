import type { ReviewFilter } from '../store/review-queue.ts';
import { DAY } from '../base/durations.ts';

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
  { slug: 'assigned', label: 'For you', empty: 'Nobody has asked you to look at a post.' },
  {
    slug: 'mentions',
    label: 'Mentions',
    empty: 'No note mentions you. Write @ and a name in a note to mention somebody.',
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

/** The filters of a view, by the words that addresses carry. */
export const FILTERS = ['source', 'council', 'topic', 'strength', 'missing', 'age'] as const;
export type FilterName = (typeof FILTERS)[number];

/** A view of the queue with its filters, as the query string of every desk page carries it. */
export type DeskView = {
  readonly slug: ViewSlug;
  readonly filter: ReviewFilter;
  /** `view=newest&source=apse-news`; '' for the plain queue. */
  readonly query: string;
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
};

/** A view and its filters as an address carries them. */
export type ViewWords = Readonly<Partial<Record<'view' | FilterName, string>>>;

/** Days back that the queue can be narrowed to. */
export const AGES = [7, 30, 90, 365] as const;

/** Who looks, when, and from which score on a post is strong. */
export type Looking = { readonly id: number; readonly now: number; readonly strong: number };

/** Reads a view from the words of an address or a form. What it does not know, it leaves out. */
export function readView(words: ViewWords, looking: Looking): DeskView {
  const slug = VIEWS.find((view) => view.slug === words.view)?.slug ?? 'score';
  const filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = nonEmpty(words[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const params = new URLSearchParams(slug === 'score' ? {} : { view: slug });
  for (const [name, value] of Object.entries(filters)) params.set(name, value);
  return {
    slug,
    filter: { ...filterOf(slug, looking), ...narrowed(filters, looking) },
    query: params.toString(),
    filters,
  };
}

function narrowed(filters: DeskView['filters'], { now, strong }: Looking): Partial<ReviewFilter> {
  const { source, council, topic, strength, missing, age } = filters;
  const days = AGES.find((one) => String(one) === age);
  return {
    sourceId: source,
    council,
    topic,
    missing,
    least: strength === 'strong' ? strong : undefined,
    below: strength === 'possible' ? strong : undefined,
    from: days === undefined ? undefined : new Date(now - days * DAY).toISOString().slice(0, 10),
  };
}

/** Whether posts of this view wait for a decision, so that the next can be dealt. */
export function isWaitingView(slug: ViewSlug): boolean {
  return ['score', 'newest', 'disagreement', 'assigned', 'sample'].includes(slug);
}

function filterOf(slug: ViewSlug, person: Pick<Looking, 'id'>): ReviewFilter {
  switch (slug) {
    case 'score':
      return { states: ['new'], order: 'score' };
    case 'newest':
      return { states: ['new'], order: 'newest' };
    case 'disagreement':
      return { states: [], order: 'score', isDisputed: true };
    case 'assigned':
      return { states: ['new', 'second'], order: 'newest', assignedTo: person.id };
    case 'sample':
      return { states: ['new'], order: 'score', origin: 'sample' };
    case 'mentions':
      return { states: [], order: 'newest', mentioned: person.id };
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
