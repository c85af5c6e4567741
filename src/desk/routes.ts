import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { WebPart } from '../web/shell.ts';
import { actPart } from './act-routes.ts';
import { addPart } from './add-routes.ts';
import { bulkPart } from './bulk-routes.ts';
import type { DeskDeps } from './deps.ts';
import { editPart } from './edit-routes.ts';
import { mountEntryRoutes } from './entry-routes.ts';
import { mountPublishRoutes } from './publish-routes.ts';
import { mountSuggestionRoutes } from './suggestion-routes.ts';
import { feedPart } from './feed-routes.ts';
import { mePart } from './me-routes.ts';
import { overviewPart } from './overview-routes.ts';
import { peoplePart } from './people-routes.ts';
import { postPart } from './post-routes.ts';
import { queuePart } from './list-routes.ts';
import { searchPart } from './search-routes.ts';
import { signInPart } from '../accounts/sign-in-routes.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Folder of the desk's templates, its style and its one script. */
export const DESK_VIEWS = here('views');
export const DESK_STYLES = [here('style/desk.scss')];
export const DESK_FILES = [here('assets/desk.js')];

/** Every part of the desk: who may call what, and how it is mounted. */
export function deskParts(deps: DeskDeps): readonly WebPart[] {
  return [
    signInPart,
    queuePart,
    postPart,
    actPart,
    editPart,
    bulkPart,
    searchPart,
    addPart,
    overviewPart,
    mePart,
    peoplePart,
    feedPart,
    editorsPart,
  ].map((part) => part(deps));
}

/** The editors' pages of the catalogue: publishing, withdrawing, link evidence and what readers suggest. */
function editorsPart(deps: DeskDeps): WebPart {
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
