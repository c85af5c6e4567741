import * as z from 'zod';

/** A rule pack as its YAML file gives it; `docs/reference/rule-pack.md` explains every key. */
export type Pack = z.output<typeof PackSchema>;
export type PackRule = Pack['rules'][number];
export type PackDocument = Pack['documents'][number];

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/, 'must be lower-case words joined by - or _');
const ruleId = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/,
    'must be lower-case words joined by ., - or _, such as act.procure',
  );
const text = z.string().trim().min(1, 'must not be empty');
const terms = z.array(text).min(1, 'needs at least one term');
const window = z.int().min(1).max(50);

const tenths = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e5), 'must be a whole number of tenths');
const positive = tenths(1000).refine((value) => value > 0, 'must be above 0');
const multiplier = z
  .number()
  .min(0)
  .max(10)
  .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), 'must have at most two decimals');

const fieldName = z.enum(['title', 'heading', 'lede', 'body', 'url']);
const near = z.strictObject({ a: terms, b: terms, within: window, ordered: z.boolean().default(false) });
const DEFAULT_UNLESS = 5;

const RuleSchema = z.strictObject({
  id: ruleId,
  group: slug,
  weight: tenths(20).refine((value) => value !== 0, 'must not be 0; a rule on trial has "status: shadow"'),
  status: z.enum(['draft', 'shadow', 'active', 'retired']).default('active'),
  fields: z.array(fieldName).min(1).optional(),
  list: z
    .union([slug, z.array(slug).min(1)])
    .transform((list) => [list].flat())
    .default([]),
  terms: z.array(text).default([]),
  near: z
    .union([near, z.array(near).min(1)])
    .transform((pairs) => [pairs].flat())
    .default([]),
  unless: z
    .union([
      terms.transform((list) => ({ terms: list, within: DEFAULT_UNLESS })),
      z.strictObject({ terms, within: z.int().min(0).max(50) }),
    ])
    .optional(),
  /** Points for standing in the title, in a pack that scores by density. */
  title: tenths(20).optional(),
  /** The rule speaks of what is missing: groups and rules that together earned less than so many points. */
  lacks: z
    .strictObject({ groups: z.array(slug).default([]), rules: z.array(ruleId).default([]), points: positive })
    .optional(),
  /** The rule counts where its terms, and those of rules in `also`, are few: not at all in texts of `from` words, whole in those of `to` that have none. */
  scarce: z
    .strictObject({
      from: z.int().min(1).max(10_000),
      to: z.int().min(2).max(100_000),
      also: z.array(ruleId).default([]),
    })
    .optional(),
  /** The rule counts by the length of the text, alone or as far as it lacks: the share of its weight at so many words, between them by the logarithm of the length. */
  length: z
    .array(z.tuple([z.int().min(1).max(100_000), z.number().min(0).max(1)]))
    .min(2)
    .optional(),
  /** The rule counts where a text names many and comes back to none: by the share of the most frequent name, whole at `many`, not at all from `one` on. */
  names: z.strictObject({ many: z.number().min(0).max(1), one: z.number().min(0).max(1) }).optional(),
  /** The density that earns half, where it is not the pack's: words that stand everywhere need more to say something. */
  half: positive.optional(),
  why: text,
  note: text.optional(),
  tests: z
    .strictObject({
      match: z.array(text).default([]),
      no_match: z.array(text).default([]),
      todo_match: z.array(text).default([]),
    })
    .prefault({}),
});

const bandWord = z.enum(['below', 'queue', 'strong', 'queue_or_better']);

const DocumentSchema = z.strictObject({
  title: z.string(),
  url: z.string().default('https://example.org/'),
  heading: z.string().default(''),
  lede: z.string().default(''),
  body: z.string().default(''),
  note: text.optional(),
  expect: z.strictObject({
    band: bandWord.optional(),
    at_least: tenths(1000).optional(),
    at_most: tenths(1000).optional(),
    rules: z.array(ruleId).default([]),
    not_rules: z.array(ruleId).default([]),
  }),
});

export const PackSchema = z.strictObject({
  version: z.literal(1),
  pack: slug,
  language: z.literal('en'),
  thresholds: z.strictObject({ queue: positive, strong: positive }),
  fields: z.strictObject({
    title: multiplier,
    heading: multiplier,
    lede: multiplier,
    body: multiplier,
    url: multiplier,
  }),
  /** Rules earn by how dense they stand in the text: `words` is the length at which one find counts once, `half` earns half. */
  density: z.strictObject({ words: z.int().min(1).max(10_000), half: positive }).optional(),
  /** The learnt lines and how much each counts: 0 switches one off, 1 is as learnt. */
  lines: z.strictObject({ wording: multiplier.default(0), telling: multiplier.default(0) }).optional(),
  group_cap: positive.optional(),
  groups: z.record(
    slug,
    z.strictObject({ label: text, required: z.boolean().default(false), cap: positive.optional() }),
  ),
  gates: z
    .array(
      z.strictObject({
        when_missing: z.array(slug).default([]),
        /** Rules of which one in the title makes the post a page of another type, whatever else it says. */
        when_title: z.array(ruleId).default([]),
        /** Rules of which one in the title or first paragraph makes the post a page of another type. */
        when_opening: z.array(ruleId).default([]),
        /** Rules of which one that stands so many `times` in the text makes the post a page of another type: formulae, of which a story may hold one. */
        when_often: z.array(ruleId).default([]),
        times: z.int().min(2).max(20).default(3),
        /** Rules that, all found, keep a `when_title`, `when_opening` or `when_often` gate from closing. */
        unless: z.array(ruleId).default([]),
        /** Rules of which one at least must be found, anywhere. */
        when_none: z.array(ruleId).default([]),
        /** Rules that must earn more than so many points together. */
        when_little: z.strictObject({ rules: z.array(ruleId).min(1), points: positive }).optional(),
        /** The gate stands before texts of so many words or more. */
        from_words: z.int().min(1).max(100_000).optional(),
        /** `queue`: it may not be strong. */
        cap: z.union([tenths(1000).min(0), z.literal('queue')]),
        say: text,
      }),
    )
    .default([]),
  lists: z.record(slug, terms).default({}),
  exceptions: z
    .record(z.string().regex(/^\S+~$/, 'must be a stem, such as sav~'), z.array(text).min(1))
    .default({}),
  rules: z.array(RuleSchema).min(1),
  documents: z.array(DocumentSchema).default([]),
});
