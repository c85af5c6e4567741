import { type Catalogue, placesOf } from '../../catalogue/catalogue.ts';
import { buyerPath, casePath } from '../../catalogue/entry.ts';
import { isoDay } from '../case-page.ts';
import { xml } from '../../web/atom.ts';

/** The addresses that search engines should know (sitemaps.org, at most 50,000). */
export function siteMap(catalogue: Catalogue, publicUrl: string): string {
  const buyers = new Set(
    catalogue.listed.flatMap((entry) => [
      ...placesOf(catalogue, entry).map(({ code }) => buyerPath(code)),
      ...entry.councils.map(({ code }) => buyerPath(code)).filter((path) => path.startsWith('/buyer/')),
    ]),
  );
  const topics = new Set(catalogue.listed.flatMap((entry) => entry.topics));
  const pages = ['/', '/search', '/about/criteria', '/for-sites', '/docs/api', '/data'];
  const lists = [...[...buyers].sort(), ...[...topics].sort().map((slug) => `/topic/${slug}`)];
  const urls = [
    ...[...pages, ...lists].map((path) => `<url><loc>${xml(publicUrl + path)}</loc></url>`),
    ...catalogue.listed.map(
      (entry) =>
        `<url><loc>${xml(publicUrl + casePath(entry))}</loc><lastmod>${isoDay(entry.updatedAt)}</lastmod></url>`,
    ),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.slice(0, 50_000).join('\n')}\n</urlset>\n`;
}
