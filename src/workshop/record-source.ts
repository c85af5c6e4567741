import type { Source } from '../base/source.ts';
import { lastGoodListing, type ListingCopy, listingOfRun } from '../store/listing-copies.ts';
import { keptPagesOf, runOf } from '../store/kept-pages.ts';
import { Failure } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import { tell } from '../rounds/counters.ts';
import { pageOfCopy, unpackedPage } from '../reading/kept-page.ts';
import { pageOfKept } from './read-kept.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { type Recording, recordingsOf } from './recordings.ts';
import { replay } from './replay.ts';
import { segments } from './survey/address-shape.ts';
import { shortDiff } from '../base/diff-lines.ts';
import { type Reader, readArticle, readFirstPage } from './read-live.ts';
import { json, makeRecording, type NewRecording } from './save-recording.ts';

/** A recording to be made, and how what is read from it differs from what was read before. */
export type RecordingProposal = {
  readonly recording: NewRecording;
  /** Lines of a diff of `expected.json`; empty where nothing changes. */
  readonly diff: readonly string[];
  readonly isNew: boolean;
};

/** What can be recorded now, and what could not be, in words. */
export type RecordingProposals = {
  readonly proposals: readonly RecordingProposal[];
  readonly missing: readonly string[];
};

const BY = 'lamplighter sources record';

/** Reads the listing, the witness and a post (the newest, or the one named) as they are now. */
export async function recordLive(
  reader: Reader,
  loaded: LoadedSource,
  article: string | undefined,
): Promise<RecordingProposals> {
  const before = await recordingsOf(loaded);
  const made: NewRecording[] = [];
  const missing: string[] = [];
  let newest = article;
  if (article === undefined)
    for (const step of steps(loaded)) {
      const { outcome, found } = await readFirstPage(reader, loaded, step);
      const page = outcome.kind === 'page' ? unpackedPage(outcome) : undefined;
      if (outcome.kind !== 'page') missing.push(`${step}: ${tell(outcome)}`);
      else if (page === undefined) missing.push(`${step}: ${found?.problem ?? 'was not read'}`);
      else {
        made.push(recordingOf(page, step, loaded, before));
        if (step === 'discover') newest ??= found?.cards[0]?.url;
      }
    }
  if (newest === undefined) missing.push('article: the listing shows no post');
  else {
    const { outcome } = await readArticle(reader, loaded, { url: newest });
    const page = outcome.kind === 'page' ? unpackedPage(outcome) : undefined;
    if (page !== undefined) made.push(recordingOf(page, 'article', loaded, before));
    else missing.push(`article: ${outcome.kind === 'page' ? 'could not be read' : tell(outcome)}`);
  }
  return { proposals: made.map((one) => proposalOf(one, before)), missing };
}

/**
 * What a run read, as far as it is kept: its listing (of bad runs the newest five, of good ones the last), and the pages of the
 * posts it found.
 * @throws Failure (`config`) where there is no such run of this source.
 */
export async function recordRun(
  store: Store,
  loaded: LoadedSource,
  { runId, article }: { readonly runId: number; readonly article: string | undefined },
): Promise<RecordingProposals> {
  const run = runOf(store, runId);
  if (run === undefined || run.sourceId !== loaded.source.id)
    throw new Failure(
      'config',
      `run ${runId} does not belong to ${loaded.source.id}; "sources status ${loaded.source.id} --json" names its runs`,
    );
  const before = await recordingsOf(loaded);
  const listing = listingOfRun(store, runId);
  const pages = keptPagesOf(store, run);
  const post = article === undefined ? pages[0] : pages.find(({ url }) => url === article);
  const good = lastGoodListing(store, run.sourceId);
  const read = listing && recordingOf(pageOfCopy(listing), 'discover', loaded, before, `run-${runId}`);
  const recorded = read && (listing?.kind === 'good' ? read : asItShouldBe(read, good, loaded.source));
  const made = [
    ...(recorded === undefined ? [] : [recorded]),
    ...(post === undefined
      ? []
      : [recordingOf(pageOfKept(post), 'article', loaded, before, `run-${runId}-article`)]),
  ];
  const kept = good?.runId;
  return {
    proposals: made.map((one) => proposalOf(one, before)),
    missing: [
      ...(listing === undefined
        ? [`the listing of run ${runId} is not kept${kept === undefined ? '' : `; that of run ${kept} is`}`]
        : recorded === undefined
          ? [`run ${runId} was broken, and no good listing is kept that says which cards to expect of it`]
          : []),
      ...(post === undefined ? [`no page of a post that run ${runId} read is kept`] : []),
    ],
  };
}

/**
 * A broken run's listing, expected to show the posts of the last good one that it still speaks of: a check that fails until the adapter is
 * mended. What the broken adapter reads of it is no expectation. Undefined where nothing good is kept, or the page speaks of none of it.
 */
function asItShouldBe(
  read: NewRecording,
  good: ListingCopy | undefined,
  source: Source,
): NewRecording | undefined {
  if (good === undefined) return undefined;
  const page = pageOfCopy(good);
  const { cards } = replay(
    { name: read.name, folder: '', http: read.http, page, expected: undefined },
    source,
  );
  const wanted = Array.isArray(cards) ? cards.filter((card) => isSpokenOf(card, read.page.body)) : [];
  return wanted.length === 0
    ? undefined
    : { ...read, reading: { ...read.reading, cards: wanted, declaredEmpty: false } };
}

function isSpokenOf(
  { url, title }: { readonly url: string; readonly title: string | null },
  body: string,
): boolean {
  const slug = segments(url).at(-1) ?? '';
  return (slug.length > 3 && body.includes(slug)) || (title !== null && title !== '' && body.includes(title));
}

function steps({ source }: LoadedSource): readonly ('discover' | 'witness')[] {
  return source.witness === undefined ? ['discover'] : ['discover', 'witness'];
}

/** A recording takes the place of the one of the same step and page, or has a name of its own. */
function recordingOf(
  page: Recording['page'],
  step: Recording['http']['step'],
  loaded: LoadedSource,
  before: readonly Recording[],
  name?: string,
): NewRecording {
  const old = before.find(({ http }) => http.step === step && http.page === 1);
  const { source } = loaded;
  const usual = step === 'article' ? 'article' : step === 'witness' ? 'witness' : 'listing';
  return makeRecording(page, { name: name ?? old?.name ?? usual, step, number: 1, by: BY }, source);
}

function proposalOf(recording: NewRecording, before: readonly Recording[]): RecordingProposal {
  const old = before.find(({ name }) => name === recording.name);
  const was = old?.expected === undefined ? '' : json(old.expected);
  return { recording, diff: shortDiff(was, json(recording.reading)), isNew: old === undefined };
}
