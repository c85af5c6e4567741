import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { slugOf } from '../../catalogue/entry.ts';
import { findEntries } from '../../catalogue/search.ts';
import type { Store } from '../../store/open.ts';
import { sendProblem } from '../../web/shell.ts';
import type { PublishDeps } from '../deps.ts';
import { facetPage } from '../facet-page.ts';
import { dataPackageInTurns, type PackageFile } from './package.ts';
import { TABLES } from './package-tables.ts';
import { GET_BY_ANYBODY, route, type Route } from '../../web/route.ts';
import { Named } from '../inputs.ts';
import { html, readByAnySite, sendLong, sendPublic } from '../send.ts';
import { sourceCsv, wordPressCsv } from './source-csv.ts';
import { sendList, splitFormat } from '../machines/formats.ts';

/** The data package, and what each source's publisher can take home. */
export function dataRoutes(deps: PublishDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/data',
      handle: ({ request, reply }) =>
        sendPublic(
          request,
          reply,
          html(deps.views('catalogue/data.njk', { title: 'Data', files: fileNames(), section: 'data' })),
        ),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/data/:name',
      params: Named,
      handle: async ({ params, request, reply }) => {
        const file = (await packageFiles(deps.store)).find(({ name }) => name === params.name);
        if (file === undefined) {
          await sendProblem(reply, deps.views, 404, 'The data package has no file of this name.');
          return reply;
        }
        const type = file.name.endsWith('.json') ? 'application/json' : 'text/csv';
        return sendLong(request, readByAnySite(reply), {
          type: `${type}; charset=utf-8`,
          parts: file.parts,
          version: String(readCatalogue(deps.store).version),
          ...(file.name.endsWith('.csv') ? { filename: file.name } : {}),
        });
      },
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/source/:name',
      params: Named,
      handle: async ({ params, request, reply }) => {
        const answered = answerSource(deps, params.name, { request, reply });
        if (answered !== undefined) return answered;
        await sendProblem(reply, deps.views, 404, 'We know no source of this name.');
        return reply;
      },
    }),
  ];
}

function fileNames() {
  return [
    { name: 'datapackage.json', say: 'what is in the other files, column by column' },
    ...TABLES.map(({ name, say }) => ({ name: `${name}.csv`, say })),
  ];
}

type Made = { readonly version: number; readonly files: Promise<readonly PackageFile[]> };
const kept = new WeakMap<Store, Made>();

/** Made once for each state of the catalogue, beside the requests: it reads all of it. */
async function packageFiles(store: Store): Promise<readonly PackageFile[]> {
  const { version } = readCatalogue(store);
  let made = kept.get(store);
  if (made?.version !== version) {
    made = { version, files: dataPackageInTurns(store) };
    kept.set(store, made);
    made.files.catch(() => kept.delete(store));
  }
  return made.files;
}

type Ends = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const WORDPRESS = '.wordpress.csv';

/** A source's page, its CSV for the publisher (also in WordPress's columns), or its list in another form. */
function answerSource(deps: PublishDeps, asked: string, ends: Ends): FastifyReply | undefined {
  const isWordPress = asked.endsWith(WORDPRESS);
  const { name, format } = isWordPress ? { name: asked.slice(0, -WORDPRESS.length) } : splitFormat(asked);
  const catalogue = readCatalogue(deps.store);
  const entries = findEntries(catalogue, { q: '', chosen: { source: [name] } });
  const source = deps.sources.find(({ id }) => id === name);
  if (source === undefined && entries.length === 0) return undefined;
  const sendTable = (parts: Iterable<string>, filename: string) =>
    sendLong(ends.request, ends.reply, {
      type: 'text/csv; charset=utf-8',
      parts,
      version: String(catalogue.version),
      filename,
    });
  if (isWordPress) return sendTable(wordPressCsv(deps.store, name, entries), `${slugOf(name)}-wordpress.csv`);
  if (format === 'csv') return sendTable(sourceCsv(entries), `${slugOf(name)}.csv`);
  if (format === undefined)
    return sendPublic(ends.request, ends.reply, html(facetPage(deps, catalogue, 'source', name)));
  const list = { title: source?.name ?? name, path: `/source/${name}`, query: '', entries };
  return sendList(deps, list, format, ends);
}
