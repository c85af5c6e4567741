import { fileURLToPath } from 'node:url';
import { joinPart } from '../accounts/join-routes.ts';
import { resetPart } from '../accounts/reset-routes.ts';
import { signInPart } from '../accounts/sign-in-routes.ts';
import { partOf, type WebPart } from '../web/shell.ts';
import { actRoutes } from './act-routes.ts';
import { addRoutes } from './add-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { bulkRoutes } from './queue/bulk-routes.ts';
import type { DeskDeps } from './deps.ts';
import { editRoutes } from './publish/edit-routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { eventsRoutes } from './queue/events-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { listRoutes } from './queue/list-routes.ts';
import { meRoutes } from './me-routes.ts';
import { operationsRoutes } from './operations-routes.ts';
import { listingRoutes } from './sources/listing-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import { rulesRoutes } from './rules/rules-routes.ts';
import { suggestedRoutes } from './rules/suggested-routes.ts';
import { taughtRoutes } from './rules/taught-routes.ts';
import { versionsRoutes } from './rules/versions-routes.ts';
import { trialPart } from './rules/trial-part.ts';
import { peopleRoutes } from './people-routes.ts';
import { postRoutes } from './post-routes.ts';
import { readRoutes } from './post/read-routes.ts';
import { importedRoutes } from './publish/imported-routes.ts';
import { publishRoutes } from './publish/publish-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { suggestionRoutes } from './suggestion-routes.ts';
import { triageRoutes } from './queue/triage-routes.ts';
import { whyRoutes } from './queue/why-routes.ts';
import { assignRoutes } from './assign-routes.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Folder of the desk's templates, its style and its one script. */
export const DESK_VIEWS = here('views');
export const DESK_STYLES = [here('style/desk.scss')];
export const DESK_FILES = [here('assets/desk.js')];

/** Every part of the desk: who may call what, and what answers. */
export function deskParts(deps: DeskDeps): readonly WebPart[] {
  const routes = [
    listRoutes,
    triageRoutes,
    eventsRoutes,
    whyRoutes,
    assignRoutes,
    answerRoutes,
    postRoutes,
    readRoutes,
    actRoutes,
    editRoutes,
    bulkRoutes,
    searchRoutes,
    addRoutes,
    overviewRoutes,
    listingRoutes,
    rulesRoutes,
    taughtRoutes,
    suggestedRoutes,
    versionsRoutes,
    operationsRoutes,
    meRoutes,
    peopleRoutes,
    feedRoutes,
    publishRoutes,
    importedRoutes,
    entryRoutes,
    suggestionRoutes,
  ].flatMap((part) => part(deps));
  return [signInPart(deps), joinPart(deps), resetPart(deps), partOf(routes), trialPart(deps)];
}
