import type { Source } from '../base/source.ts';
import type { FetchOutcome } from './page.ts';

/**
 * Why the reading of a listing ended: a page held nothing new · the pages ran out · a page came round again · the limit was reached ·
 * there was nothing on the first page.
 */
export const STOPS = ['seen', 'end', 'loop', 'max-pages', 'empty'] as const;
export type Stop = (typeof STOPS)[number];

/** Every reason why no first page came: what the fetch said, or that another run holds the source. */
export const TROUBLES = [
  ...(['notModified', 'blocked', 'throttled', 'robotsDisallowed', 'gone'] as const),
  ...(['movedHome', 'refused', 'failed', 'locked'] as const),
] as const satisfies readonly (Exclude<FetchOutcome['kind'], 'page'> | 'locked')[];

/** Why no first page came. */
export type Trouble = {
  readonly kind: (typeof TROUBLES)[number];
  readonly why: string;
};

/** What the second witness showed. */
export type WitnessFacts = {
  /** Day of the newest of its posts that nobody has seen, `2024-09-20`; null where there is none, or none has a date. */
  readonly newest: string | null;
  /** Posts of its that neither the store nor this run's cards know. */
  readonly unseen: number;
  /** A sitemap's dates say when a page was last changed, not when it was published. */
  readonly dates: 'published' | 'modified';
};

/** What plain sense may have against what a run read, each a kind of wrong guess in an adapter. */
export const SIGN_KINDS = [
  ...([
    'untitled',
    'repeated',
    'teasers',
    'datesAsTitles',
    'menu',
    'undated',
    'ahead',
    'oneDay',
    'merged',
  ] as const),
  ...(['disagree', 'short'] as const),
  ...([
    'fewer',
    'lacks',
    'wordy',
    'onePage',
    'language',
    'dialect',
    'noneKept',
    'boxes',
    'postsLack',
    'lost',
    'witness',
  ] as const),
] as const;
export type SignKind = (typeof SIGN_KINDS)[number];
export type Sign = { readonly kind: SignKind; readonly why: string };

/** The counters of one run that its health is judged by, taken at listing level before anything is left out as known. Plain JSON. */
export type RunFacts = {
  /** When the run was, Unix ms. */
  readonly at: number;
  readonly trouble: Trouble | null;
  /** Why a page that came could not be read. */
  readonly problem: string | null;
  /** Cards on all pages read, those that `keep` turned away included. */
  readonly cards: number;
  /** Cards of the first page, those that `keep` turned away included; absent where a walk's pages are one listing (maps of an index). */
  readonly pageCards?: number;
  /** What plain sense has against the first page, but for what a person said is meant so. */
  readonly signs?: readonly Sign[];
  /** Keys of the cards of the first page. */
  readonly keys: readonly string[];
  /** Share of cards, 0–1, that have the field (a title that most of them share is none); null where the strategy does not bring it (a sitemap's titles). */
  readonly coverage: { readonly title: number | null; readonly date: number | null };
  /** Of each of `keys`, the day its card shows, `2024-09-20`, or null. Absent from older records, as `garbled` is. */
  readonly days?: readonly (string | null)[];
  /** Titles that hold the marks of a wrong encoding. */
  readonly garbled?: number;
  readonly unseen: number;
  /** Of the unseen, how many say nearly the same as another post of this source. */
  readonly nearDuplicates: number;
  /** Whether the listing showed a post the store knew. */
  readonly metKnown: boolean;
  /** `trouble`: a later page could not be fetched or read; `budget`: the rest of the listing waits for the next turn. */
  readonly stoppedBy: Stop | 'trouble' | 'budget';
  /** Day of the newest card, `2024-09-20`; null where no card has one. */
  readonly newest: string | null;
  readonly witness: WitnessFacts | null;
  /** Where the first page was in the end, when its host or path is not what the source says; null when it is. */
  readonly movedTo: string | null;
  /** Whether that is on a host that the source does not name. */
  readonly movedHost?: boolean;
  /** Whether the source names no second witness. */
  readonly unwitnessed?: boolean;
  /** Whether the listing is that of a year which has begun lately: short, and without the posts of the last one. */
  readonly isYoung?: boolean;
  readonly declaredEmpty: boolean;
  readonly cadence: Source['cadence'];
};

/**
 * The figures of a run. All that it counted is kept; read again are the cards it saw and what its outcome was judged by,
 * which a run that was cut short does not have.
 */
export type RunCounters = {
  readonly cards: number;
  readonly facts?: RunFacts;
  /** Amiss only beside earlier runs: what it showed was read well, and may be what the listing is from now on. */
  readonly sound?: boolean;
};
