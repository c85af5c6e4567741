import * as z from 'zod';
import type { Vouched } from '../model/vouched.ts';
import { BLOCK_KINDS, type Block, type Evidence, FIELD_ORIGINS, type FieldEvidence } from '../model/post.ts';
import type { Card, CardContent } from '../model/card.ts';
import { BUYING_ROUTE_SLUGS, type CaseFacts } from '../model/case-facts.ts';
import type { Facts } from '../model/decision.ts';
import {
  BANDS,
  type Cap,
  COUNCIL_ROLES,
  type CouncilFound,
  type Hit,
  type LearntLine,
  LINES,
  POST_FIELDS,
  type Verdict,
} from '../model/verdict.ts';
import {
  type RunCounters,
  type RunFacts,
  type Sign,
  type SignKind,
  SIGN_KINDS,
  STOPS,
  type Trouble,
  TROUBLES,
  type WitnessFacts,
} from '../model/run-facts.ts';
import { DATE_ORIGINS, DATE_PRECISIONS, type DateReading } from '../base/dates/dates.ts';
import type { Expectations } from '../base/source.ts';
import { ExpectationsSchema } from '../base/shapes/source-shape.ts';
import type { Frontier } from '../model/page.ts';
import type { KeptKeys } from '../model/keys.ts';
import type { Corrections } from '../model/corrections.ts';
import type { Edition } from '../model/finds.ts';
import type { Likeness } from '../model/likeness.ts';
import { type Fields, jsonColumn } from './json-column.ts';

const texts = z.array(z.string());

/** The shapes of nouns that travel as JSON, for whoever else must check them. */
export const block = z.object({ kind: z.enum(BLOCK_KINDS), text: z.string() } satisfies Fields<Block>);

/** A post's text, packed. */
export const BLOCKS = jsonColumn<readonly Block[]>('revision.blocks', z.array(block));
export const CANONICALS = jsonColumn<readonly string[]>('revision.canonicals', texts);
export const WINNERS = jsonColumn<Readonly<Record<string, number>>>(
  'revision.winners',
  z.record(z.string(), z.number()),
);

const hit = z.object({
  rule: z.string(),
  group: z.string(),
  points: z.number(),
  full: z.number(),
  field: z.enum(POST_FIELDS),
  spans: z.array(z.tuple([z.number(), z.number()])),
} satisfies Fields<Hit>);
const cap = z.object({ say: z.string(), cap: z.number() } satisfies Fields<Cap>);
const line = z.object({
  line: z.enum(LINES),
  points: z.number(),
  terms: z.array(z.object({ term: z.string(), points: z.number() })),
} satisfies Fields<LearntLine>);
const council = z.object({
  code: z.string(),
  name: z.string(),
  as: z.string(),
  // Verdicts from before roles were told hold whom they take for buyers.
  role: z.enum(COUNCIL_ROLES).default('buyer'),
} satisfies Fields<CouncilFound>);

/** A post's score with its evidence. Labels came later than scores: an older verdict has none. */
export const VERDICT = jsonColumn<Verdict>(
  'classification.verdict',
  z.object({
    score: z.number(),
    band: z.enum(BANDS),
    hits: z.array(hit),
    caps: z.array(cap).default([]),
    lines: z.array(line).default([]),
    councils: z.array(council).default([]),
    topics: texts.default([]),
    practices: texts.default([]),
    stage: z.string().default('unknown'),
    evidence: z.string().default('claimed'),
    because: z.record(z.string(), texts).default({}),
  } satisfies Fields<Verdict>),
);

