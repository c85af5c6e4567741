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

/** Makes what renders templates; `folders` hold those of the parts of the site. */
export function makeViews(folders: readonly string[], assets: Assets): Views {
  const environment = environmentOf(folders);
  const asset = (name: string): string => assets.url(name);
  return (template, context) => {
    // Rendering does not wait for anything, so this is the one whose page it is.
    environment.addGlobal('asset', asset);
    return environment.render(template, context);
  };
}

const environments = new Map<string, nunjucks.Environment>();

/** One for all servers of a process, since it compiles each template once: half of what a server's first pages cost. */
function environmentOf(folders: readonly string[]): nunjucks.Environment {
  const key = folders.join('\n');
  const known = environments.get(key);
  if (known !== undefined) return known;
  const loader = new nunjucks.FileSystemLoader([GOVUK, OWN, ...folders]);
  // throwOnUndefined would refuse the optional parameters of govuk-frontend's own macros.
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addFilter('longDate', longDate);
  environment.addFilter('longTime', longTime);
  environments.set(key, environment);
  return environment;
}

/** Sends a page in UTF-8. Pages are never kept by a cache unless their route says otherwise before. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(html);
}
