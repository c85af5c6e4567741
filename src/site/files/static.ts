import { allCouncils } from '../../classify/councils/councils.ts';
import { loadTaxonomy } from '../../classify/load-taxonomy.ts';
import { type Catalogue, readCatalogue } from '../../catalogue/catalogue.ts';
import { buyerPath, casePath } from '../../catalogue/entry.ts';
import { wordLists } from '../../catalogue/words.ts';
import type { PublishDeps } from '../deps.ts';
import { forSitesPage } from './for-sites-page.ts';
import { elementOfFiles } from '../element.ts';
import { TABLES } from '../package/package-tables.ts';
import { contactLink } from '../case-facts-view.ts';
import { FILES } from './file-routes.ts';

/** A file to be written, by its path within the folder. */
export type StaticFile = { readonly path: string; readonly body: string | Buffer };

/** What the server says at an address of its own; undefined where it has nothing there. */
export type Ask = (path: string) => Promise<string | undefined>;

const FORMATS = ['json', 'csv', 'atom', 'feed.json'] as const;
const ABOUT = ['/about/criteria', '/changes', '/status', '/for-sites', '/data'];

/** Pages that need the server, and what is said in their place. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '/suggest':
    'This copy of the catalogue takes no forms. Write to us to suggest a case study or to report a problem.',
  '/desk': 'Reviewers work elsewhere. Write to us if you cannot find the way.',
  '/why': 'Why a question is given its examples is said by the server alone.',
  '/docs/api':
    'This copy of the catalogue has no API. Every list comes as JSON (put .json behind its address), and the data package holds all of it.',
};

/**
 * The whole public side as plain files, at the addresses that the server has: a page is `index.html` in a folder of its name. They
 * are what the server itself answers, but for links to what needs it. A case comes before the lists that lead to it and what a page is
 * dressed in before the page, so that whoever looks while they are written, or after a run that broke off, is led nowhere in vain.
 */
export async function* staticFiles(deps: PublishDeps, ask: Ask): AsyncGenerator<StaticFile> {
  const catalogue = readCatalogue(deps.store);
  const assets = new Set<string>();
  for await (const file of pages(deps, catalogue, ask)) {
    for (const [asset] of String(file.body).matchAll(/\/assets\/[\w-]+\/[\w.-]+/g)) {
      if (!assets.has(asset)) yield* asFile(ask, asset);
      assets.add(asset);
    }
    yield file;
  }
  for (const path of plainPaths(deps, catalogue)) yield* asFile(ask, path);
  yield* blocks(ask);
  for (const path of FILES) yield* asFile(ask, path);
}

async function* pages(deps: PublishDeps, catalogue: Catalogue, ask: Ask): AsyncGenerator<StaticFile> {
  const lists = listPaths(deps, catalogue);
  // The newest first: others are its neighbours, and lead to it.
  const cases = [...catalogue.byId.values()].map(({ entry }) => casePath(entry)).toReversed();
  for (const path of [...cases, ...lists, ...ABOUT, '/search', '/']) {
    const body = path === '/for-sites' ? forSitesPage(deps, true) : await ask(path);
    if (body !== undefined) yield* withOembed(ask, path, forFiles(path, body));
  }
  for (const [path, say] of Object.entries(ELSEWHERE))
    yield {
      path: indexOf(path),
      body: forFiles(
        path,
        deps.views('catalogue/elsewhere.njk', {
          title: 'Not here',
          say,
          contact: deps.contact,
          contactHref: contactLink(deps.contact ?? ''),
        }),
      ),
    };
}

/** Every list that has a page of its own. */
function listPaths(deps: PublishDeps, catalogue: Catalogue): string[] {
  const { topics, practices } = wordLists();
  const buyers = catalogue.listed.flatMap(({ councils }) => councils.map(({ code }) => buyerPath(code)));
  return [
    ...new Set([
      ...allCouncils().map(({ code }) => buyerPath(code)),
      ...buyers.filter((path) => path !== ''),
      ...topics.map(({ slug }) => `/topic/${slug}`),
      ...catalogue.facets.topic.names.map((slug) => `/topic/${slug}`),
      ...practices.map(({ slug }) => `/practice/${slug}`),
      ...catalogue.facets.practice.names.map((slug) => `/practice/${slug}`),
      ...deps.sources.map(({ id }) => `/source/${id}`),
      ...catalogue.facets.source.names.map((id) => `/source/${id}`),
    ]),
  ];
}

