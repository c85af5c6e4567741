import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { formOf } from './form.ts';

export type InputSchemas = {
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
};

export type Input =
  | {
      readonly kind: 'read';
      readonly read: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
    }
  | { readonly kind: 'bad'; readonly where: 'params' | 'query' | 'body'; readonly say: string };

/** What a request brings, as the schemas of its route make it; or the first thing that is wrong, in words. */
export function readInput(request: FastifyRequest, { params, query, body }: InputSchemas): Input {
  const raw = {
    params: params === undefined ? {} : request.params,
    query: query === undefined ? {} : collect(queryOf(request), query),
    body: body === undefined ? {} : collect(formOf(request), body),
  };
  const schemas = { params, query, body };
  const read: Record<'params' | 'query' | 'body', unknown> = { params: {}, query: {}, body: {} };
  for (const where of ['params', 'query', 'body'] as const) {
    const parsed = schemas[where]?.safeParse(raw[where]);
    if (parsed?.success === false) return { kind: 'bad', where, say: inWords(parsed.error) };
    if (parsed !== undefined) read[where] = parsed.data;
  }
  return { kind: 'read', read };
}

function queryOf(request: FastifyRequest): URLSearchParams {
  const at = request.url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : request.url.slice(at + 1));
}

// The first value of each name; all of them where the schema asks for an array.
function collect(given: URLSearchParams, schema: z.ZodType): Record<string, string | string[]> {
  const shape = shapeOf(schema);
  const found: Record<string, string | string[]> = {};
  for (const name of new Set(given.keys())) {
    const all = given.getAll(name);
    const field: unknown = Object.hasOwn(shape, name) ? shape[name] : undefined;
    found[name] = isList(field) ? all : (all[0] ?? '');
  }
  return found;
}

/** The fields of a schema, also where what they read is made into something else. */
export function shapeOf(schema: z.ZodType | undefined): Readonly<Record<string, unknown>> {
  if (schema instanceof z.ZodObject) return schema.shape;
  return schema instanceof z.ZodPipe && schema.def.in instanceof z.ZodType ? shapeOf(schema.def.in) : {};
}

function isList(field: unknown): boolean {
  if (field instanceof z.ZodArray) return true;
  if (field instanceof z.ZodPipe) return isList(field.def.in);
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodCatch)
    return isList(field.def.innerType);
  return false;
}

function inWords(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')} ${message}`))
    .join('; ')
    .concat('.');
}
