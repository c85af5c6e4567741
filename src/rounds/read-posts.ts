import { DAY } from '../base/durations.ts';
import { defined } from '../base/defined.ts';
import { aliasKeys, type OtherNames, urlKey } from '../base/url.ts';
import { type Proposal, propose } from '../candidates/propose.ts';
import { type TextWork, workOn } from '../candidates/text-work.ts';
import { judge, marksFor } from '../classify/classify.ts';
import { isSameTitle } from '../health/body-health.ts';
import type { Card } from '../model/card.ts';
import type { Marks } from '../model/marks.ts';
import type { Post } from '../model/post.ts';
import type { ReadOutcome, ReadPage } from '../model/page.ts';
import type { Band } from '../model/verdict.ts';
import { adapterOf } from '../reading/adapter.ts';
import { type ReadAnswer, readCard } from '../reading/read-answer.ts';
import {
  countInHand,
  dropCard,
  noteInHand,
  postponeCard,
  type WaitingCard,
  waitingCard,
  waitingCards,
} from '../store/cards.ts';
import { findPost, keepPage, noteBrought, type PageCopy } from '../store/posts.ts';
import { wordsBrought } from './brought.ts';
import { spent } from './turns/budget.ts';
import { tell } from './counters.ts';
import { growNursery } from './nursery.ts';
import { DOUBTFUL_PAUSES } from './queue-rereads.ts';
import { type SourceRun, visit } from './source-run.ts';
import {
  NO_FORTUNES,
  type PageFortunes,
  refusedAltogether,
  siteWide,
  withPage,
} from '../health/whose-fault.ts';

/** What was read of a waiting card. */
type Reading =
  | {
      readonly kind: 'read';
      readonly post: Post;
      readonly marks: Marks | undefined;
      readonly page: ReadPage | undefined;
    }
  | { readonly kind: 'unread'; readonly why: string; readonly delay: 'doubtful' | 'unread' };

/**
 * Reads the cards that wait as far as the budget goes, scores them and stores each in one transaction. Answers the outcome that is the whole site's (throttled,
 * page after page that fails or is blocked, no page but blocked ones), or undefined where at most single pages have something wrong.
 */
export async function readPosts(sourceRun: SourceRun): Promise<ReadOutcome | undefined> {
  const { store } = sourceRun.tools;
  const shelved: Promise<void>[] = [];
  countInHand(store, sourceRun.source.id);
  try {
    return await readInTurn(sourceRun, shelved);
  } finally {
    sourceRun.shelf.flush();
    if (sourceRun.counters.read > 0) noteInHand(store, sourceRun.source.id);
    await Promise.all(shelved);
  }
}

async function readInTurn(sourceRun: SourceRun, shelved: Promise<void>[]): Promise<ReadOutcome | undefined> {
  const { source, tools } = sourceRun;
  let fortunes = NO_FORTUNES;
  // One more than may be read shows that something is left.
  for (const waiting of waitingCards(tools.store, source.id, tools.now(), source.budget.posts + 1)) {
    const limit = spent(sourceRun);
    if (limit !== undefined) {
      sourceRun.counters.reached = limit;
      break;
    }
    sourceRun.counters.read += 1;
    if (!tools.store.durable) growNursery();
    const card = waitingCard(tools.store, source.id, waiting.key);
    const answered = await readWaiting(sourceRun, waiting, card);
    const { outcome } = answered;
    fortunes = withPage(fortunes, source, waiting, outcome);
    const end = siteWide(fortunes, source, waiting, outcome);
    const reading = readingOf(card, answered);
    countTried(sourceRun, waiting, outcome);
    if (reading.kind === 'read') {
      if (answered.cut !== undefined) sourceRun.counters.errors.push(`${card.url}: ${answered.cut}`);
      compareTitles(sourceRun, card, reading);
      shelved.push(storeReading(sourceRun, { waiting, card, ...reading }));
    } else if (!fortunes.refused.some((one) => one.waiting === waiting)) {
      if (outcome?.kind === 'page') sourceRun.counters.unreadable += 1;
      const delay = end === undefined ? reading.delay : 'site';
      postpone(sourceRun, waiting, { problem: reading.why, delay, stopped: answered.stopped === true });
    }
    if (end !== undefined) return postponeRefused(sourceRun, fortunes, end);
  }
  return postponeRefused(sourceRun, fortunes, refusedAltogether(fortunes));
}

/** Whether cards lead to posts is told by those that are new: a post on record may be taken down. */
function countTried({ tools, counters }: SourceRun, { key }: WaitingCard, outcome?: ReadOutcome): void {
  if (findPost(tools.store, key) !== undefined) return;
  counters.tried += 1;
  if (outcome?.kind === 'gone' || outcome?.kind === 'movedHome') counters.missing += 1;
}

