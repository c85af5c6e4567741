import { absoluteUrl, type Source } from '../base/source.ts';
import type { WordPressStrategy } from '../base/strategies.ts';

const FIELDS = 'id,date,date_gmt,modified,link,title,excerpt,content';

/** The REST address of one page of posts, newest first; `base` may be a sub-path or `/?rest_route=/`. */
export function restUrl(source: Source, strategy: WordPressStrategy, pageNumber: number): string {
  const url = new URL(absoluteUrl(source, strategy.base));
  const route = `wp/v2/${strategy.type}`;
  const plain = url.searchParams.get('rest_route');
  if (plain === null) url.pathname = `${url.pathname.replace(/\/$/, '')}/wp-json/${route}`;
  else url.searchParams.set('rest_route', `${plain.replace(/\/$/, '')}/${route}`);
  const query = {
    per_page: strategy.perPage,
    orderby: 'date',
    order: 'desc',
    _fields: FIELDS,
    ...strategy.query,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  if (pageNumber > 1) url.searchParams.set('page', String(pageNumber));
  return url.href;
}
