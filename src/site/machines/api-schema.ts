import * as z from 'zod';
import { CaseFactsSchema, VouchedSchema } from '../../store/codecs.ts';
import { LINK_STATES } from '../../store/links.ts';

const when = z.iso.datetime();
const word = z.strictObject({ slug: z.string(), title: z.string() });

/** A case study as the API gives it. */
export const CaseSchema = z.strictObject({
  id: z.int().positive(),
  url: z.url().describe('Our page about it; lasts for ever'),
  title: z.string(),
  blurb: z.string().describe('One sentence in our own words, CC-BY-4.0'),
  source: z.strictObject({ id: z.string(), publisher: z.string(), url: z.url() }),
  councils: z.array(
    z.strictObject({
      code: z.string().describe('mySociety’s local-authority-code'),
      gss: z.string(),
      name: z.string(),
      as: z.string().describe('As the source names it'),
      current: z.array(z.string()).describe('Codes of the councils that stand there now'),
    }),
  ),
  topics: z.array(word),
  practices: z.array(word),
  stage: z.string(),
  evidence: z.string(),
  facts: CaseFactsSchema.describe(
    'What was bought, for how much, and what came of it, where a person confirmed it',
  ),
  published: z.string().nullable().describe('As far as it is known: 2024-09-20, 2024-09 or 2024'),
  vouched: VouchedSchema.nullable().describe(
    'Where title and day were read, and whether anything independent said the same; null where that is not known',
  ),
  accepted: when,
  listed: when,
  updated: when,
  why: z.array(z.string()).describe('Why our rules pointed it out, before a person accepted it'),
  link: z.strictObject({
    state: z.enum(LINK_STATES),
    checked: when.nullable(),
    movedTo: z.string().nullable(),
    archive: z.strictObject({ url: z.url(), at: when.nullable() }).nullable(),
  }),
});

const CouncilSchema = z.strictObject({
  code: z.string(),
  gss: z.string(),
  name: z.string(),
  slug: z.string(),
  nation: z.string(),
  region: z.string(),
  tier: z.enum(['unitary', 'upper', 'lower', 'ni']),
  ruralUrban: z.string(),
  former: z.boolean(),
  replacedBy: z.array(z.string()),
});

const CardSchema = z.strictObject({
  publisher: z.string(),
  title: z.string(),
  url: z.url(),
  blurb: z.string(),
  fact: z.string().describe('What came of it and for how much, where a person confirmed it; else empty'),
  why: z.string().describe('“similar rural council · street lighting”'),
  topic: z.string().describe('Slug of the topic shared with the question, else of its first one'),
  about: z.url(),
  archived: z.boolean().describe('The address leads to an archive copy, because the page has gone'),
});

/** Every shape the API answers with, by its name in the OpenAPI document. */
export const SCHEMAS = {
  Case: CaseSchema,
  CaseList: z.strictObject({
    total: z.int(),
    items: z.array(CaseSchema),
    next: z.url().nullable().describe('The next page; null on the last one'),
    licence: z.literal('CC-BY-4.0'),
  }),
  CouncilList: z.strictObject({ items: z.array(CouncilSchema) }),
  Council: CouncilSchema.extend({
    similar: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  }),
  TopicList: z.strictObject({ items: z.array(word) }),
  Showcase: z.strictObject({
    council: z.string().nullable(),
    topics: z.array(z.string()),
    more: z.url(),
    licence: z.literal('CC-BY-4.0'),
    items: z.array(CardSchema),
  }),
  Problem: z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
  }),
} as const;
