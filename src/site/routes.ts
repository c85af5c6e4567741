import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { WebPart, Routes } from '../web/shell.ts';
import { aboutRoutes } from './about-routes.ts';
import { apiRoutes } from './machines/api.ts';
import { dataRoutes } from './package/data-routes.ts';
import type { PublishDeps } from './deps.ts';
import { embedRoutes } from './embed-routes.ts';
import { formRoutes } from './form-routes.ts';
import { readerRoutes } from './reader-routes.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const PUBLISH_VIEWS = here('views');
export const PUBLISH_STYLES: readonly string[] = [here('style/catalogue.scss')];
export const PUBLISH_FILES: readonly string[] = [here('assets/embed.css')];

/** Everything that readers, other sites and machines may call: all of it public. */
export function publishPart(deps: PublishDeps): WebPart {
  const routes: Routes = {
    ...readerRoutes(deps),
    ...aboutRoutes(deps),
    ...dataRoutes(deps),
    ...formRoutes(deps),
    ...embedRoutes(deps),
    ...apiRoutes(deps),
  };
  return {
    access: Object.fromEntries(Object.keys(routes).map((key) => [key, 'public' as const])),
    mount: (app) => mountRoutes(app, routes),
  };
}

function mountRoutes(app: FastifyInstance, routes: Routes): void {
  for (const [key, handler] of Object.entries(routes)) {
    const [method, url] = key.split(' ');
    if (url === undefined || (method !== 'GET' && method !== 'POST' && method !== 'OPTIONS'))
      throw new Error(`${key} is no address`);
    app.route({ method, url, handler });
  }
}
