import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import { cardsOf } from './kept-page.ts';

const EXCERPT = 700;

type Pages = { readonly before: readonly Card[]; readonly goodPage: Page; readonly page: Page };

/** The first card that the last good listing had and this one has not: as it was, and what stands in its place. Markdown. */
export function lostCard(source: Source, { before, goodPage, page }: Pages): string {
  const now = new Set(cardsOf(page, source).map((card) => urlKey(card.url, source)));
  const lost = before.find((card) => !now.has(urlKey(card.url, source))) ?? before[0];
  if (lost === undefined) return '';
  const place = find(page.body, lost);
  const after =
    place === undefined
      ? 'Neither its address nor its title is in the page now, which begins:'
      : `Its ${place.what} still is in the page:`;
  return [
    `### The first lost card`,
    `“${lost.title ?? 'untitled'}”, ${lost.date ?? 'undated'}, ${lost.url}`,
    `In the last good listing (${goodPage.finalUrl}):`,
    fenced(around(goodPage.body, find(goodPage.body, lost)?.at)),
    after,
    fenced(around(page.body, place?.at ?? start(page.body))),
  ].join('\n\n');
}

type Place = { readonly what: 'address' | 'title'; readonly at: number };

/** Where a page speaks of a post: by the end of its address, or by its title. */
function find(body: string, card: Card): Place | undefined {
  const { pathname, search } = new URL(card.url);
  const slug = `${pathname}${search}`.replace(/\/$/, '').split('/').at(-1) ?? '';
  const byAddress = slug.length < 4 ? -1 : body.indexOf(slug);
  if (byAddress !== -1) return { what: 'address', at: byAddress };
  const byTitle = card.title === undefined || card.title === '' ? -1 : body.indexOf(card.title);
  return byTitle === -1 ? undefined : { what: 'title', at: byTitle };
}

function start(body: string): number {
  const at = body.search(/<main|<body|<channel|<urlset|\[/i);
  return at === -1 ? 0 : at + EXCERPT / 2;
}

/** Some lines of a page around a place, from the start of a tag on. */
function around(body: string, at = 0): string {
  const from = Math.max(0, at - EXCERPT / 2);
  const opening = body.indexOf('<', from);
  const clean = opening !== -1 && opening < at ? opening : from;
  return body.slice(clean, clean + EXCERPT).trim();
}

/** Six tildes: no page holds them, and it may well hold back-ticks. */
function fenced(text: string): string {
  return `~~~~~~html\n${text}\n~~~~~~`;
}
