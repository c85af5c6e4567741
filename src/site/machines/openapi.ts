import * as z from 'zod';
import { type SchemaName, SCHEMAS } from './api-schema.ts';

type Parameter = {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly say: string;
  readonly schema: z.ZodType;
};

/** An address of the API: what it takes, what it answers, and an example that is known to work (the tests run it). */
export type Operation = {
  readonly path: string;
  readonly id: string;
  readonly say: string;
  readonly parameters: readonly Parameter[];
  readonly answer: SchemaName;
  readonly example: string;
};

const TEXT = z.string();
const ID = z.int().min(1);

const PROBLEM = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const query = (name: string, say: string, schema: z.ZodType = TEXT): Parameter => ({
  name,
  in: 'query',
  say,
  schema,
});
const path = (name: string, say: string, schema: z.ZodType = TEXT): Parameter => ({
  name,
  in: 'path',
  say,
  schema,
});

export const OPERATIONS: readonly Operation[] = [
  {
    path: '/api/v1/cases',
    id: 'listCases',
    say: 'Case studies, the newest first.',
    parameters: [
      query('q', 'Words that must all be there'),
      query('council', 'A council by code, GSS code, slug or name'),
      query('topic', 'A topic’s slug'),
      query('practice', 'A practice’s slug'),
      query('nation', 'England, Scotland, Wales or Northern Ireland'),
      query('stage', 'A stage’s slug'),
      query('year', 'Year in which the story was published'),
      query('source', 'A source’s id'),
      query(
        'limit',
        'How many in one answer: 1 to 100, 20 unless told otherwise',
        z.int().min(1).max(100).default(20),
      ),
      query('cursor', 'Where to go on; take the whole address from next'),
    ],
    answer: 'CaseList',
    example: '/api/v1/cases?council=NBL&topic=street-lighting&limit=5',
  },
  {
    path: '/api/v1/cases/{id}',
    id: 'getCase',
    say: 'One case study. A withdrawn one answers 410 and says why.',
    parameters: [path('id', 'Its number', ID)],
    answer: 'Case',
    example: '/api/v1/cases/1',
  },
  {
    path: '/api/v1/showcase',
    id: 'showcase',
    say: 'The cards that fit a council and a kind of contract best, and why each was chosen. Never empty while there is anything to show.',
    parameters: [
      query('council', 'A council by code, GSS code, slug or name'),
      query('cpv', 'A CPV code or its English label'),
      query('group', 'A group of contract-countdown’s: Construction, Fuel, Refuse, Sewage, Catering'),
      query('limit', 'How many cards: 1 to 4, 2 unless told otherwise', z.int().min(1).max(4).default(2)),
    ],
    answer: 'Showcase',
    example: '/api/v1/showcase?council=E06000057&cpv=34928500',
  },
  {
    path: '/api/v1/councils',
    id: 'listCouncils',
    say: 'Every principal council of the UK, present and former.',
    parameters: [],
    answer: 'CouncilList',
    example: '/api/v1/councils',
  },
  {
    path: '/api/v1/councils/{code}',
    id: 'getCouncil',
    say: 'One council and the twenty most like it.',
    parameters: [path('code', 'Code, GSS code, slug or name')],
    answer: 'Council',
    example: '/api/v1/councils/NBL',
  },
  {
    path: '/api/v1/topics',
    id: 'listTopics',
    say: 'The topics.',
    parameters: [],
    answer: 'TopicList',
    example: '/api/v1/topics',
  },
];

/** The API described in OpenAPI 3.1; the shapes come from the schemas that the tests hold the answers against. */
export function openApi(publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lamplighter',
      version: '1.0.0',
      summary: 'Case studies of good council procurement',
      description:
        'Read-only, without keys. Answers carry an ETag: ask again with If-None-Match. Errors are application/problem+json (RFC 9457).',
      license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
    },
    servers: [{ url: publicUrl }],
    // Left out, it would be open whether a key is needed; an empty list says that none is.
    security: [],
    paths: Object.fromEntries(OPERATIONS.map((operation) => [operation.path, { get: describe(operation) }])),
    components: {
      schemas: Object.fromEntries(
        Object.entries(SCHEMAS).map(([name, schema]) => [name, plainSchema(schema)]),
      ),
    },
  };
}

function plainSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io });
  return plain;
}

function describe({ id, say, parameters, answer, example }: Operation): object {
  return {
    operationId: id,
    summary: say,
    description: `For example \`${example}\``,
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.in === 'path',
      description: parameter.say,
      schema: plainSchema(parameter.schema, 'input'),
    })),
    responses: {
      200: {
        description: 'Found',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } },
      },
      304: { description: 'Your copy is still right' },
      '4XX': { description: 'What was wrong with the question', ...PROBLEM },
      default: { description: 'What went wrong', ...PROBLEM },
    },
  };
}
