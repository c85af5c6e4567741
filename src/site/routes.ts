import { fileURLToPath } from 'node:url';
import { partOf, type WebPart } from '../web/shell.ts';
import { aboutRoutes } from './about-routes.ts';
import { readAhead } from '../catalogue/catalogue.ts';
import { alertRoutes } from './alerts/alert-routes.ts';
import { apiRoutes } from './machines/api.ts';
import { dataRoutes } from './package/data-routes.ts';
import type { PublishDeps } from './deps.ts';
import { embedRoutes } from './embed-routes.ts';
import { fileRoutes } from './files/file-routes.ts';
import { formRoutes } from './form-routes.ts';
import { readerRoutes } from './reader-routes.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const PUBLISH_VIEWS = here('views');
export const PUBLISH_STYLES: readonly string[] = [here('style/catalogue.scss')];
export const PUBLISH_FILES: readonly string[] = [];

/** Everything that readers, other sites and machines may call: all of it public. */
export function publishPart(deps: PublishDeps): WebPart {
  const api = apiRoutes(deps);
  return partOf([
    ...readerRoutes(deps),
    ...aboutRoutes(deps, api),
    ...dataRoutes(deps),
    ...formRoutes(deps),
    ...alertRoutes(deps),
    ...embedRoutes(deps),
    ...fileRoutes(deps),
    ...api,
  ]);
}

/** Reads what all public answers are made from, so that no reader waits for it. */
export async function readPublicSide({ store }: Pick<PublishDeps, 'store'>): Promise<void> {
  await readAhead(store);
}
