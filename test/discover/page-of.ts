import type { Page } from '../../src/model/page.ts';

/** A page as the fetcher would give it, on a frozen day. */
export function pageOf(body: string, over: Partial<Page> = {}): Page {
  const url = over.url ?? 'https://www.example.org/news/';
  return {
    kind: 'page',
    url,
    finalUrl: over.finalUrl ?? url,
    status: 200,
    headers: {},
    contentType: 'text/html',
    charset: 'utf-8',
    charsetFrom: 'header',
    body,
    wireBytes: body.length,
    bytes: body.length,
    validators: {},
    redirects: [],
    fetchedAt: Date.parse('2026-11-23T10:00:00Z'),
    ...over,
  };
}
