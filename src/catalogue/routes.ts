import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { WebPart } from '../web/shell.ts';
import type { CatalogueDeps } from './deps.ts';
import { mountEntryRoutes } from './entry-routes.ts';
import { mountPublishRoutes } from './publish-routes.ts';
import { mountSuggestionRoutes } from './suggestion-routes.ts';

export const CATALOGUE_VIEWS = fileURLToPath(new URL('views', import.meta.url));

/** The editors' pages of the catalogue: publishing, withdrawing, link evidence and what readers suggest. */
export function cataloguePart(deps: CatalogueDeps): WebPart {
  return {
    access: {
      'GET /desk/publish': 'reviewer',
      'GET /desk/candidates/:id/publish': 'editor',
      'POST /desk/candidates/:id/publish': 'editor',
      'GET /desk/links': 'reviewer',
      'GET /desk/entries/:id': 'reviewer',
      'POST /desk/entries/:id/withdraw': 'editor',
      'POST /desk/entries/:id/restore': 'editor',
      'GET /desk/suggestions': 'reviewer',
      'POST /desk/suggestions/:id': 'reviewer',
    },
    mount: (app: FastifyInstance) => {
      mountPublishRoutes(app, deps);
      mountEntryRoutes(app, deps);
      mountSuggestionRoutes(app, deps);
    },
  };
}
