import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Person, Principal } from '../model/person.ts';
import type { Access, AccessTable } from './access.ts';
import { readInput } from './input.ts';
import { personOf } from './person.ts';

type Method = 'GET' | 'POST' | 'OPTIONS';

/** What a handler is given: what the schemas say, the person (where one is asked for), and Fastify's two ends. */
export type Call<P = unknown, Q = unknown, B = unknown, W = unknown> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly person: W;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

export type Answer = FastifyReply | Promise<FastifyReply>;

/** What was wrong with a request, in words for whoever sent it. */
export type BadInput = { readonly where: 'params' | 'query' | 'body'; readonly say: string };

/** How a route says that its input was wrong; where a route has none, the shell sends a page in words. */
export type Refuse = (bad: BadInput, reply: FastifyReply) => Answer;

type Declared = {
  readonly method: Method;
  /** As Fastify spells it: `/desk/:id`. */
  readonly path: string;
  readonly access: Access;
  readonly principals: readonly Principal[];
  /** It may be sent from any page or program: what it may do is signed in its address, and is no more than that (RFC 8058). */
  readonly fromAnywhere?: true;
  /** For the API's document: what it is for, in a sentence, and an address that is known to work. */
  readonly say?: string;
  readonly operation?: string;
  readonly example?: string;
  /** The shape of a well answer; a page has none. */
  readonly answer?: z.ZodType;
  readonly refuse?: Refuse;
};

/** One address and all that is known of it: validation, the access table and the API's document are made from this value. */
export type Route = Declared & {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Reads the input and answers; `undefined` in `refuse`'s place means the shell's page. */
  readonly respond: (request: FastifyRequest, reply: FastifyReply, refuse: Refuse) => Answer;
};

type Nothing = Readonly<Record<string, never>>;
type Read<S> = S extends z.ZodType<infer Out> ? Out : Nothing;
type Who<A extends Access> = A extends 'public' ? undefined : Person;

/**
 * Declares a route. Schemas are zod objects over strings: the first value of a name, or all of them where the schema says
 * `z.array` (`fields.ts` has the common ones). A handler is given what they make of it.
 *
 *     route({
 *       method: 'GET', path: '/desk/:id', access: 'reader', principals: SIGNED_IN,
 *       params: z.object({ id }), query: z.object({ page: pageUpTo(400) }),
 *       handle: ({ params, query, person, reply }) => sendPage(reply, …),
 *     })
 */
export function route<
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declared: Declared & {
    readonly access: A;
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (call: Call<Read<P>, Read<Q>, Read<B>, Who<A>>) => Answer;
  },
): Route {
  const { handle, params, query, body, ...rest } = declared;
  return {
    ...rest,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    respond: (request, reply, refuse) => {
      const input = readInput(request, { params, query, body });
      if (input.kind === 'bad') return (declared.refuse ?? refuse)(input, reply);
      const person = declared.access === 'public' ? undefined : personOf(request);
      // What each schema gave is what its type says: the one place where the two are joined.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return handle({ ...input.read, person, request, reply } as Call<Read<P>, Read<Q>, Read<B>, Who<A>>);
    },
  };
}

/** Anybody. */
export const ANYBODY: readonly Principal[] = ['nobody'];
/** People who are signed in: what ends a way in, or shows which there are. */
export const SESSION: readonly Principal[] = ['session', 'fresh-session'];
/** People who are signed in, and their programs. */
export const SIGNED_IN: readonly Principal[] = [...SESSION, 'api-token'];
/** People who have shown not long ago who they are: what makes or changes a way in. */
export const FRESH: readonly Principal[] = ['fresh-session'];

/** Most of what is public. */
export const GET_BY_ANYBODY = { method: 'GET', access: 'public', principals: ANYBODY } as const;

/** Who may call each of the routes, by `GET /desk/:id`. */
export function accessTable(routes: readonly Route[]): AccessTable {
  return Object.fromEntries(routes.map(({ method, path, access }) => [`${method} ${path}`, access]));
}
