import { parse as parseSelector } from 'css-what';
import * as z from 'zod';
import { messageOf } from '../errors.ts';
import { speedOf, WHAT_TO_DO } from '../expressions/speed.ts';

/**
 * What is wrong with a definition of a source, each field by its name; undefined where nothing is.
 * @public Of `defineSource`, which loads this file when it is asked to check.
 */
export function faultsOf(definition: unknown): string | undefined {
  const parsed = SourceSchema.safeParse(definition);
  return parsed.success ? undefined : issueText(parsed.error);
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
