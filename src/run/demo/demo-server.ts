import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
): Promise<{ server: Server; port: number; origin: string }> {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    send(request, response, site.answer(new URL(request.url ?? '/', origin), origin));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a demonstration site has no port');
  const { port } = address;
  return { server, port, origin: `http://127.0.0.1:${port}` };
}

function send(request: IncomingMessage, response: ServerResponse, reply: DemoReply): void {
  const headers = { ...reply.headers, 'content-type': reply.type };
  if (isUnchanged(request, reply)) response.writeHead(304, reply.headers).end();
  else response.writeHead(reply.status, headers).end(request.method === 'HEAD' ? undefined : reply.body);
}

/** RFC 9110, 13.2.2: If-None-Match decides where it is sent, If-Modified-Since otherwise. */
function isUnchanged({ headers }: IncomingMessage, reply: DemoReply): boolean {
  const etag = reply.headers?.['etag'];
  const modified = reply.headers?.['last-modified'];
  if (headers['if-none-match'] !== undefined) return headers['if-none-match'] === etag;
  const since = headers['if-modified-since'];
  return since !== undefined && modified !== undefined && Date.parse(since) >= Date.parse(modified);
}
