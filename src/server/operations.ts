import type { Board } from '../../queue/board.ts';
import type { QueueStats } from '../../queue/queue.ts';
import { amiss, type Condition, well } from '../model/condition.ts';
import { GET_BY_ANYBODY, route, type Route, SIGNED_IN } from '../web/route.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { lookAtBackups, lookAtSources } from './look-round.ts';
import { watchLoop } from './loop-lag.ts';
import { makeMetrics, type Metrics } from './metrics.ts';
import { mayReadFigures } from './may-read-figures.ts';
import { type OperationsDeps, quickLook } from './quick-look.ts';

/** Where Bull Board is shown. */
const BOARD_PATH = '/admin/queues';

// Bull Board styles elements in place, sets a base address and brings no trusted types; all else stays shut.
const BOARD_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** What those who run the house are given, and what the desk shows of it. */
export type Operations = {
  readonly part: WebPart;
  /** What was looked at, each well or amiss. */
  readonly look: () => Promise<readonly Condition[]>;
  readonly close: () => Promise<void>;
};

/**
 * What those who run the house look at: `/readyz`, `/metrics` for Prometheus and, where Redis is set, Bull Board for
 * administrators. Nothing here waits for Redis to come up. `loop`: how late this process is to what it has to do.
 */
export async function openOperations(deps: OperationsDeps, loop = watchLoop()): Promise<Operations> {
  const { store, now, settings, active, faults } = deps;
  const { redisUrl, metricsToken } = settings;
  const board = redisUrl === undefined ? undefined : await loadBoard(redisUrl);
  const quick = quickLook(deps, loop.look);
  const metrics = makeMetrics({ store, now, queueStats: async () => board?.stats() });
  const routes = [
    readyRoute(quick),
    metricsRoute(metrics, metricsToken),
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
    look: async () => [
      ...quick().findings,
      lookAtSources(store, new Set(active)),
      ...faults.map((why) => amiss('adapters', `${why}. Mend it and start "lamplighter serve" again`)),
      lookAtBackups(store, settings.backupDir, now()),
      ...(board === undefined ? [] : [queueFinding(await board.stats())]),
    ],
    close: async () => {
      loop.close();
      await board?.close();
    },
  };
}

function queueFinding(stats: QueueStats | undefined): Condition {
  if (stats === undefined)
    return amiss(
      'queue',
      'Redis does not answer; visits wait, and nothing is lost. See to it, or to REDIS_URL',
    );
  const say = `${stats.workers} workers, ${stats.waiting} visits waiting`;
  return stats.workers === 0
    ? amiss('queue', `${say}: nothing is read until a worker runs ("lamplighter work")`)
    : well('queue', say);
}

function readyRoute(quick: ReturnType<typeof quickLook>): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: '/readyz',
    handle: ({ reply }) => {
      const { isReady, findings } = quick();
      const lines = findings.map(({ what, ok, say }) => `${what}${ok ? '' : ' (amiss)'}: ${say}`);
      return reply
        .code(isReady ? 200 : 503)
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`${[isReady ? 'ready' : 'not ready', ...lines].join('\n')}\n`);
    },
  });
}

function metricsRoute(metrics: Metrics, token: string | undefined): Route {
  return route({
    ...GET_BY_ANYBODY,
    path: '/metrics',
    handle: async ({ request, reply }) => {
      void reply.header('cache-control', 'no-store');
      if (!mayReadFigures(request, token))
        return reply
          .code(403)
          .type('text/plain; charset=utf-8')
          .send('The figures are for this machine, or for whoever sends METRICS_TOKEN as a Bearer token.\n');
      return reply.type(metrics.contentType).send(await metrics.expose());
    },
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
