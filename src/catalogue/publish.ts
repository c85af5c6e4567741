import { foldSpace } from '../base/text.ts';
import {
  type CouncilNamed,
  type EntryRecord,
  addEntry,
  entryById,
  entryIdByKey,
  entryOfCandidate,
  reviseEntry,
} from '../store/entries.ts';
import type { Vouched } from '../model/vouched.ts';
import type { CaseFacts } from '../model/case-facts.ts';
import { addEvent } from '../store/entry-events.ts';
import { watchLink } from '../store/links.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { blurbProblems } from './blurb.ts';
import { slugOf } from './entry.ts';
import { CHECK_EVERY_MS } from './judge-link.ts';
import { likenessOf } from '../model/likeness.ts';
import { type Publishable, readPublishable } from './publishable.ts';

/** What an editor says of a case study before it is listed. */
export type EntryForm = {
  readonly title: string;
  readonly blurb: string;
  readonly publisher: string;
  readonly councils: readonly CouncilNamed[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly stage: string;
  readonly evidence: string;
  /** As an editor confirmed them; none where the form had none. */
  readonly facts?: CaseFacts;
};

/** Something in a form that an editor must mend. */
export type Problem = { readonly field: keyof EntryForm; readonly say: string };

export type Published =
  | { readonly kind: 'published'; readonly id: number; readonly slug: string }
  | { readonly kind: 'revised'; readonly id: number; readonly slug: string }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  /** There is no such candidate, or reviewers have not accepted it (any more). */
  | { readonly kind: 'notAccepted' }
  /** What the post has for an address is none that a reader could follow. */
  | { readonly kind: 'noAddress' }
  /** The same page is in the catalogue already. */
  | { readonly kind: 'listed'; readonly id: number };

/** Who publishes, when, and what each rule says in words. */
export type PublishAct = {
  readonly by: string;
  readonly at: number;
  readonly sayRule: (rule: string) => string | undefined;
};

/** Lists an accepted candidate with its blurb, or revises what was listed before; one transaction, one event. */
export function publishCandidate(
  store: Store,
  candidateId: number,
  form: EntryForm,
  act: PublishAct,
): Published {
  const { by, at } = act;
  return inTransaction(store, () => {
    const accepted = readPublishable(store, candidateId);
    if (accepted?.state !== 'accepted') return { kind: 'notAccepted' };
    if (accepted.url === '') return { kind: 'noAddress' };
    const problems = formProblems(form, accepted);
    if (problems.length > 0) return { kind: 'invalid', problems };
    const before = entryOfCandidate(store, candidateId);
    const other = entryIdByKey(store, accepted.urlKey);
    if (other !== undefined && other !== before?.id) return { kind: 'listed', id: other };
    const entry = entryRecord(form, accepted, act, before?.listedAt);
    if (before !== undefined) {
      reviseEntry(store, before.id, entry);
      addEvent(store, { entryId: before.id, kind: 'revised', reason: '', by, at });
      return { kind: 'revised', id: before.id, slug: entry.slug };
    }
    const id = addEntry(store, entry);
    addEvent(store, { entryId: id, kind: 'listed', reason: '', by, at });
    const likeness = likenessOf(accepted.title, accepted.text);
    watchLink(store, id, likeness, at + CHECK_EVERY_MS);
    return { kind: 'published', id, slug: entry.slug };
  });
}

export type Revised =
  | Extract<Published, { readonly kind: 'revised' | 'invalid' }>
  | { readonly kind: 'missing' };

/**
 * Revises an entry that came with a data package and so has no candidate: what it says, not where it came from nor when it was
 * listed. One transaction, one event.
 */
export function reviseImported(
  store: Store,
  id: number,
  form: EntryForm,
  { by, at }: Pick<PublishAct, 'by' | 'at'>,
): Revised {
  return inTransaction(store, () => {
    const entry = entryById(store, id);
    if (entry?.candidateId !== null) return { kind: 'missing' };
    const problems = formProblems(form, { title: entry.title, text: '' });
    if (problems.length > 0) return { kind: 'invalid', problems };
    const said = saidOf(form);
    const vouched = vouchedAs(entry.vouched, said.title !== entry.title);
    reviseEntry(store, id, { ...entry, ...said, vouched, updatedAt: at });
    addEvent(store, { entryId: id, kind: 'revised', reason: '', by, at });
    return { kind: 'revised', id, slug: said.slug };
  });
}

/** Takes an entry from the lists, for good reason, or puts it back. False when there is no such entry, or nothing to change. */
export function withdrawEntry(
  store: Store,
  id: number,
  act: {
    readonly kind: 'withdrawn' | 'restored';
    readonly reason: string;
    readonly by: string;
    readonly at: number;
  },
): boolean {
  return inTransaction(store, () => {
    const entry = entryById(store, id);
    if (entry === undefined || (entry.withdrawn !== null) === (act.kind === 'withdrawn')) return false;
    addEvent(store, { entryId: id, ...act, reason: foldSpace(act.reason) });
    return true;
  });
}

function formProblems(form: EntryForm, accepted: Pick<Publishable, 'title' | 'text'>): Problem[] {
  const title = foldSpace(form.title);
  const problems: Problem[] = blurbProblems(form.blurb, `${accepted.title}\n${accepted.text}`).map((say) => ({
    field: 'blurb',
    say,
  }));
  if (title === '' || title.length > 200)
    problems.push({ field: 'title', say: 'Give a title of at most 200 characters.' });
  if (foldSpace(form.publisher) === '' || form.publisher.length > 100)
    problems.push({ field: 'publisher', say: 'Name the publisher, in at most 100 characters.' });
  if (form.topics.length === 0 || form.topics.length > 3)
    problems.push({ field: 'topics', say: 'Choose one to three topics.' });
  if (form.practices.length === 0)
    problems.push({ field: 'practices', say: 'Choose at least one practice: what was done differently?' });
  return problems;
}

function entryRecord(
  form: EntryForm,
  accepted: Publishable,
  { at, sayRule }: PublishAct,
  listedAt: number | undefined,
): EntryRecord {
  return {
    candidateId: accepted.candidateId,
    url: accepted.url,
    urlKey: accepted.urlKey,
    sourceId: accepted.sourceId,
    published: accepted.published,
    datePrecision: accepted.datePrecision,
    vouched: vouchedAs(accepted.vouched, foldSpace(form.title) !== foldSpace(accepted.title)),
    why: accepted.why.flatMap((rule) => sayRule(rule) ?? []),
    acceptedAt: accepted.acceptedAt,
    listedAt: listedAt ?? at,
    updatedAt: at,
    ...saidOf(form),
  };
}

/** What an editor wrote anew is the editor's. */
function vouchedAs(vouched: Vouched | null, isRetitled: boolean): Vouched | null {
  if (vouched === null || !isRetitled) return vouched;
  return { ...vouched, title: { origin: 'editor', confirmed: true } };
}

/** What an editor's form says, as an entry keeps it. */
function saidOf(form: EntryForm) {
  return {
    title: foldSpace(form.title),
    slug: slugOf(form.title),
    publisher: foldSpace(form.publisher),
    blurb: foldSpace(form.blurb),
    councils: form.councils,
    topics: form.topics,
    practices: form.practices,
    stage: form.stage,
    evidence: form.evidence,
    facts: form.facts ?? {},
  };
}
