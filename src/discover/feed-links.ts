import { DomUtils } from 'htmlparser2';
import { type HtmlElement, parseHtml } from '../base/html.ts';
import { resolveUrl } from '../base/url.ts';

const TYPES = new Set(['application/rss+xml', 'application/atom+xml', 'application/feed+json']);

/** The feeds that a page names in its `<link>` elements (HTML Standard, 4.6.7.1), absolute, in order. */
export function feedLinks(html: string, url: string): readonly string[] {
  const document = parseHtml(html);
  const bases = DomUtils.getElementsByTagName('base', document, true).flatMap(
    ({ attribs }) => attribs['href'] ?? [],
  );
  const base = resolveUrl(bases[0] ?? '', url) ?? url;
  const links = DomUtils.getElementsByTagName('link', document, true).filter(isFeed);
  return [...new Set(links.flatMap(({ attribs }) => resolveUrl(attribs['href'] ?? '', base) ?? []))];
}

function isFeed({ attribs }: HtmlElement): boolean {
  const rel = (attribs['rel'] ?? '').toLowerCase().split(/\s+/);
  const type = (attribs['type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (attribs['href'] === undefined) return false;
  return (
    rel.includes('feed') || (rel.includes('alternate') && !rel.includes('stylesheet') && TYPES.has(type))
  );
}