/** What is a file at its address already. */
function plainPaths(deps: PublishDeps, catalogue: Catalogue): string[] {
  const lists = ['/search', ...listPaths(deps, catalogue)];
  return [
    ...lists.flatMap((path) => FORMATS.map((format) => `${path}.${format}`)),
    ...deps.sources.map(({ id }) => `/source/${id}.wordpress.csv`),
    ...['datapackage.json', ...TABLES.map(({ name }) => `${name}.csv`)].map((name) => `/data/${name}`),
    ...['/sitemap.xml', '/robots.txt', '/openapi.json', '/embed.json'],
  ];
}

async function* asFile(ask: Ask, path: string): AsyncGenerator<StaticFile> {
  const body = await ask(path);
  if (body !== undefined) yield { path: path.slice(1), body };
}

/** Every council with every group, as HTML, data and a page for a frame; and every topic without a council. */
async function* blocks(ask: Ask): AsyncGenerator<StaticFile> {
  const { topics } = loadTaxonomy();
  const groups = [...new Set(topics.flatMap((topic) => topic.groups))].filter((name) =>
    /^[A-Za-z]+$/.test(name),
  );
  const kinds = [...groups, ...topics.map(({ slug }) => slug)];
  const named = allCouncils().flatMap(({ code }) => ['_', ...groups].map((kind) => `${code}/${kind}`));
  for (const name of [...['_', ...kinds].map((kind) => `_/${kind}`), ...named]) {
    const [block, frame] = [await ask(`/embed/${name}`), await ask(`/embed/page/${name}`)];
    if (block !== undefined) {
      yield { path: `embed/${name}.html`, body: block };
      yield { path: `embed/${name}/index.html`, body: block };
    }
    yield* asFile(ask, `/embed/${name}.json`);
    if (frame !== undefined) yield { path: `embed/page/${name}/index.html`, body: withoutOembed(frame) };
  }
  for (const path of ['/embed', '/embed/page', ...allCouncils().map(({ code }) => `/embed/page/${code}`)]) {
    const body = await ask(path);
    if (body !== undefined) yield { path: indexOf(path), body: withoutOembed(body) };
  }
  yield { path: 'embed.js', body: elementOfFiles() };
}

/** A page and the oEmbed answer it points to, as a file beside it; what only a server could answer is not pointed to. */
async function* withOembed(ask: Ask, path: string, body: string): AsyncGenerator<StaticFile> {
  const link = /<link rel="alternate" type="application\/json\+oembed"[^>]*href="([^"]+)"[^>]*>/.exec(body);
  const file = `oembed${path}.json`;
  const answer = link === null ? undefined : await ask(`/${file}`);
  // A frame of a search needs the server, and so do those of practices and sources.
  if (answer === undefined || /src=\\"[^"\\]+\?/.test(answer)) {
    yield { path: indexOf(path), body: withoutOembed(body) };
    return;
  }
  yield { path: file, body: answer };
  const { origin } = new URL((link?.[1] ?? '').replaceAll('&amp;', '&'));
  yield { path: indexOf(path), body: body.replace(link?.[1] ?? '', `${origin}/${file}`) };
  const frame = path.startsWith('/case/') ? await ask(`/embed${path}`) : undefined;
  if (frame !== undefined) yield { path: indexOf(`/embed${path}`), body: withoutOembed(frame) };
}

function withoutOembed(body: string): string {
  return body.replace(/<link rel="alternate" type="application\/json\+oembed"[^>]*>/, '');
}

const WITHOUT_SCRIPT =
  '<noscript><p class="govuk-body">To search here takes JavaScript, which is off in this browser: these are the newest, whatever was asked for.</p></noscript>';

/** A page as files have it: what needs the server leads to the page that says so, and the search runs in the browser. */
function forFiles(path: string, body: string): string {
  const linked = body
    .replaceAll(/href="\/case\/\d+\/report"/g, 'href="/suggest"')
    .replaceAll(/href="\/(suggest|why)\?[^"]*"/g, 'href="/$1"');
  if (path !== '/search') return linked;
  return linked
    .replace('<div class="cat-results">', `<div class="cat-results">${WITHOUT_SCRIPT}`)
    .replace('</body>', '<script type="module" src="/search.js"></script>\n  </body>');
}

function indexOf(path: string): string {
  return `${path.slice(1)}/index.html`.replace(/^\//, '');
}
