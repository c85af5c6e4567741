import * as z from 'zod';
import { switchTaught } from '../../learn/taught.ts';
import { verbatim } from '../../web/fields.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import type { DeskDeps } from '../deps.ts';

/** Switches what decisions taught off and on. Stored posts are scored anew with the next round. */
export function taughtRoutes({ store, now }: DeskDeps): readonly Route[] {
  return [
    route({
      ...{ method: 'POST', access: 'editor', principals: SIGNED_IN },
      path: '/desk/rules/decisions',
      body: z.object({ switch: verbatim }),
      handle: ({ body, person, reply }) => {
        switchTaught(store, { on: body.switch === 'on', who: person.name, now: now() });
        return reply.redirect('/desk/rules#decisions', 303);
      },
    }),
  ];
}
