import * as z from 'zod';
import { assign } from '../store/assignments.ts';
import { candidateRow } from '../store/desk.ts';
import { reviewerById } from '../store/reviewers.ts';
import { maybeId } from '../web/fields.ts';
import { route, type Route } from '../web/route.ts';
import type { DeskDeps } from './deps.ts';
import { Numbered, POST_BY_REVIEWER, sentView } from './inputs.ts';
import { missingPost, postUrl } from './post-routes.ts';
import { viewOf } from './view-of.ts';

/** Asking a colleague to look at a post. */
export function assignRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/:id/assign',
      params: Numbered,
      body: z.object({ view: sentView, to: maybeId }),
      refuse: (_bad, reply) => missingPost(deps, reply),
      handle: ({ params, body, person, reply }) => {
        if (candidateRow(deps.store, params.id) === undefined) return missingPost(deps, reply);
        const asked = body.to === undefined ? undefined : reviewerById(deps.store, body.to);
        const reviewerId = asked?.disabledAt === null && asked.role !== 'reader' ? asked.id : undefined;
        assign(deps.store, params.id, { reviewerId, byId: person.id, at: deps.now() });
        const say = reviewerId === undefined ? 'unassigned' : 'assigned';
        return reply.redirect(postUrl(params.id, viewOf(deps, body.view, person), { say }), 303);
      },
    }),
  ];
}
