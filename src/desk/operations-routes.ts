import { VERSION } from '../base/version.ts';
import { route, type Route, SESSION } from '../web/route.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';

/** What is wrong now with the house, and what to do about it; for administrators. */
export function operationsRoutes(deps: DeskDeps): readonly Route[] {
  const { lookRound } = deps;
  if (lookRound === undefined) return [];
  return [
    route({
      method: 'GET',
      path: '/desk/operations',
      access: 'admin',
      principals: SESSION,
      handle: async ({ person, reply }) => {
        const findings = await lookRound();
        const page = {
          title: 'Operations',
          amiss: findings.filter(({ ok }) => !ok),
          well: findings.filter(({ ok }) => ok),
          at: deps.now(),
          version: VERSION,
          node: process.version,
        };
        return sendPage(reply, deps.views('desk/operations.njk', { ...frameOf(deps, person), ...page }));
      },
    }),
  ];
}
