import type { CheerioAPI } from 'cheerio';
import { parse as parseSelector } from 'css-what';
import * as z from 'zod';
import { type Budget, ORDINARY_BUDGET } from './budget.ts';
import { OUR_ZONE } from './dates/dates.ts';
import { Failure, messageOf } from './errors.ts';
import { speedOf, WHAT_TO_DO } from './expressions/speed.ts';
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

function checkSource(definition: SourceDefinition): Source {
  const parsed = SourceSchema.safeParse(definition);
  if (!parsed.success) throw new Failure('config', issueText(parsed.error), {});
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

/** `h3 a`, `time@datetime`, `.`, `.@text`: told here, where the field has a name, and not by the first page that is read with it. */
const selector = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    const path = value.replace(/@[\w:-]+$/, '');
    if (path === '.' || path === '') return;
    try {
      parseSelector(path);
    } catch (error) {
      issues.push({
        code: 'custom',
        input: value,
        message: `"${value}" is no selector (${messageOf(error)})`,
      });
    }
  });
const chain = z.union([selector, z.array(selector).min(1)]);
const fn = z.custom<(...args: never[]) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
);
const regExp = z
  .instanceof(RegExp, { error: 'must be a regular expression, such as /\\/news\\//' })
  .check(({ value, issues }) => {
    if (speedOf(value) === 'endless')
      issues.push({
        code: 'custom',
        input: value,
        message: `${String(value)} may take for ever on an address that a stranger makes up. ${WHAT_TO_DO}`,
      });
  });
const reader = z.union([selector, z.strictObject({ jsonLd: z.string().min(1) }), fn]);
const articleField = z.union([reader, z.array(reader).min(1)]);
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'must be a language tag, such as fr or pt-BR');
const positive = z.int().positive();
const host = z.string().regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host name, without scheme or path');

const parts = { title: chain.optional(), date: chain.optional(), teaser: chain.optional() };
const listingFields = {
  url: z.string().min(1),
  card: chain,
  link: chain,
  ...parts,
  flat: z.boolean().optional(),
  lead: z.strictObject({ card: chain, link: chain.optional(), ...parts }).optional(),
  oldestFirst: z.boolean().optional(),
  next: chain.optional(),
  pages: z
    .strictObject({
      param: z.string().optional(),
      path: z.string().includes('{n}').optional(),
      first: z.int().min(0),
      step: positive,
    })
    .refine(
      (pages) => (pages.param === undefined) !== (pages.path === undefined),
      'needs one of param and path',
    )
    .optional(),
  maxPages: positive,
};
const StrategySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('wordpress'),
    base: z.string(),
    type: z.string(),
    perPage: positive.max(100),
    query: z.record(z.string(), z.string()).optional(),
    maxPages: positive,
  }),
  z.strictObject({ kind: z.literal('feed'), url: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('sitemap'),
    url: z.string().min(1),
    include: regExp.optional(),
    exclude: regExp.optional(),
    maxMaps: positive,
  }),
  z.strictObject({ kind: z.literal('listing'), ...listingFields }),
  z.strictObject({ kind: z.literal('browser'), ...listingFields, more: z.string().optional() }),
]);

/** The shape of expectations, of an adapter as of a store. */
export const ExpectationsSchema = z.strictObject({
  cards: positive.exactOptional(),
  card: z.array(z.enum(['title', 'date', 'teaser'])).exactOptional(),
  titleWords: z.tuple([positive, positive]).exactOptional(),
  pages: z.boolean().exactOptional(),
  post: z.array(z.enum(['author', 'date'])).exactOptional(),
  words: positive.exactOptional(),
  language: language.exactOptional(),
});

/** The list of zones takes longer to make than all else of a source to check. */
let zones: ReadonlySet<string> | undefined;

function isTimeZone(name: string): boolean {
  zones ??= new Set(Intl.supportedValuesOf('timeZone'));
  return zones.has(name);
}

const SourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  name: z.string().min(1),
  publisher: z.string().min(1),
  home: z.url({ protocol: /^https?$/ }),
  licence: z.string().optional(),
  timeZone: z.string().refine(isTimeZone, 'must be a time zone, such as Europe/London').optional(),
  owner: z.string().optional(),
  hosts: z.strictObject({ canonical: host, aliases: z.array(host).optional() }),
  urlRules: z.array(z.strictObject({ from: regExp, to: z.string() })).optional(),
  dropParams: z.array(z.string()).optional(),
  keepParams: z.array(z.string()).optional(),
  anchors: z.boolean().optional(),
  cadence: z.strictObject({ perMonth: z.number().positive(), quietOkDays: z.number().positive() }),
  dates: z.strictObject({ dayFirst: z.boolean().optional(), language: language.optional() }).optional(),
  budget: z
    .strictObject({
      posts: positive.optional(),
      requests: positive.optional(),
      minutes: z.number().positive().optional(),
      megabytes: z.number().positive().optional(),
      reason: z.string('needs a reason: why this source takes more or less than others').min(1),
    })
    .optional(),
  discover: StrategySchema,
  witness: StrategySchema.optional(),
  article: z
    .strictObject({
      title: articleField.optional(),
      author: articleField.optional(),
      date: articleField.optional(),
      body: articleField.optional(),
      drop: z.array(selector).optional(),
    })
    .optional(),
  expect: ExpectationsSchema.optional(),
  keep: fn.optional(),
  empty: fn.optional(),
  paused: z.strictObject({ reason: z.string().min(1), reviewOn: z.iso.date() }).optional(),
});

function issueText(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join('.') || 'source'}: ${(named(issue) ?? issue).message}`)
    .join('; ');
}

/** Of a field that may be one of several things, what is wrong with the one that it is. */
function named(issue: z.core.$ZodIssue): z.core.$ZodIssue | undefined {
  if (issue.code === 'custom') return issue;
  const inner = issue.code === 'invalid_union' ? issue.errors.flat() : [];
  return inner.map(named).find((one) => one !== undefined);
}
