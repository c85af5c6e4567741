import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GET_BY_ANYBODY, route, type Route } from '../web/route.ts';

/** What is sent: a media type and its text. */
export type Payload = {
  readonly type: string;
  readonly body: string;
  /** What it is called where somebody saves it (RFC 6266); pages have none. */
  readonly filename?: string;
};

// Who is signed in is an editor: what they have just changed they must see at once.
const SIGNED_IN = /(?:^|;\s*)(?:__Host-)?lamplighter=/;

/**
 * Sends something public: shared caches may keep it for a minute (but whoever is signed in asks each time), and a copy that is
 * still right is answered with 304.
 */
export function sendPublic(request: FastifyRequest, reply: FastifyReply, payload: Payload): FastifyReply {
  const etag = etagOf(payload.body);
  publicHeaders(request, reply, { ...payload, etag });
  if (isKnown(request, etag)) return reply.code(304).send();
  return reply.type(payload.type).send(payload.body);
}

/** What is too long to be made in one go: its parts, and what its tag is made of instead of its bytes. */
export type LongPayload = Omit<Payload, 'body'> & {
  readonly parts: Iterable<string>;
  readonly version: string;
};

/** Sends something long and public part by part, so that everybody else is answered between two of them. */
export function sendLong(request: FastifyRequest, reply: FastifyReply, payload: LongPayload): FastifyReply {
  // Another program, or this one started anew, may write the same version differently.
  const etag = etagOf(`${STARTED} ${request.url} ${payload.version}`);
  publicHeaders(request, reply, { ...payload, etag });
  if (isKnown(request, etag)) return reply.code(304).send();
  return reply.type(payload.type).send(Readable.from(inTurns(payload.parts), { objectMode: false }));
}

const STARTED = randomBytes(9).toString('base64url');

async function* inTurns(parts: Iterable<string>): AsyncGenerator<string> {
  for (const part of parts) {
    yield part;
    await setImmediate();
  }
}

/** The tag of a body. Weak, because a proxy may compress what we send (RFC 9110, 8.8.1). */
export function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** What goes with everything public, a 304 too. */
export function publicHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, filename }: Pick<Payload, 'filename'> & { readonly etag: string },
): void {
  const isEditor = SIGNED_IN.test(request.headers.cookie ?? '');
  void reply
    .header('etag', etag)
    .header('cache-control', isEditor ? 'private, no-cache' : 'public, max-age=60')
    .header('vary', 'Cookie, Accept-Encoding');
  if (filename !== undefined) void reply.header('content-disposition', `attachment; filename="${filename}"`);
}

/** Whether whoever asks has the copy with this tag. */
export function isKnown(request: FastifyRequest, etag: string): boolean {
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  return known.includes(etag) || known.includes('*');
}

/** Lets any site's script read an answer; no cookie changes what is said where this is used. */
export function readByAnySite(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'ETag, Content-Disposition')
    .header('cross-origin-resource-policy', 'cross-origin');
}

/** Answers a browser that asks before it lets another site's script send `If-None-Match` (Fetch, CORS preflight). */
export function permitAnySite(path: string): Route {
  return route({
    ...GET_BY_ANYBODY,
    method: 'OPTIONS',
    path,
    handle: ({ reply }) =>
      readByAnySite(reply)
        .header('access-control-allow-methods', 'GET, HEAD')
        .header('access-control-allow-headers', 'If-None-Match')
        .header('access-control-max-age', '86400')
        .code(204)
        .send(),
  });
}

export function html(body: string): Payload {
  return { type: 'text/html; charset=utf-8', body };
}

/** JSON that is safe inside a page, too: `<` and the line separators are escaped. */
export function json(value: unknown, type = 'application/json; charset=utf-8'): Payload {
  return { type, body: safeJson(value) };
}

export function safeJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