/** What is made of the pages that were refused, once the others have told whether that is the site's doing. */
function postponeRefused(
  sourceRun: SourceRun,
  { refused }: PageFortunes,
  end: ReadOutcome | undefined,
): ReadOutcome | undefined {
  const delay = end?.kind === 'blocked' ? 'site' : 'refused';
  for (const { waiting, outcome } of refused)
    postpone(sourceRun, waiting, { problem: tell(outcome), delay, stopped: false });
  return end;
}

/** What came of a card; it has no outcome where the card brought its post along and nothing was asked for. */
type Answered = Omit<ReadAnswer, 'outcome' | 'found'> & { readonly outcome?: ReadOutcome };

/** Has a waiting card read. That it is in hand is written down first, so that what ends us with it is found out. */
async function readWaiting(sourceRun: SourceRun, { key, url }: WaitingCard, card: Card): Promise<Answered> {
  const { tools, source, adapterHash: hash, file } = sourceRun;
  noteInHand(tools.store, source.id, key);
  if (card.content === undefined) return visit(sourceRun, { kind: 'post', url, card });
  const order = {
    adapter: adapterOf({ file, hash }),
    now: tools.now(),
    reading: { kind: 'card', card },
  } as const;
  return readCard(tools.reading, order);
}

function readingOf(card: Card, { outcome, post, marks, doubt }: Answered): Reading {
  if (outcome !== undefined && outcome.kind !== 'page')
    return { kind: 'unread', why: tell(outcome), delay: 'unread' };
  if (post === undefined) throw new Error(`${card.url} was not read as a post`);
  if ('kind' in post) return { kind: 'unread', why: `${card.url}: ${post.why}`, delay: 'unread' };
  return doubt === undefined
    ? { kind: 'read', post, marks, page: outcome }
    : { kind: 'unread', why: `${card.url}: ${doubt}`, delay: 'doubtful' };
}

/** A card and the page that it leads to are two witnesses of one title. */
function compareTitles({ counters }: SourceRun, card: Card, reading: Reading & { kind: 'read' }): void {
  if (reading.page === undefined || !card.title) return;
  if (isSameTitle(card.title, reading.post.title)) counters.agreed += 1;
  else counters.disagreed += 1;
}

type ToStore = Pick<Reading & { kind: 'read' }, 'post' | 'marks' | 'page'> & {
  readonly waiting: WaitingCard;
  readonly card: Card;
};

function storeReading(
  sourceRun: SourceRun,
  { waiting, card, post, marks: read, page }: ToStore,
): Promise<void> {
  const { store, rules, now } = sourceRun.tools;
  const { source, counters } = sourceRun;
  const marks = marksFor(post, rules, read);
  const judged = judge(post, rules, marks);
  const proposal: Proposal = {
    post,
    sourceId: source.id,
    key: urlKey(waiting.url, source),
    aliases: aliasKeys(namesOf(waiting, card, post, page), source),
    ...judged,
    rulesHash: rules.hash,
    ...defined({ marks }),
    origin: 'rules',
    held: waiting.held,
    now: now(),
    work: workedOut(post, judged.verdict.band),
  };
  const copy = copyOf(page);
  return sourceRun.shelf.put(() => {
    const done = propose(store, proposal);
    if (copy !== undefined) keepPage(store, done.postId, copy);
    if (card.content !== undefined) noteBrought(store, done.postId, wordsBrought(card.content));
    if (done.kind === 'replaced')
      counters.errors.push(
        `${card.url}: another post stands there than "${done.former}", which was decided on; it is kept as a post of its own`,
      );
    dropCard(store, source.id, waiting.key);
    counters.posts += done.kind === 'added' || done.kind === 'replaced' ? 1 : 0;
    counters.revised += done.kind === 'revised' ? 1 : 0;
    counters.candidates += done.isNewCandidate ? 1 : 0;
  });
}

/** What storing it will ask of its text, made while the store is left to others. */
function workedOut(post: Post, band: Band): TextWork {
  const work = workOn(post);
  const { sketch, ...always } = work;
  for (const step of Object.values(always)) step();
  // Few below the line are laid on the desk: where a source's own line is lower.
  if (band !== 'below') sketch();
  return work;
}

/** A page as it is kept. */
function copyOf(page: ReadPage | undefined): PageCopy | undefined {
  if (page?.copy === undefined) return undefined;
  const { finalUrl, contentType, copy, fetchedAt } = page;
  return { url: finalUrl, contentType, body: copy.packed, fetchedAt };
}

function namesOf(waiting: WaitingCard, card: Card, post: Post, page: ReadPage | undefined): OtherNames {
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

type Setback = { readonly problem: string; readonly delay: Delay; readonly stopped: boolean };

/** Leaves a card for later, told in the run; without a pause for the next run, and then it does not count as a try. */
function postpone(sourceRun: SourceRun, waiting: WaitingCard, { problem, delay, stopped }: Setback): void {
  sourceRun.counters.errors.push(problem);
  const tryAt = sourceRun.tools.now() + pauseOf(waiting.tries, delay);
  const next = { problem, tryAt, counts: delay !== 'site', stopped };
  postponeCard(sourceRun.tools.store, sourceRun.source.id, waiting.key, next);
}
