import * as z from 'zod';
import { shapeOf } from '../../web/input.ts';
import type { Route } from '../../web/route.ts';
import { SCHEMAS } from './api-schema.ts';

type Parameter = {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly say: string;
  /** As JSON Schema. */
  readonly schema: object;
};

/** An address of the API: what it takes, what it answers, and an example that is known to work (the tests run it). */
export type Operation = {
  /** As OpenAPI spells it: `/api/v1/cases/{id}`. */
  readonly path: string;
  readonly id: string;
  readonly say: string;
  readonly parameters: readonly Parameter[];
  readonly answer: string;
  readonly example: string;
};

const PROBLEM = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The documented addresses among routes: those that name their operation. */
export function operationsOf(routes: readonly Route[]): Operation[] {
  return routes.flatMap((one) =>
    one.operation === undefined
      ? []
      : [
          {
            path: one.path.replaceAll(/:(\w+)/g, '{$1}'),
            id: one.operation,
            say: one.say ?? '',
            parameters: [...parametersIn('path', one.params), ...parametersIn('query', one.query)],
            answer: Object.entries(SCHEMAS).find(([, schema]) => schema === one.answer)?.[0] ?? 'Problem',
            example: one.example ?? '',
          },
        ],
  );
}

function parametersIn(place: Parameter['in'], schema: z.ZodType | undefined): Parameter[] {
  return Object.entries(shapeOf(schema)).flatMap(([name, field]) => {
    if (!(field instanceof z.ZodType)) return [];
    const { description, ...plain } = plainSchema(field, 'input');
    return [{ name, in: place, say: typeof description === 'string' ? description : '', schema: plain }];
  });
}

/** The API described in OpenAPI 3.1; the shapes come from the schemas that the tests hold the answers against. */
export function openApi(routes: readonly Route[], publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lamplighter',
      version: '1.0.0',
      summary: 'Case studies of good council procurement',
      description:
        'Read-only, without keys. Parameters that it does not know are ignored. Answers carry an ETag: ask again with If-None-Match. Errors are application/problem+json (RFC 9457).',
      license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
    },
    servers: [{ url: publicUrl }],
    // Left out, it would be open whether a key is needed; an empty list says that none is.
    security: [],
    paths: Object.fromEntries(
      operationsOf(routes).map((operation) => [operation.path, { get: describe(operation) }]),
    ),
    components: {
      schemas: Object.fromEntries(
        Object.entries(SCHEMAS).map(([name, schema]) => [name, plainSchema(schema)]),
      ),
    },
  };
}

function plainSchema(
  schema: z.ZodType,
  io: 'input' | 'output' = 'output',
): Readonly<Record<string, unknown>> {
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
      schema: parameter.schema,
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
