import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/dist/types.js';
import fastify, { type FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/**
 * Bull Board's pages, its files and those of its questions that are a GET, below a base path, in a server of their own that
 * never listens. `@bull-board/fastify` would do the same with 22 packages more, for one template of seven blanks.
 */
export function boardPages(basePath: string): {
  readonly adapter: IServerAdapter;
  readonly app: FastifyInstance;
} {
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  let queues: BullBoardQueues = new Map();
  let uiConfig: UIConfig = {};
  let views = '';
  const adapter: IServerAdapter = {
    setQueues: (given) => {
      queues = given;
      return adapter;
    },
    setViewsPath: (path) => {
      views = path;
      return adapter;
    },
    setStaticPath: (route, folder) => {
      serveFiles(app, `${basePath}${route}`, folder);
      return adapter;
    },
    setEntryRoute: (entry) => {
      const page = () => entryPage(views, entry, { basePath, uiConfig });
      for (const path of [entry.route].flat())
        app.get(`${basePath}${path}`, async (_request, reply) =>
          reply.type('text/html; charset=utf-8').send(await page()),
        );
      return adapter;
    },
    setErrorHandler: (answer) => {
      app.setErrorHandler((error: Error, _request, reply) => {
        const { status = 500, body } = answer(error);
        return reply.code(status).send(body);
      });
      return adapter;
    },
    setApiRoutes: (routes) => {
      for (const one of routes.filter(({ method }) => [method].flat().includes('get')))
        serveAnswers(app, basePath, one, () => ({ queues, uiConfig }));
      return adapter;
    },
    setUIConfig: (config) => {
      uiConfig = config;
      return adapter;
    },
  };
  return { adapter, app };
}

type Board = { readonly queues: BullBoardQueues; readonly uiConfig: UIConfig };

function serveAnswers(
  app: FastifyInstance,
  basePath: string,
  of: AppControllerRoute,
  board: () => Board,
): void {
  for (const path of [of.route].flat())
    app.get<{ Params: Record<string, string>; Querystring: Record<string, string> }>(
      `${basePath}${path}`,
      async ({ params, query }, reply) => {
        const { status = 200, body } = await of.handler({ ...board(), params, query, headers: {}, body: {} });
        return reply.code(status).send(body);
      },
    );
}

function serveFiles(app: FastifyInstance, path: string, folder: string): void {
  app.get<{ Params: { '*': string } }>(`${path}/*`, async ({ params }, reply) => {
    const file = resolve(folder, params['*']);
    const type = TYPES[extname(file)];
    const bytes =
      type !== undefined && file.startsWith(`${folder}${sep}`)
        ? await readFile(file).catch(() => undefined)
        : undefined;
    if (bytes === undefined) return reply.code(404).type('text/plain').send('There is no such file.\n');
    return reply.type(type ?? '').send(bytes);
  });
}

/** Fills Bull Board's template: `<%= name %>` takes text, `<%- name %>` takes what is HTML already. */
async function entryPage(
  views: string,
  entry: AppViewRoute,
  how: Parameters<AppViewRoute['handler']>[0],
): Promise<string> {
  const { name, params } = entry.handler(how);
  const template = await readFile(join(views, name), 'utf8');
  return template.replaceAll(/<%([=-])\s*(\w+)\s*%>/g, (_all, kind: string, blank: string) => {
    const value = params[blank] ?? '';
    return kind === '-' ? value : escaped(value);
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
