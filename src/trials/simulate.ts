import { defined } from '../base/defined.ts';
import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import { isYoung, startOf } from '../discover/start-of.ts';
import type { Discovery } from '../discover/discovery.ts';
import { countRepeats, foldTitle, listingFacts } from '../health/listing-facts.ts';
import { plainSense, readsOf } from '../health/plain-sense.ts';
import { whereabouts } from '../rounds/run-account.ts';
import { unmetByListing } from '../health/expectations.ts';
import type { RunFacts, Sign, WitnessFacts } from '../model/run-facts.ts';
import { type Health, isSound, judgeRun } from '../health/judge-run.ts';
import { calmed, type JudgedRun, whichArePast } from '../health/norms.ts';
import { extractPost } from '../extract/extract.ts';
import { postText } from '../model/post.ts';
import { judgeBody } from '../fetch/body/content.ts';
import type { FetchOutcome, Page } from '../model/page.ts';
import { tell } from '../rounds/counters.ts';
import { withBodies } from '../rounds/incidents/read-bodies.ts';
import { takeInHand } from '../reading/in-hand.ts';
import { discoverSafely } from '../reading/read-safely.ts';
import type { Site } from './site.ts';

/** What a site answers in one run: its listing, and its witness, or nothing changed. */
export type Moment = {
  /** Unix ms. */
  readonly at: number;
  readonly listing: Page | 'unchanged';
  readonly witness: Page | undefined;
  /** The second page of the listing, where it is read. */
  readonly second?: Page;
  /** A post's page, as all of the source's posts look then; as recorded unless given. */
  readonly article?: Page;
};

/** As many runs back as a real one looks. */
const LOOK_BACK = 40;

/** What a store would know of the source by now. */
export type Memory = {
  readonly keys: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  /** Runs that were shown a listing, the newest first. */
  readonly runs: readonly JudgedRun[];
};

export const NO_MEMORY: Memory = { keys: new Set(), titles: new Set(), runs: [] };

/** One simulated run, judged as a real one is: the verdict on its content, the adapter's reading, the rules of health. */
export type Run = {
  readonly health: Health;
  readonly facts: RunFacts;
  readonly cards: readonly Card[];
  /** Whether known posts would be taken for edited. */
  readonly isRevised: boolean;
};

export function simulateRun(site: Site, moment: Moment, memory: Memory): Run {
  const { source } = site;
  takeInHand(`a simulated listing of ${source.id}`);
  const outcome = arrive(site, moment);
  const found =
    outcome.kind === 'page'
      ? discoverSafely(outcome, { source, strategy: source.discover, pageNumber: 1 })
      : undefined;
  const cards = found?.cards ?? [];
  const shown = shownOf(cards, source);
  const keys = shown.map(({ key }) => key);
  const unseen = shown.filter(({ key }) => !memory.keys.has(key));
  const facts: RunFacts = {
    at: moment.at,
    trouble: outcome.kind === 'page' ? null : { kind: outcome.kind, why: tell(outcome) },
    problem: found?.problem ?? null,
    cards: shown.length + (found?.dropped ?? 0),
    ...(source.discover.kind === 'sitemap' ? {} : { pageCards: shown.length + (found?.dropped ?? 0) }),
    signs: signsOf(source, found, shown, moment),
    keys,
    ...listingFacts(shown, { kind: source.discover.kind, keys }),
    unseen: unseen.length,
    nearDuplicates: countRepeats(unseen, (title) => memory.titles.has(title)),
    metKnown: unseen.length < shown.length,
    stoppedBy: shown.length === 0 ? 'empty' : unseen.length === 0 ? 'seen' : 'end',
    witness: witnessFacts(site, moment, new Set([...memory.keys, ...keys])),
    ...whereabouts(source, outcome),
    unwitnessed: source.witness === undefined,
    ...(isYoung(source.discover, moment.at) ? { isYoung: true } : {}),
    declaredEmpty: found?.declaredEmpty ?? false,
    cadence: source.cadence,
  };
  const posts = readArticles(site, moment);
  return {
    health: withBodies(judgeRun(facts, pastIn(memory)), posts.bodies),
    facts,
    cards,
    isRevised: posts.isRevised,
  };
}

