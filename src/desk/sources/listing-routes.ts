import * as z from 'zod';
import { sourceName } from '../../base/source.ts';
import { openIncidentOf } from '../../store/incidents.ts';
import { pageUpTo, text } from '../../web/fields.ts';
import { route, type Route } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { GET_BY_READER } from '../inputs.ts';

const Query = z.object({ source: text, block: pageUpTo(20).optional() });

/** A source's listing as it was last fetched, with its cards outlined, and what else could be taken for them. */
export function listingRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/sources/listing',
      query: Query,
      handle: async ({ query, person, reply }) => {
        const isOurs = deps.sources.some(({ id }) => id === query.source);
        const name = sourceName(deps.sources, query.source);
        const [picture, learnt] = await Promise.all([
          deps.drawListing?.(query.source, query.block),
          isOurs ? deps.learntOf?.(query.source) : undefined,
        ]);
        const page = {
          title: `The listing of ${name}`,
          id: query.source,
          name,
          unwell: openIncidentOf(deps.store, query.source, 'run')?.reasons,
          mend: isOurs ? deps.mendOf?.(query.source) : undefined,
          learnt,
          picture,
        };
        return sendPage(reply, deps.views('desk/listing.njk', { ...frameOf(deps, person), ...page }));
      },
    }),
  ];
}
