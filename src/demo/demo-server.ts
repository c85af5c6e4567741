import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { DemoPost } from './demo-post.ts';

/** What a demonstration site answers. */
export type DemoReply = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A site: pure templates over posts. `origin` is where it is being served; no address is written into it. */
export type DemoSite = {
  /** The id of the source that reads it. */
  readonly id: string;
  readonly posts: readonly DemoPost[];
  readonly pathOf: (post: DemoPost) => string;
  readonly answer: (url: URL, origin: string) => DemoReply;
};

export const HTML = 'text/html; charset=UTF-8';
export const XML = 'application/xml; charset=UTF-8';

/** Serves a site on a free port of the loopback address. */
export async function serveDemoSite(
  site: DemoSite,
): Promise<{ origin: string; port: number; close: () => Promise<void> }> {
  const server = fastify({ exposeHeadRoutes: false });
  server.all('*', async (request, reply) => {
    const origin = `http://${request.host}`;
    return send(request, reply, site.answer(new URL(request.url, origin), origin));
  });
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return { origin, port: Number(new URL(origin).port), close: async () => server.close() };
}

function send(request: FastifyRequest, reply: FastifyReply, answer: DemoReply): FastifyReply {
  reply.headers(answer.headers ?? {});
  return isUnchanged(request, answer)
    ? reply.code(304).send()
    : reply.code(answer.status).type(answer.type).send(answer.body);
}

/** RFC 9110, 13.2.2: If-None-Match decides where it is sent, If-Modified-Since otherwise. */
function isUnchanged({ headers }: FastifyRequest, answer: DemoReply): boolean {
  const etag = answer.headers?.['etag'];
  const modified = answer.headers?.['last-modified'];
  if (headers['if-none-match'] !== undefined) return headers['if-none-match'] === etag;
  const since = headers['if-modified-since'];
  return since !== undefined && modified !== undefined && Date.parse(since) >= Date.parse(modified);
}
