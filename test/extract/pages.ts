import { readFileSync } from 'node:fs';
import { defineSource, type Source, type SourceDefinition } from '../../src/base/source.ts';
import { feed } from '../../src/base/strategies.ts';
import type { Card } from '../../src/model/card.ts';
import { extractPost } from '../../src/extract/extract.ts';
import type { Post } from '../../src/model/post.ts';
import type { Page } from '../../src/model/page.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

/** What a post says that is about nothing but its words: three paragraphs, in each of which a reader finds running text. */
export const MEALS = [
  'The county let the contract for school meals in March, and the new caterer cooks for sixty of its schools.',
  'Parents were asked first what is left on the plate, and half of the answers named the gravy, which is gone.',
  'The price of a meal went up by a tenth of a pound, and two schools in three say that less is thrown away.',
];

/** Three other paragraphs of the kind, as a page has them. */
export const PROSE = [
  'The council let a contract for school meals in March, and the new caterer cooks for sixty schools.',
  'Parents were asked first what their children leave on the plate, which had never been asked before.',
  'It cost a fifth less than the old one, and what was saved pays for breakfast in eleven of the schools.',
]
  .map((text) => `<p>${text}</p>`)
  .join('');

export function sourceWith(
  article: NonNullable<SourceDefinition['article']> = {},
  publisher = 'Ashden',
): Source {
  return defineSource({
    id: 'a-site',
    name: `${publisher} news`,
    publisher,
    home: 'https://example.org/news/',
    hosts: { canonical: 'example.org' },
    cadence: { perMonth: 6, quietOkDays: 45 },
    discover: feed({ url: '/feed/' }),
    article,
  });
}

export function pageOf(
  body: string,
  url = 'https://example.org/news/a-post/',
  contentType = 'text/html',
): Page {
  return {
    kind: 'page',
    url,
    finalUrl: url,
    status: 200,
    headers: {},
    contentType,
    charset: 'utf-8',
    charsetFrom: 'header',
    body,
    wireBytes: body.length,
    bytes: body.length,
    validators: {},
    redirects: [],
    fetchedAt: NOW.getTime(),
  };
}

export function html(name: string): string {
  return readFileSync(new URL(`pages/${name}.html`, import.meta.url), 'utf8');
}

/** Reads a page that must be readable. */
export function read(
  body: string,
  { source = sourceWith(), card, url }: { source?: Source; card?: Card; url?: string } = {},
): Post {
  const post = extractPost(pageOf(body, url), { source, now: NOW, ...(card === undefined ? {} : { card }) });
  if ('kind' in post) throw new Error(`unreadable: ${post.why}`);
  return post;
}

export function texts(post: Post): string[] {
  return post.blocks.map((block) => `${block.kind}: ${block.text}`);
}
