import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import * as z from 'zod';
import { messageOf } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Role } from '../model/role.ts';
import type { Access, AccessTable } from './access.ts';
import type { Assets } from './assets.ts';
import { readClicks, readForms } from './form.ts';
import { applySecurityHeaders, isOwnRequest, isSafe } from './guard.ts';
import type { Principal } from '../model/person.ts';
import { maybePersonOf, personOf } from './person.ts';
import { problem } from './problem.ts';
import { accessTable, GET_BY_ANYBODY, type Refuse, route, type Route } from './route.ts';
import { sendPage, type Views } from './views.ts';

/** Each lets a request through, or answers it itself (and then the reply is sent). */
export type AccessGate = {
  /** Who is this, and is their role at least the one that is needed? Asked before the body is read. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply, needed: Role) => Promise<void>;
  /** Was a form that changes something made for this person? Asked once the body was read; `mayGoOn`: its fields may be kept meanwhile. */
  readonly confirm: (request: FastifyRequest, reply: FastifyReply, mayGoOn: boolean) => Promise<void>;
};

/** A part of the site: its routes, with the table of who may call them; and what else it hooks into the application. */
export type WebPart = {
  readonly access: AccessTable;
  readonly routes: readonly Route[];
  readonly mount?: (app: FastifyInstance) => void;
};

export type ShellOptions = {
  readonly parts: readonly WebPart[];
  readonly gate: AccessGate;
  readonly views: Views;
  readonly assets: Assets;
  readonly log: Log;
  readonly publicUrl: string;
  /** What a fault means that is not of the program's making, such as a full disk, in words; undefined for all others. */
  readonly explain?: (error: unknown) => string | undefined;
  /** Addresses of proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustedProxies: readonly string[];
  /** How long a request may take to arrive whole, in ms. */
  readonly arrivalMs?: number;
};

/** A form is some kilobytes: on the slowest of lines it is here by then. */
const LONGEST_ARRIVAL_MS = 20_000;

const NOTHING_HERE = 'There is nothing at this address. Check it, or start from the front page.';

/**
 * Makes the web application around the parts: security headers, forms, cookies, assets, the access table, errors in words.
 * @throws Error while starting when a route is missing from the access tables.
 */
export async function makeShell(options: ShellOptions): Promise<FastifyInstance> {
  const { arrivalMs = LONGEST_ARRIVAL_MS } = options;
  const app = fastify({
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 400 },
    forceCloseConnections: true,
    // A body that drips in holds its connection no longer than this, and is answered 408.
    requestTimeout: arrivalMs,
    http: { headersTimeout: arrivalMs, connectionsCheckingInterval: Math.min(2000, arrivalMs) },
    genReqId: () => randomBytes(6).toString('hex'),
  });
  const parts = [partOf(ownRoutes(options.assets)), ...options.parts];
  const table: AccessTable = Object.assign({}, ...parts.map((part) => part.access));
  guardRoutes(app, table);
  // What a program may do too is an ordinary act; the others make or end a way in, and their fields are passwords.
  const ordinary = new Set(
    parts.flatMap(({ routes }) =>
      routes
        .filter(({ method, principals }) => method === 'POST' && principals.includes('api-token'))
        .map(({ path }) => path),
    ),
  );
  const fromAnywhere = new Set(
    parts.flatMap(({ routes }) => routes.filter((one) => one.fromAnywhere === true).map(({ path }) => path)),
  );
  await app.register(cookie);
  await app.register(compress, { global: false, encodings: ['br', 'gzip'] });
  readForms(app);
  const isClick = (request: FastifyRequest) => fromAnywhere.has(request.routeOptions.url ?? '');
  readClicks(app, isClick);
  answerErrors(app, options);
  logAnswers(app, options.log);
  app.addHook('onRequest', async (request, reply) => {
    applySecurityHeaders(reply, options.publicUrl);
    if (isForMachines(request) && !isSafe(request)) {
      const say = `${request.method} is not offered: the API is only read. Ask with GET.`;
      problem(reply.header('allow', 'GET, HEAD, OPTIONS'), 405, say);
      return;
    }
    if (!isClick(request) && !isOwnRequest(request, options.publicUrl)) {
      await sendProblem(
        reply,
        options.views,
        403,
        'This form was not sent from our own page. Go back, reload the page and send it again.',
      );
      return;
    }
    const access = accessOf(table, request);
    if (access !== 'public') await options.gate.admit(request, reply, access);
  });
  app.addHook('preHandler', async (request, reply) => {
    if (isSafe(request) || accessOf(table, request) === 'public') return;
    await options.gate.confirm(request, reply, ordinary.has(request.routeOptions.url ?? ''));
  });
  for (const part of parts) {
    part.mount?.(app);
    mountRoutes(app, part.routes, options.views);
  }
  return app;
}

/** A part of the site that is its routes and nothing else. */
export function partOf(routes: readonly Route[]): WebPart {
  return { access: accessTable(routes), routes };
}

