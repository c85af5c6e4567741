import { fileURLToPath } from 'node:url';
import type { WebPart } from '../web/shell.ts';
import { actPart } from './act-routes.ts';
import type { DeskDeps } from './deps.ts';
import { postPart } from './post-routes.ts';
import { queuePart } from './queue-routes.ts';
import { signInPart } from './sign-in-routes.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Folder of the desk's templates, its style and its one script. */
export const DESK_VIEWS = here('views');
export const DESK_STYLES = [here('style/desk.scss')];
export const DESK_FILES = [here('desk.js')];

/** Every part of the desk: who may call what, and how it is mounted. */
export function deskParts(deps: DeskDeps): readonly WebPart[] {
  return [signInPart(deps), queuePart(deps), postPart(deps), actPart(deps)];
}
