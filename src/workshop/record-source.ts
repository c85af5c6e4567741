import { lastGoodListing, listingOfRun } from '../store/listing-copies.ts';
import { keptPagesOf, runOf } from '../store/kept-pages.ts';
import { Failure } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import { tell } from '../rounds/counters.ts';
import { pageOfCopy, unpackedPage } from '../reading/kept-page.ts';
import { pageOfKept } from './read-kept.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { type Recording, recordingsOf } from './recordings.ts';
import { shortDiff } from './diff-lines.ts';
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
  const made = [
    ...(listing === undefined
      ? []
      : [recordingOf(pageOfCopy(listing), 'discover', loaded, before, `run-${runId}`)]),
    ...(post === undefined
      ? []
      : [recordingOf(pageOfKept(post), 'article', loaded, before, `run-${runId}-article`)]),
  ];
  const kept = lastGoodListing(store, run.sourceId)?.runId;
  return {
    proposals: made.map((one) => proposalOf(one, before)),
    missing: [
      ...(listing === undefined
        ? [`the listing of run ${runId} is not kept${kept === undefined ? '' : `; that of run ${kept} is`}`]
        : []),
      ...(post === undefined ? [`no page of a post that run ${runId} read is kept`] : []),
    ],
  };
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
