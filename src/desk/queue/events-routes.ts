import * as z from 'zod';
import { decisionWords } from '../../review/decision.ts';
import { decisionsAfter, newestDecision } from '../../store/decisions.ts';
import { maybeId } from '../../web/fields.ts';
import { route, type Route } from '../../web/route.ts';
import type { DeskDeps } from '../deps.ts';
import { GET_BY_READER } from '../inputs.ts';

/** How soon a browser asks again (ms). */
const RETRY_MS = 3000;
/** So many at once at the most: a bulk decision of hundreds is told in turns. */
const MOST = 100;

/**
 * What others decide, as server-sent events (HTML, 9.2). Each answer ends at once, and the browser asks again by itself with
 * `Last-Event-ID`: nothing hangs open, and nobody runs out of connections.
 */
export function eventsRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/events',
      query: z.object({ after: maybeId }),
      handle: ({ query, person, request, reply }) => {
        const last = Number(request.headers['last-event-id'] ?? '') || query.after;
        return reply
          .header('cache-control', 'no-store')
          .type('text/event-stream; charset=utf-8')
          .send(eventsSince(deps, last ?? newestDecision(deps.store), String(person.id)));
      },
    }),
  ];
}

function eventsSince({ store }: DeskDeps, last: number, me: string): string {
  const told = decisionsAfter(store, last, MOST);
  const newest = told.at(-1)?.id;
  const decided = told
    .filter(({ reviewer, kind }) => reviewer !== me && kind !== 'note' && kind !== 'edit')
    .map((one) => ({ id: one.candidateId, say: `${one.by}: ${decisionWords(one).toLowerCase()}` }));
  const event = newest === undefined ? '' : `id: ${newest}\ndata: ${JSON.stringify({ decided })}\n`;
  return `retry: ${RETRY_MS}\n${event}\n`;
}
