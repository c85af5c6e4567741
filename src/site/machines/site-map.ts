import type { Catalogue, Made } from '../../catalogue/catalogue.ts';
import { buyerPath, casePath } from '../../catalogue/entry.ts';
import type { FacetIndex } from '../../catalogue/facets.ts';
import { isoDay } from '../case-page.ts';
import { xml } from '../../web/atom.ts';

const MOST = 50_000;
/** Addresses that are written between two looks at the others who wait. */
const SLICE = 200;

/** The addresses that search engines should know (sitemaps.org, at most 50,000), part by part. */
export function* siteMap(catalogue: Catalogue, publicUrl: string): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n';
  const lists = listPaths(catalogue);
  yield lists.map((path) => `<url><loc>${xml(publicUrl + path)}</loc></url>\n`).join('');
  const cases = catalogue.listed.slice(0, MOST - lists.length);
  for (let at = 0; at < cases.length; at += SLICE)
    yield cases
      .slice(at, at + SLICE)
      .map((entry) => {
        const changed = `<lastmod>${isoDay(entry.updatedAt)}</lastmod>`;
        return `<url><loc>${xml(publicUrl + casePath(entry))}</loc>${changed}</url>\n`;
      })
      .join('');
  yield '</urlset>\n';
}

function listPaths(catalogue: Catalogue): string[] {
  const { council, topic } = catalogue.facets;
  const shown = ({ names, lists }: FacetIndex<Made>) =>
    names.filter((_, code) => (lists[code]?.length ?? 0) > 0).sort();
  const buyers = shown(council).map(buyerPath);
  return [
    ...['/', '/search', '/about/criteria', '/for-sites', '/docs/api', '/data'],
    ...buyers.filter((path) => path !== ''),
    ...shown(topic).map((slug) => `/topic/${slug}`),
  ];
}
