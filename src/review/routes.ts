import { fileURLToPath } from 'node:url';
import type { WebPart } from '../web/shell.ts';
import { actPart } from './act-routes.ts';
import { addPart } from './add-routes.ts';
import { bulkPart } from './bulk-routes.ts';
import type { DeskDeps } from './deps.ts';
import { editPart } from './edit-routes.ts';
import { feedPart } from './feed-routes.ts';
import { mePart } from './me-routes.ts';
import { overviewPart } from './overview-routes.ts';
import { peoplePart } from './people-routes.ts';
import { postPart } from './post-routes.ts';
import { queuePart } from './queue-routes.ts';
import { searchPart } from './search-routes.ts';
import { signInPart } from './sign-in-routes.ts';

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
  ].map((part) => part(deps));
}