function signsOf(
  source: Source,
  found: Discovery | undefined,
  shown: readonly (Card & { readonly key: string })[],
  { at, second: page }: Moment,
): readonly Sign[] {
  if (found === undefined) return [];
  const { language, dropped, next, beside = 0, boxes = 0, datesUnread, merged } = found;
  const keys = new Set(shown.map(({ key }) => key));
  const after =
    page === undefined
      ? undefined
      : shownOf(discoverSafely(page, { source, strategy: source.discover, pageNumber: 2 }).cards, source);
  const second = after && {
    cards: after.length,
    repeated: after.filter(({ key }) => keys.has(key)).length,
  };
  return [
    ...plainSense({ cards: shown, beside, datesUnread, merged, at, reads: readsOf(source.discover) }),
    ...unmetByListing(
      {
        ...{ cards: shown, dropped, boxes, hasNext: next.length > 0, isYoung: isYoung(source.discover, at) },
        ...defined({ language, second }),
      },
      source,
    ),
  ];
}

/** Twenty posts as they were recorded, and five that look as the recorded one does now. */
function readArticles({ source, article }: Site, moment: Moment) {
  if (moment.article === undefined) return { bodies: undefined, isRevised: false };
  const before = article && wordsOf(article, source);
  const now = wordsOf(moment.article, source);
  if (before === undefined) return { bodies: undefined, isRevised: false };
  const count = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
  const recent = now === '' ? [] : Array.from({ length: 5 }, () => count(now));
  const usual = Array.from({ length: 20 }, () => count(before));
  const bodies = { recent, usual, read: recent.length, unreadable: 5 - recent.length };
  return { bodies, isRevised: now !== before };
}

/** The text of a post as it would be stored, '' where it cannot be read. */
function wordsOf(page: Page, source: Source): string {
  const post = extractPost(page, { source, now: new Date(page.fetchedAt) });
  return 'kind' in post ? '' : `${post.title}\n${postText(post)}`;
}

/** What a store knows after a run, as a real one is remembered: one that was shown nothing adds nothing to the past. */
export function remember(memory: Memory, { facts, cards, health }: Run, source: Source): Memory {
  const { outcome } = health;
  const run = { outcome, isSound: isSound(health, facts), isMeant: false, facts };
  return {
    keys: new Set([...memory.keys, ...shownOf(cards, source).map(({ key }) => key)]),
    titles: new Set([...memory.titles, ...cards.map(({ title }) => foldTitle(title ?? ''))]),
    runs: outcome === 'not_modified' ? memory.runs : [run, ...memory.runs].slice(0, LOOK_BACK),
  };
}

/** What the next run is judged against, the oldest first. */
export function pastIn({ runs }: Memory): readonly RunFacts[] {
  const isPast = whichArePast(runs);
  return runs
    .filter((_, at) => isPast[at] === true)
    .flatMap(({ facts, outcome }) => (facts === undefined ? [] : [calmed(facts, outcome)]))
    .slice(0, 10)
    .toReversed();
}

function arrive({ source }: Site, { listing, at }: Moment): FetchOutcome {
  if (listing === 'unchanged') return { kind: 'notModified', url: startOf(source, source.discover, at) };
  const isForPeople = source.discover.kind === 'listing' || source.discover.kind === 'browser';
  return judgeBody({ ...listing, expect: isForPeople ? 'listing' : 'machine', now: at }) ?? listing;
}

function shownOf(cards: readonly Card[], source: Source): (Card & { readonly key: string })[] {
  const byKey = new Map(cards.toReversed().map((card) => [urlKey(card.url, source), card]));
  return [...byKey].toReversed().map(([key, card]) => ({ ...card, key }));
}

function witnessFacts(site: Site, { witness }: Moment, known: ReadonlySet<string>): WitnessFacts | null {
  const { source } = site;
  const strategy = source.witness;
  if (strategy === undefined || witness === undefined) return null;
  const found = discoverSafely(witness, { source, strategy, pageNumber: 1 });
  if (found.problem !== undefined) return null;
  const cards = shownOf(found.cards, source);
  return {
    newest: listingFacts(cards, { kind: strategy.kind, keys: [] }).newest,
    unseen: cards.filter(({ key }) => !known.has(key)).length,
    dates: strategy.kind === 'sitemap' ? 'modified' : 'published',
  };
}
