import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply } from 'fastify';
import nunjucks from 'nunjucks';
import type { Assets } from './assets.ts';
import { modulesFolder } from './modules-folder.ts';
import { longDate, longTime } from './words.ts';

/** Renders a template of one of the view folders. Everything put into it is text: autoescape is always on. */
export type Views = (template: string, context: object) => string;

const GOVUK = join(modulesFolder(), 'govuk-frontend', 'dist');
const OWN = fileURLToPath(new URL('views', import.meta.url));

/** Makes the one template environment; `folders` hold the templates of the parts of the site. */
export function makeViews(folders: readonly string[], assets: Assets): Views {
  const loader = new nunjucks.FileSystemLoader([GOVUK, OWN, ...folders]);
  // throwOnUndefined would refuse the optional parameters of govuk-frontend's own macros.
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addGlobal('asset', (name: string) => assets.url(name));
  environment.addFilter('longDate', longDate);
  environment.addFilter('longTime', longTime);
  return (template, context) => environment.render(template, context);
}

/** Sends a page in UTF-8. Pages are never kept by a cache unless their route says otherwise before. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(html);
}