/** What a reader asks of a case; also the shape of it that the API answers with. */
export const CaseFactsSchema = z.object({
  challenge: z.string().exactOptional(),
  bought: z.string().exactOptional(),
  cost: z.object({ amount: z.number(), currency: z.string(), say: z.string() }).exactOptional(),
  result: z
    .object({ say: z.string(), value: z.number().exactOptional(), unit: z.string().exactOptional() })
    .exactOptional(),
  route: z.enum(BUYING_ROUTE_SLUGS).exactOptional(),
  supplier: z.string().exactOptional(),
  starts: z.string().exactOptional(),
  months: z.number().exactOptional(),
  contact: z.string().exactOptional(),
} satisfies Fields<CaseFacts>);
export const CASE_FACTS = jsonColumn<CaseFacts>('entry.facts', CaseFactsSchema);

export const VouchedSchema = z.object({
  title: z.object({ origin: z.enum([...FIELD_ORIGINS, 'editor']), confirmed: z.boolean() }),
  published: z.object({ origin: z.enum(DATE_ORIGINS), confirmed: z.boolean() }).nullable(),
} satisfies Fields<Vouched>);
/** Null of an entry whose post was read by no page, or came with a package that did not say. */
export const VOUCHED = jsonColumn<Vouched | null>('entry.vouched', VouchedSchema.nullable());

const facts = z.object({
  councils: z.array(z.object({ code: z.string(), name: z.string() })),
  topics: texts,
  practices: texts,
  stage: z.string(),
  evidence: z.string(),
  title: z.string().exactOptional(),
  publisher: z.string().exactOptional(),
  blurb: z.string().exactOptional(),
  story: CaseFactsSchema.exactOptional(),
} satisfies Fields<Facts>);

/** What reviewers corrected: of the decision that did, and of the candidate as it stands. */
export const DECISION_FACTS = jsonColumn<Facts>('decision.facts', facts);
export const CANDIDATE_FACTS = jsonColumn<Facts>('candidate.facts', facts);

export const date = z.object({
  value: z.string().nullable(),
  precision: z.enum(DATE_PRECISIONS),
  origin: z.enum(DATE_ORIGINS),
} satisfies Fields<DateReading>);
const fieldEvidence = z.object({
  origin: z.enum(FIELD_ORIGINS),
  confirmed: z.boolean(),
} satisfies Fields<FieldEvidence>);
export const evidence = z.object({
  title: fieldEvidence,
  author: fieldEvidence.exactOptional(),
  published: z.object({
    confirmed: z.boolean(),
    agreeing: z.array(z.enum(DATE_ORIGINS)),
    others: z.array(date),
  } satisfies Fields<Evidence['published']>),
} satisfies Fields<Evidence>);

/** What vouches for the fields of a post; null of one that was read before this was kept, or by no page. */
export const EVIDENCE = jsonColumn<Evidence | null>('revision.evidence', evidence.nullable());
export const BESIDE = jsonColumn<readonly string[]>('revision.beside', texts);

const content = z.object({
  html: z.string(),
  author: z.string().exactOptional(),
  modified: date.exactOptional(),
  origin: z.enum(['rest', 'feed']),
} satisfies Fields<CardContent>);

export const card = z.object({
  url: z.string(),
  title: z.string().exactOptional(),
  date: z.string().exactOptional(),
  teaser: z.string().exactOptional(),
  externalId: z.string().exactOptional(),
  published: date.exactOptional(),
  content: content.exactOptional(),
} satisfies Fields<Card>);

/** A card as its listing showed it. */
export const CARD = jsonColumn<Card>('card.facts', card);

const trouble = z.object({ kind: z.enum(TROUBLES), why: z.string() } satisfies Fields<Trouble>);
const witness = z.object({
  newest: z.string().nullable(),
  unseen: z.number(),
  dates: z.enum(['published', 'modified']),
} satisfies Fields<WitnessFacts>);

const sign = z.object({ kind: z.enum(SIGN_KINDS), why: z.string() } satisfies Fields<Sign>);

