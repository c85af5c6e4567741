import type { FastifyReply } from 'fastify';
import type { Board } from '../../queue/board.ts';
import { messageOf } from '../base/errors.ts';
import type { Store } from '../store/open.ts';
import { storeAnswers } from '../store/open.ts';
import { GET_BY_ANYBODY, route, type Route, SIGNED_IN } from '../web/route.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { makeMetrics, type Metrics } from './metrics.ts';

/** Where Bull Board is shown. */
const BOARD_PATH = '/admin/queues';

// Bull Board styles elements in place, sets a base address and brings no trusted types; all else stays shut.
const BOARD_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

export type OperationsDeps = {
  readonly store: Store;
  /** Unix ms. */
  readonly now: () => number;
  readonly redisUrl?: string;
};

/**
 * What those who run the house look at: `/readyz`, `/metrics` for Prometheus and, where Redis is set, Bull Board for
 * administrators. Nothing here waits for Redis to come up.
 */
export async function openOperations(
  deps: OperationsDeps,
): Promise<{ readonly part: WebPart; readonly close: () => Promise<void> }> {
  const { store, now, redisUrl } = deps;
  const board = redisUrl === undefined ? undefined : await loadBoard(redisUrl);
  const metrics = makeMetrics({ store, now, queueStats: async () => board?.stats() });
  const routes = [
    readyRoute(store),
    metricsRoute(metrics),
    ...(board === undefined ? [] : boardRoutes(board)),
  ];
  return {
    part: {
      ...partOf(routes),
      mount: (app) => {
        app.addHook('onResponse', async (request, reply) => {
          const path = request.routeOptions.url ?? 'none';
          metrics.answered(
            { route: path, method: request.method, status: reply.statusCode },
            reply.elapsedTime / 1000,
          );
        });
      },
    },
    close: async () => board?.close(),
  };
}

/** Ready is who can use the store: without Redis, rounds wait and the catalogue is served all the same. */
function ready(store: Store, reply: FastifyReply): FastifyReply {
  const say = (status: number, text: string): FastifyReply =>
    reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`${text}\n`);
  try {
    storeAnswers(store);
    return say(200, 'ready');
  } catch (error) {
    return say(503, `the store cannot be used: ${messageOf(error)}`);
  }
}

function readyRoute(store: Store): Route {
  return route({ ...GET_BY_ANYBODY, path: '/readyz', handle: ({ reply }) => ready(store, reply) });
}

function metricsRoute(metrics: Metrics): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: '/metrics',
    handle: async ({ reply }) =>
      reply
        .type(metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.expose()),
  });
}

function boardRoutes(board: Board): Route[] {
  return [BOARD_PATH, `${BOARD_PATH}/*`].map((path) =>
    route({
      method: 'GET',
      path,
      access: 'admin',
      principals: SIGNED_IN,
      handle: async ({ request, reply }) => {
        const { status, headers, body } = await board.get(request.url);
        return reply
          .code(status)
          .headers({ ...headers, 'content-security-policy': BOARD_CSP, 'cache-control': 'no-store' })
          .send(body);
      },
    }),
  );
}

// Loaded only where there is a queue to show.
async function loadBoard(redisUrl: string): Promise<Board> {
  const { openBoard } = await import('../../queue/board.ts');
  return openBoard(redisUrl, BOARD_PATH);
}
