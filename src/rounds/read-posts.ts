import { DAY } from '../base/durations.ts';
import { defined } from '../base/defined.ts';
import { messageOf } from '../base/errors.ts';
import { aliasKeys, type OtherNames, urlKey } from '../base/url.ts';
import { type Proposal, propose } from '../candidates/propose.ts';
import { classify, marksFor } from '../classify/classify.ts';
import { isSameTitle } from '../health/body-health.ts';
import type { Card } from '../model/card.ts';
import { doubtAbout } from '../extract/doubt.ts';
import { postFromCard } from '../extract/extract.ts';
import type { Post } from '../model/post.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { FetchOutcome, Page } from '../model/page.ts';
import { pack } from '../store/blobs.ts';
import { dropCard, postponeCard, type WaitingCard, waitingCard, waitingCards } from '../store/cards.ts';
import { keepPage, type PageCopy } from '../store/posts.ts';
import { tell } from './counters.ts';
import { DOUBTFUL_PAUSES } from './queue-rereads.ts';
import { type SourceRun, visit } from './source-run.ts';
import type { Visited } from './visits.ts';
import {
  NO_FORTUNES,
  type PageFortunes,
  refusedAltogether,
  siteWide,
  withPage,
} from '../health/whose-fault.ts';

/** What was read of a waiting card. */
type Reading =
  | { readonly kind: 'read'; readonly post: Post; readonly page: Page | undefined }
  | { readonly kind: 'unread'; readonly why: string; readonly delay: 'doubtful' | 'unread' };

const NO_CARD: Ahead = Promise.resolve({ thrown: new Error('there is no card left to read') });

/**
 * Reads the cards that wait, scores them and stores each in one transaction. Answers the outcome that is the whole site's (throttled,
 * page after page that fails or is blocked, no page but blocked ones), or undefined where at most single pages have something wrong.
 */
export async function readPosts(sourceRun: SourceRun): Promise<FetchOutcome | undefined> {
  const shelved: Promise<void>[] = [];
  try {
    return await readInTurn(sourceRun, shelved);
  } finally {
    sourceRun.shelf.flush();
    await Promise.all(shelved);
  }
}

async function readInTurn(sourceRun: SourceRun, shelved: Promise<void>[]): Promise<FetchOutcome | undefined> {
  const { store, now } = sourceRun.tools;
  const cards = waitingCards(store, sourceRun.source.id, now());
  let fortunes = NO_FORTUNES;
  // The next page is asked for while this one is read: the host still sees one request at a time.
  let ahead = lookAhead(sourceRun, cards[0]);
  for (const [index, waiting] of cards.entries()) {
    const answered = await settled(ahead);
    const { card, visited } = answered;
    fortunes = withPage(fortunes, sourceRun.source, waiting, visited?.outcome);
    const end = siteWide(fortunes, sourceRun.source, waiting, visited?.outcome);
    if (end === undefined) ahead = lookAhead(sourceRun, cards[index + 1]);
    const reading = readCard(sourceRun, answered);
    if (reading.kind === 'read') compareTitles(sourceRun, card, reading);
    if (reading.kind === 'read')
      shelved.push(storeReading(sourceRun, { waiting, card, post: reading.post, page: reading.page }));
    else if (!fortunes.refused.some((one) => one.waiting === waiting)) {
      if (visited?.outcome.kind === 'page') sourceRun.counters.unreadable += 1;
      postpone(sourceRun, waiting, reading.why, end === undefined ? reading.delay : 'site');
    }
    if (end !== undefined) return postponeRefused(sourceRun, fortunes, end);
  }
  return postponeRefused(sourceRun, fortunes, refusedAltogether(fortunes));
}

/** What is made of the pages that were refused, once the others have told whether that is the site's doing. */
function postponeRefused(
  sourceRun: SourceRun,
  { refused }: PageFortunes,
  end: FetchOutcome | undefined,
): FetchOutcome | undefined {
  const delay = end?.kind === 'blocked' ? 'site' : 'refused';
  for (const { waiting, outcome } of refused) postpone(sourceRun, waiting, tell(outcome), delay);
  return end;
}

/** A card with what came of its visit; none was needed where the card brought its post along. */
type Answered = { readonly card: Card; readonly visited: Visited | undefined };

/** A request under way. A failure waits to be looked at. */
type Ahead = Promise<Answered | { readonly thrown: unknown }>;

function lookAhead(sourceRun: SourceRun, waiting: WaitingCard | undefined): Ahead {
  if (waiting === undefined) return NO_CARD;
  const card = waitingCard(sourceRun.tools.store, sourceRun.source.id, waiting.key);
  if (card.content !== undefined) return Promise.resolve({ card, visited: undefined });
  return visit(sourceRun, { kind: 'post', url: waiting.url, card }).then(
    (visited) => ({ card, visited }),
    (thrown: unknown) => ({ thrown }),
  );
}

