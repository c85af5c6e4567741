import { allCouncils } from '../classify/councils/councils.ts';
import { loadTaxonomy } from '../classify/load-taxonomy.ts';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { findEntries } from '../catalogue/search.ts';
import type { PublishDeps } from './deps.ts';
import { embedData, ELEMENT, fragmentFor } from './embed-routes.ts';
import { framePage } from './frame.ts';
import { frameOfOccasion } from './framed.ts';
import { Showcased } from './inputs.ts';
import { dataPackage } from './package/package.ts';
import { safeJson } from './send.ts';
import { listText } from './machines/formats.ts';

/** A file to be written, by its path within the folder. */
export type StaticFile = { readonly path: string; readonly body: string | Buffer };

/**
 * The blocks, lists and data as plain files, for a CDN, or for the day when the server is down. A block is at
 * `embed/COUNCIL/GROUP.html` (and `.json`); `_` stands for a council or a group that is not known.
 */
export function* staticFiles(deps: PublishDeps): Generator<StaticFile> {
  const groups = ['_', ...contractGroups()];
  for (const council of ['_', ...allCouncils().map(({ code }) => code)])
    for (const group of groups) {
      const wanted = Showcased.parse({
        ...(council === '_' ? {} : { council }),
        ...(group === '_' ? {} : { group }),
      });
      const path = `embed/${council}/${group}`;
      yield { path: `${path}.html`, body: fragmentFor(deps, wanted) };
      yield { path: `${path}.json`, body: safeJson(embedData(deps, wanted)) };
    }
  yield {
    path: 'embed/page.html',
    body: framePage(deps, frameOfOccasion(deps, Showcased.parse({})), 'auto'),
  };
  yield { path: 'embed.js', body: ELEMENT };
  yield* lists(deps);
  for (const { name, body } of dataPackage(deps.store)) yield { path: `data/${name}`, body };
}

/** Names of contract-countdown's groups that are fit for a file name; a group's other names lead to the same block. */
function contractGroups(): string[] {
  const names = loadTaxonomy().topics.flatMap(({ groups }) => groups);
  return [...new Set(names)].filter((name) => /^[A-Za-z]+$/.test(name));
}

function* lists(deps: PublishDeps): Generator<StaticFile> {
  const catalogue = readCatalogue(deps.store);
  const entries = findEntries(catalogue, { q: '', chosen: {} });
  const list = { title: 'Case studies', path: '/search', query: '', entries };
  for (const format of ['json', 'csv', 'atom', 'feed.json'] as const)
    yield { path: `search.${format}`, body: listText(deps, list, format) };
}
