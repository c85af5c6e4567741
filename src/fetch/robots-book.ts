import { DAY } from '../base/durations.ts';
import type { Log } from '../base/log.ts';
import type { MannersStore, RobotsCopy } from './manners.ts';
import { readRobots, rulesAllow } from './robots.ts';
import type { RobotsRules } from './robots.ts';

/** What robots.txt says of an address, and how long it asks us to pause between requests. */
type RobotsVerdict =
  | { readonly kind: 'allowed'; readonly crawlDelayMs: number }
  | { readonly kind: 'none'; readonly crawlDelayMs: number }
  | { readonly kind: 'disallowed'; readonly why: string }
  /** Nobody answered, or the guard would not dial: nothing can be said of the page either. */
  | { readonly kind: 'failed' | 'refused'; readonly why: string }
  /** The host asked to be left alone while we asked for its robots.txt. */
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAt: number };

/** What came of asking for a robots.txt, redirects followed. */
export type RobotsAnswer =
  | { readonly kind: 'read'; readonly status: number; readonly body: string }
  /** `error`: an answer of no use (5xx) · `silent`: none came · `refused`: our guard would not dial. */
  | { readonly kind: 'error' | 'silent' | 'refused'; readonly why: string }
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAt: number };

export type RobotsBook = { verdict(url: URL): Promise<RobotsVerdict> };

export type RobotsBookOptions = {
  readonly product: string;
  readonly manners: Pick<MannersStore, 'keptRobots' | 'keepRobots'>;
  readonly now: () => number;
  readonly log: Log;
  readonly ask: (robotsUrl: URL) => Promise<RobotsAnswer>;
};

type Known = {
  readonly answer: RobotsAnswer;
  readonly rules: RobotsRules;
  readonly until: number;
};

/** What a book remembers: verdicts in force, and questions that are still open. */
type Book = RobotsBookOptions & {
  readonly known: Map<string, Known>;
  readonly asking: Map<string, Promise<Known>>;
};

// Many pages of one host share one failure, but a passing one must not cost the whole run.
const ASK_AGAIN_MS = { error: 10 * 60_000, silent: 60_000, refused: 60_000 } as const;
const LONGEST_CRAWL_DELAY_S = 60;
const MOST_ROBOTS_CHARS = 512 * 1024;

/**
 * Knows the robots.txt of every origin it was asked about (RFC 9309, 2.3.1 and 2.4): 4xx allows all; 5xx or no answer
 * means the last good copy, however old, and without one all is disallowed; a copy is good for a day.
 */
export function createRobotsBook(options: RobotsBookOptions): RobotsBook {
  const book: Book = { ...options, known: new Map(), asking: new Map() };
  return { verdict: async (url) => verdictOf(await current(book, url.origin), url) };
}

function verdictOf({ answer, rules }: Known, url: URL): RobotsVerdict {
  if (answer.kind === 'throttled') return answer;
  if (answer.kind === 'error')
    return { kind: 'disallowed', why: `${answer.why}, and there is no earlier copy` };
  if (answer.kind !== 'read')
    return { kind: answer.kind === 'silent' ? 'failed' : 'refused', why: answer.why };
  if (!rulesAllow(rules, url.href)) return { kind: 'disallowed', why: 'robots.txt disallows it' };
  const seconds = Math.min(rules.crawlDelay ?? 0, LONGEST_CRAWL_DELAY_S);
  return { kind: isOk(answer.status) ? 'allowed' : 'none', crawlDelayMs: seconds * 1000 };
}

/** Memory first, then the store's copy; else one question per origin, however many pages wait for its answer. */
function current(book: Book, origin: string): Promise<Known> | Known {
  const now = book.now();
  const fresh = book.known.get(origin);
  if (fresh !== undefined && fresh.until > now) return fresh;
  const already = book.asking.get(origin);
  if (already !== undefined) return already;
  const copy = book.manners.keptRobots(origin);
  if (copy !== undefined && copy.fetchedAt + DAY > now && copy.fetchedAt <= now)
    return remember(book, origin, copy);
  const question = ask(book, origin, copy).finally(() => book.asking.delete(origin));
  book.asking.set(origin, question);
  return question;
}

async function ask(book: Book, origin: string, copy: RobotsCopy | undefined): Promise<Known> {
  const answer = await book.ask(new URL('/robots.txt', origin));
  const status = 'status' in answer ? answer.status : null;
  book.log('fetch.robots', { origin, answer: answer.kind, status });
  if (answer.kind === 'read') {
    const body = isOk(answer.status) ? firstPart(answer.body) : '';
    const fresh: RobotsCopy = { status: answer.status, body, fetchedAt: book.now() };
    book.manners.keepRobots(origin, fresh);
    return remember(book, origin, fresh);
  }
  const until = answer.kind === 'throttled' ? answer.retryAt : book.now() + ASK_AGAIN_MS[answer.kind];
  if (copy !== undefined && answer.kind !== 'refused') return remember(book, origin, copy, until);
  const known: Known = { answer, rules: readRobots('', book.product), until };
  book.known.set(origin, known);
  return known;
}

function remember(book: Book, origin: string, copy: RobotsCopy, until = copy.fetchedAt + DAY): Known {
  const answer: RobotsAnswer = { kind: 'read', status: copy.status, body: '' };
  const known: Known = { answer, rules: readRobots(copy.body, book.product), until };
  book.known.set(origin, known);
  return known;
}

function isOk(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The RFC asks for 500 KiB at least; cut at a line, so that no rule is read by half. */
function firstPart(body: string): string {
  if (body.length <= MOST_ROBOTS_CHARS) return body;
  return body.slice(0, body.lastIndexOf('\n', MOST_ROBOTS_CHARS) + 1);
}