async function settled(ahead: Ahead): Promise<Answered> {
  const result = await ahead;
  if ('thrown' in result) throw result.thrown;
  return result;
}

function readCard(sourceRun: SourceRun, { card, visited }: Answered): Reading {
  const outcome = visited?.outcome;
  if (outcome !== undefined && outcome.kind !== 'page')
    return { kind: 'unread', why: tell(outcome), delay: 'unread' };
  const post = visited?.post() ?? readContent(sourceRun, card);
  if ('kind' in post) return { kind: 'unread', why: `${card.url}: ${post.why}`, delay: 'unread' };
  const doubt = outcome === undefined ? undefined : doubtAbout(post, card, outcome);
  return doubt === undefined
    ? { kind: 'read', post, page: outcome }
    : { kind: 'unread', why: `${card.url}: ${doubt}`, delay: 'doubtful' };
}

/** A card and the page that it leads to are two witnesses of one title. */
function compareTitles({ counters }: SourceRun, card: Card, reading: Reading & { kind: 'read' }): void {
  if (reading.page === undefined || !card.title) return;
  if (isSameTitle(card.title, reading.post.title)) counters.agreed += 1;
  else counters.disagreed += 1;
}

function readContent({ source, tools }: SourceRun, card: Card): Post | Unreadable {
  try {
    return postFromCard(card, { source, now: new Date(tools.now()) });
  } catch (error) {
    // One card that the adapter's own functions trip over must not end the run.
    return { kind: 'unreadable', why: `the adapter failed: ${messageOf(error)}` };
  }
}

type ToStore = {
  readonly waiting: WaitingCard;
  readonly card: Card;
  readonly post: Post;
  readonly page: Page | undefined;
};

function storeReading(sourceRun: SourceRun, { waiting, card, post, page }: ToStore): Promise<void> {
  const { store, rules, now } = sourceRun.tools;
  const { source, counters } = sourceRun;
  const marks = marksFor(post, rules);
  const proposal: Proposal = {
    post,
    sourceId: source.id,
    key: urlKey(waiting.url, source),
    aliases: aliasKeys(namesOf(waiting, card, post, page), source),
    verdict: classify(post, rules, marks),
    rulesHash: rules.hash,
    ...defined({ marks }),
    origin: 'rules',
    held: waiting.held,
    now: now(),
  };
  const copy = page === undefined ? undefined : copyOf(page);
  return sourceRun.shelf.put(() => {
    const done = propose(store, proposal);
    if (copy !== undefined) keepPage(store, done.postId, copy);
    dropCard(store, source.id, waiting.key);
    counters.posts += done.kind === 'added' ? 1 : 0;
    counters.revised += done.kind === 'revised' ? 1 : 0;
    counters.candidates += done.isNewCandidate ? 1 : 0;
  });
}

/** As much of a page as is kept: the page itself is let go of. */
function copyOf({ finalUrl, contentType, body, fetchedAt }: Page): PageCopy {
  return { url: finalUrl, contentType, body: pack(body), fetchedAt };
}

function namesOf(waiting: WaitingCard, card: Card, post: Post, page: Page | undefined): OtherNames {
  return {
    url: waiting.url,
    canonicals: post.canonicals,
    ...defined({ finalUrl: page?.finalUrl }),
    ...defined({ externalId: card.externalId }),
  };
}

/** Why a card is left for later, which decides how long. */
type Delay = 'site' | 'refused' | 'doubtful' | 'unread';

/**
 * How long a card waits (ms). What is the site's own doing waits for the next run, and so does a page that was refused, twice. A page that
 * is missing or unreadable is tried again more and more rarely, and never forgotten: 1 day, 4 days, 16 … 30 days.
 */
function pauseOf(tries: number, delay: Delay): number {
  if (delay === 'site') return 0;
  if (delay === 'doubtful') return DOUBTFUL_PAUSES[tries] ?? 30 * DAY;
  const rarely = delay === 'refused' ? tries - 2 : tries;
  return rarely < 0 ? 0 : Math.min(30 * DAY, DAY * 4 ** Math.min(rarely, 3));
}

/** Leaves a card for later, told in the run; what is the site's own doing does not count as a try. */
function postpone(sourceRun: SourceRun, waiting: WaitingCard, problem: string, delay: Delay): void {
  sourceRun.counters.errors.push(problem);
  const tryAt = sourceRun.tools.now() + pauseOf(waiting.tries, delay);
  const next = { problem, tryAt, counts: delay !== 'site' };
  postponeCard(sourceRun.tools.store, sourceRun.source.id, waiting.key, next);
}