/** What a run was judged by. Days and garbled titles came later. */
const runFacts = z.object({
  at: z.number(),
  trouble: trouble.nullable(),
  problem: z.string().nullable(),
  cards: z.number(),
  pageCards: z.number().exactOptional(),
  signs: z.array(sign).exactOptional(),
  keys: texts,
  coverage: z.object({ title: z.number().nullable(), date: z.number().nullable() }),
  days: z.array(z.string().nullable()).exactOptional(),
  garbled: z.number().exactOptional(),
  unseen: z.number(),
  nearDuplicates: z.number(),
  metKnown: z.boolean(),
  stoppedBy: z.enum([...STOPS, 'trouble', 'budget']),
  newest: z.string().nullable(),
  witness: witness.nullable(),
  movedTo: z.string().nullable(),
  movedHost: z.boolean().exactOptional(),
  unwitnessed: z.boolean().exactOptional(),
  isYoung: z.boolean().exactOptional(),
  declaredEmpty: z.boolean(),
  cadence: z.object({ perMonth: z.number(), quietOkDays: z.number() }),
} satisfies Fields<RunFacts>);

export const MEANT_SIGNS = jsonColumn<readonly SignKind[]>('meant.signs', z.array(z.enum(SIGN_KINDS)));
export const EXPECTATIONS = jsonColumn<Expectations>('expected.expectations', ExpectationsSchema);
export const RUN_REASONS = jsonColumn<readonly string[]>('run.reasons', texts);
export const COUNTERS = jsonColumn<RunCounters>(
  'run.counters',
  z.object({
    cards: z.number().default(0),
    facts: runFacts.exactOptional(),
    sound: z.boolean().exactOptional(),
  } satisfies Fields<RunCounters>),
);
export const INCIDENT_REASONS = jsonColumn<readonly string[]>('incident.reasons', texts);

const named = z.object({ code: z.string(), as: z.string() } satisfies Fields<
  Pick<CouncilFound, 'code' | 'as'>
>);

/** What an entry is listed under, and why. */
export const ENTRY_LISTS = {
  councils: jsonColumn<readonly z.output<typeof named>[]>('entry.councils', z.array(named)),
  topics: jsonColumn<readonly string[]>('entry.topics', texts),
  practices: jsonColumn<readonly string[]>('entry.practices', texts),
  why: jsonColumn<readonly string[]>('entry.why', texts),
};

/** What a page said when it was accepted, in hashes. */
export const LIKENESS = jsonColumn<Likeness>(
  'link.likeness',
  z.object({ title: texts, shingles: texts } satisfies Fields<Likeness>),
);

/** What a look at a link saw: figures and words for a person. */
export const LINK_EVIDENCE = jsonColumn<Readonly<Record<string, string | number>>>(
  'link_check.evidence',
  z.record(z.string(), z.union([z.string(), z.number()])),
);

/** The page of a listing where its reading was cut short. */
export const FRONTIER = jsonColumn<Frontier>(
  'source.frontier',
  z.object({ url: z.string(), pageNumber: z.number() } satisfies Fields<Frontier>),
);

/** What a person changed of the desk's keys; nothing yet, or only whether there are any. */
export const REVIEWER_KEYS = jsonColumn<KeptKeys>(
  'reviewer.keys',
  z.object({
    on: z.boolean().exactOptional(),
    map: z.record(z.string(), z.string()).exactOptional(),
  } satisfies Fields<KeptKeys>),
);

/** What decisions taught; what older versions were taught of how posts are told is passed over. */
export const CORRECTIONS = jsonColumn<Corrections>(
  'correction.corrections',
  z.object({
    decisions: z.number(),
    terms: z.record(z.string(), z.number()),
    hosts: z.record(z.string(), z.number()),
  } satisfies Fields<Corrections>),
);

/** What was looked for in posts when their verdicts were made. */
export const EDITION = jsonColumn<Edition>(
  'finds_edition.edition',
  // Editions from before verdicts were weighed anew do not say who read.
  z.object({ patterns: texts, reader: z.string().default('') } satisfies Fields<Edition>),
);
