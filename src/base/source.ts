import type { CheerioAPI } from 'cheerio';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Budget, ORDINARY_BUDGET } from './budget.ts';
import { codeBeside } from './code-beside.ts';
import { OUR_ZONE } from './dates/dates.ts';
import { Failure } from './errors.ts';
import { onceAsked } from './once-each.ts';
import type * as SourceShape from './shapes/source-shape.ts';
import type { JsonLd, Strategy } from './strategies.ts';

/** What a listing says of a post, before anything is interpreted. `url` is absolute. */
export type CardFacts = {
  readonly url: string;
  readonly title?: string;
  /** As written on the page. */
  readonly date?: string;
  readonly teaser?: string;
};

/** What a function in an adapter is given: the page as it was read. Pure: no fetch, clock or environment. */
export type PageView = { readonly url: string; readonly html: string; readonly $: CheerioAPI };

/** One way to read a field of an article: a selector (`@attr` allowed), JSON-LD, `'auto'`, or a pure function. */
export type ArticleReader = string | JsonLd | ((page: PageView) => string | undefined);

/** A reader or a fallback chain of readers; which one won is recorded. */
export type ArticleField = ArticleReader | readonly ArticleReader[];

export type ArticleRules = {
  readonly title?: ArticleField;
  readonly author?: ArticleField;
  readonly date?: ArticleField;
  readonly body?: ArticleField;
  /** Selectors removed before the text is read. */
  readonly drop?: readonly string[];
};

/** A source's way of writing dates. */
export type DateDialect = {
  /** Whether `03/04/2023` is in April, where the dates of a page do not prove it themselves. */
  readonly dayFirst?: boolean;
  /** BCP 47: the language of the months, where another has the same word for a different one. */
  readonly language?: string;
};

/** What must hold of a source's pages, from the first run on: pinned by what was once seen to be well. */
export type Expectations = {
  /** Cards on the first page of the listing, at least, before and after `keep`. */
  readonly cards?: number;
  /** What nearly every card has. */
  readonly card?: readonly ('title' | 'date' | 'teaser')[];
  /** Words of a title: fewest and most of the median one. */
  readonly titleWords?: readonly [fewest: number, most: number];
  /** The listing goes on to further pages. */
  readonly pages?: boolean;
  /** What nearly every post has. */
  readonly post?: readonly ('author' | 'date')[];
  /** Words of a post: fewest of the median one. */
  readonly words?: number;
  /** BCP 47: the language that the listing's pages say they are in. */
  readonly language?: string;
};

/** A source: what to read on one site. Plain data and pure functions; `sources/` holds one file each. */
export type Source = {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  /** Absolute address of the section that people would visit. */
  readonly home: string;
  readonly licence: string;
  /** Where the publisher is (IANA): the day of a stamp in UTC is the day there. */
  readonly timeZone: string;
  readonly owner?: string;
  readonly hosts: { readonly canonical: string; readonly aliases: readonly string[] };
  /** Rewrites of path and query, applied in order to make one key of several spellings. */
  readonly urlRules: readonly { readonly from: RegExp; readonly to: string }[];
  /** Query parameters of this site that never carry meaning, besides the ones dropped everywhere. */
  readonly dropParams: readonly string[];
  /** Query parameters that tell posts apart here, though elsewhere a parameter of that name is for tracking. */
  readonly keepParams?: readonly string[];
  /** Several posts stand on one page, and the fragment of an address says which of them is meant. */
  readonly anchors?: boolean;
  /** What to expect until the source's own pace is learnt: posts a month, days of silence that are still ordinary. */
  readonly cadence: { readonly perMonth: number; readonly quietOkDays: number };
  /** How the source writes dates, where that differs from British usage or cannot be told from a page alone. */
  readonly dates?: DateDialect;
  /** What one run may take; the rest waits for its next turn. */
  readonly budget: Budget;
  readonly discover: Strategy;
  readonly witness?: Strategy;
  readonly article: ArticleRules;
  readonly expect?: Expectations;
  readonly keep?: (card: CardFacts) => boolean;
  readonly empty?: ($: CheerioAPI) => boolean;
  /** A paused source is listed and never crawled; it says why and when to look again. */
  readonly paused?: { readonly reason: string; readonly reviewOn: string };
};

/** What a source file gives to `defineSource`: a Source, with defaults left out. */
export type SourceDefinition = Omit<
  Source,
  'hosts' | 'urlRules' | 'dropParams' | 'article' | 'licence' | 'timeZone' | 'budget'
> & {
  /** Another budget than the ordinary one for some limits, and why. */
  readonly budget?: Partial<Budget> & { readonly reason: string };
  readonly licence?: string;
  readonly timeZone?: string;
  readonly hosts: { readonly canonical: string; readonly aliases?: readonly string[] };
  readonly urlRules?: readonly { readonly from: RegExp; readonly to: string }[];
  readonly dropParams?: readonly string[];
  readonly article?: ArticleRules;
};

/** The source of posts that no source of ours lists. */
export const BY_HAND = 'by-hand';

/** Sources that were checked: what loads a file checks what it gave again. */
const checked = new WeakMap<SourceDefinition, Source>();

/**
 * Checks a definition and fills in its defaults; a source that it made itself is answered as it is.
 * @throws Failure (`config`) naming every field that is wrong; `loadSources` adds the file.
 */
export function defineSource(definition: SourceDefinition): Source {
  const known = checked.get(definition);
  if (known !== undefined) return known;
  const source = checkSource(definition);
  checked.set(source, source);
  return source;
}

/** What an adapter must be like, and the library that says it: loaded where one is checked first, for a reader checks none. */
const shape = onceAsked((): typeof SourceShape =>
  createRequire(import.meta.url)(fileURLToPath(codeBeside('shapes/source-shape', import.meta.url))),
);

let areChecked = false;

/**
 * For a process that is given adapters by somebody who checked them, byte for byte the same: from now on `defineSource` fills in
 * defaults and checks nothing, which spares it a fifth of its start and some megabytes.
 */
export function trustSources(): void {
  areChecked = true;
}

function checkSource(definition: SourceDefinition): Source {
  const faults = areChecked ? undefined : shape().faultsOf(definition);
  if (faults !== undefined) throw new Failure('config', faults, {});
  return {
    ...definition,
    licence: definition.licence ?? 'links only',
    timeZone: definition.timeZone ?? OUR_ZONE,
    hosts: { canonical: definition.hosts.canonical.toLowerCase(), aliases: definition.hosts.aliases ?? [] },
    urlRules: definition.urlRules ?? [],
    dropParams: definition.dropParams ?? [],
    article: definition.article ?? {},
    budget: { ...ORDINARY_BUDGET, ...definition.budget },
  };
}

/** The absolute address of a path that a source names. */
export function absoluteUrl(source: Pick<Source, 'home'>, path: string): string {
  return new URL(path, source.home).href;
}

/** What people call a source; one that is no longer among ours goes by its id. */
export function sourceName(sources: readonly Pick<Source, 'id' | 'name'>[], id: string): string {
  return sources.find((source) => source.id === id)?.name ?? (id === BY_HAND ? 'Added by hand' : id);
}