function mountRoutes(app: FastifyInstance, routes: readonly Route[], views: Views): void {
  for (const { method, path, respond, principals, access } of routes) {
    const refuse: Refuse = async ({ where, say }, reply) => {
      const missing = where === 'params';
      await sendProblem(reply, views, missing ? 404 : 400, missing ? NOTHING_HERE : say);
      return reply;
    };
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const principal = access === 'public' ? undefined : personOf(request).principal;
        if (principal === undefined || principals.includes(principal)) return respond(request, reply, refuse);
        await refusePrincipal(reply, views, principal);
        return reply;
      },
    });
  }
}

async function refusePrincipal(reply: FastifyReply, views: Views, principal: Principal): Promise<void> {
  if (principal === 'api-token')
    return sendProblem(reply, views, 403, 'This cannot be done with an API token. Sign in to do it.');
  const say =
    'You signed in a while ago, and this changes who may come in. Sign in once more, then do it again. Nothing was changed.';
  return sendProblem(reply, views, 403, say, { url: '/sign-in?to=%2Fdesk%2Fme', text: 'Sign in once more' });
}

/** A page that says in words what is wrong. */
export async function sendProblem(
  reply: FastifyReply,
  views: Views,
  status: number,
  say: string,
  next?: { readonly url: string; readonly text: string },
): Promise<void> {
  await sendPage(
    reply.code(status),
    views('problem.njk', {
      status,
      say,
      next: next ?? (/^\/desk\b/.test(reply.request.url) ? TO_DESK : undefined),
      title: TITLES[status] ?? 'Something went wrong',
    }),
  );
}

// Whoever works at the desk is not sent to what readers see.
const TO_DESK = { url: '/desk', text: 'Go to the queue' };

const TITLES: Readonly<Record<number, string>> = {
  400: 'That could not be read',
  403: 'You may not do that',
  404: 'Page not found',
  409: 'Somebody else got there first',
  410: 'This is no longer here',
  413: 'That was too long',
  429: 'Too many tries',
  503: 'Not just now',
};

/** Addresses whose answers are read by programs alone, faults too (RFC 9457). */
function isForMachines({ url }: FastifyRequest): boolean {
  return url.startsWith('/api/');
}

function guardRoutes(app: FastifyInstance, table: AccessTable): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    for (const method of [route.method].flat()) {
      const access = lookUp(table, method, route.url);
      // What is signed in for is never compressed: its pages carry a secret beside text that others wrote (BREACH).
      if (access === 'public' && route.compress === undefined) route.compress = { threshold: 1024 };
    }
  });
}

function accessOf(table: AccessTable, request: FastifyRequest): Access {
  // An address without a route is answered by the 404 page, which anybody may see.
  if (request.is404) return 'public';
  return lookUp(table, request.method, request.routeOptions.url ?? '');
}

function lookUp(table: AccessTable, method: string, url: string): Access {
  // Fastify answers HEAD by the GET route.
  const key = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  const access = Object.hasOwn(table, key) ? table[key] : undefined;
  if (access === undefined) throw new Error(`route ${key} is missing from the access tables`);
  return access;
}

// Too many and too dull to be told of.
const UNTOLD = /^\/(?:assets\/|healthz$|readyz$|metrics$|desk\/events$)/;

/** One line an answer. By its route: an address may hold the token of a feed, or an invitation. */
function logAnswers(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const told = whatWasAsked(request);
    if (!UNTOLD.test(told.route))
      log('web.answered', { ...told, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
}

function whatWasAsked(request: FastifyRequest) {
  const { id, method, routeOptions } = request;
  const user = maybePersonOf(request)?.id;
  return { id, method, route: routeOptions.url ?? 'none', ...(user === undefined ? {} : { user }) };
}

function answerErrors(app: FastifyInstance, { views, log, explain }: ShellOptions): void {
  app.setNotFoundHandler(async (_request, reply) => {
    await sendProblem(reply, views, 404, NOTHING_HERE);
    return reply;
  });
  app.setErrorHandler(async (error, request, reply) => {
    const said = explain?.(error);
    const status = said === undefined ? statusOf(error) : 503;
    if (status >= 500) log('web.error', { ...whatWasAsked(request), error: messageOf(error) });
    if (isForMachines(request)) {
      const detail = said ?? (status >= 500 ? `Logged as ${request.id}.` : messageOf(error));
      return problem(reply, status, detail);
    }
    const ours = `The fault is ours and has been logged as ${request.id}. Nothing was lost: go back and try again.`;
    await sendProblem(reply, views, status, said ?? (status >= 500 ? ours : messageOf(error)));
    return reply;
  });
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

function ownRoutes(assets: Assets): readonly Route[] {
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/healthz',
      handle: ({ reply }) => reply.type('text/plain; charset=utf-8').send('ok\n'),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/assets/:hash/:name',
      params: z.object({ hash: z.string(), name: z.string() }),
      handle: async ({ params, reply }) => {
        const asset = assets.get(params.hash, params.name);
        if (asset === undefined) {
          reply.callNotFound();
          return reply;
        }
        return reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .type(asset.type)
          .send(asset.body);
      },
    }),
  ];
}
