import * as z from 'zod';
import { defined } from '../base/defined.ts';
import { type DateOptions, readDate } from '../base/dates/dates.ts';
import { absoluteUrl, type Source } from '../base/source.ts';
import type { WordPressStrategy } from '../base/strategies.ts';
import { messageOf } from '../base/errors.ts';
import { resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card, CardContent } from '../model/card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import { textOf } from './markup.ts';
import { asList, parseJson } from './parse-json.ts';

type Context = {
  readonly source: Source;
  readonly strategy: WordPressStrategy;
  readonly pageNumber: number;
};

/** Below this many characters a `content.rendered` is a page builder's shell, not the post. */
const SHORTEST_BODY = 200;

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

const rendered = z.union([
  z.looseObject({ rendered: z.string() }),
  z.string().transform((text) => ({ rendered: text })),
]);
const PostSchema = z.looseObject({
  id: z.union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
  link: z.string(),
  date: z.string().nullish(),
  date_gmt: z.string().nullish(),
  modified: z.string().nullish(),
  title: rendered.optional(),
  excerpt: rendered.optional(),
  content: rendered.optional(),
});
type RestPost = z.infer<typeof PostSchema>;
const ErrorSchema = z.looseObject({ code: z.string(), message: z.string() });

/** Reads one page of a WordPress REST collection (developer.wordpress.org/rest-api). */
export function discoverWordPress(page: Page, context: Context): Discovery {
  const json = jsonOf(page.body);
  if (json.kind === 'bad') return unreadable(`the REST answer is not JSON: ${json.why}`);
  const refusal = ErrorSchema.safeParse(json.value);
  if (refusal.success) return refused(refusal.data);
  if (!Array.isArray(json.value)) return unreadable('the REST answer is JSON, but no list of posts');
  const cards = json.value.flatMap((item) =>
    cardsOf(item, page, { now: new Date(page.fetchedAt), zone: context.source.timeZone }),
  );
  if (cards.length === 0 && json.value.length > 0) {
    return unreadable(`none of the ${json.value.length} posts in the REST answer has an id and a link`);
  }
  return {
    ...NOTHING,
    cards,
    next: nextPages(page, context, json.value.length),
    declaredEmpty: saysNone(page),
  };
}

type Json =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bad'; readonly why: string };

function jsonOf(text: string): Json {
  try {
    return { kind: 'json', value: asList(parseJson(text)) };
  } catch (error) {
    return { kind: 'bad', why: messageOf(error) };
  }
}

/** WordPress answers a page past the end with an error; that is only the end of the list. */
function refused({ code, message }: { readonly code: string; readonly message: string }): Discovery {
  return code.endsWith('_invalid_page_number')
    ? NOTHING
    : unreadable(`WordPress refused: ${textOf(message)} (${code})`);
}

function cardsOf(item: unknown, page: Page, times: DateOptions): readonly Card[] {
  const parsed = PostSchema.safeParse(item);
  const url = parsed.success ? resolveUrl(parsed.data.link, page.finalUrl) : undefined;
  return parsed.success && url !== undefined ? [cardOf(parsed.data, url, times)] : [];
}

function cardOf(post: RestPost, url: string, times: DateOptions): Card {
  // The site's own civil day, not Greenwich's.
  const date = post.date ?? inGreenwich(post.date_gmt);
  const title = textOf(post.title?.rendered ?? '');
  const teaser = textOf(post.excerpt?.rendered ?? '');
  const content = contentOf(post, times);
  return {
    url,
    externalId: `wp:${post.id}`,
    ...(title === '' ? {} : { title }),
    ...(date === '' ? {} : { date, published: readDate(date, 'rest', times) }),
    ...(teaser === '' ? {} : { teaser }),
    ...defined({ content }),
  };
}

/** WordPress writes such a stamp without its zone. */
function inGreenwich(stamp: string | null | undefined): string {
  return stamp === undefined || stamp === null ? '' : /T\d\d:\d\d:\d\d$/.test(stamp) ? `${stamp}Z` : stamp;
}

function contentOf(post: RestPost, times: DateOptions): CardContent | undefined {
  const html = post.content?.rendered ?? '';
  if (html.length < SHORTEST_BODY || textOf(html).length < SHORTEST_BODY) return undefined;
  return { html, modified: readDate(post.modified ?? '', 'rest', times), origin: 'rest' };
}

function nextPages(page: Page, { source, strategy, pageNumber }: Context, count: number): readonly string[] {
  const total = Number(page.headers['x-wp-totalpages'] ?? Number.NaN);
  // Some caches strip the header; a full page then promises another.
  const last = Number.isNaN(total) ? pageNumber + Number(count >= strategy.perPage) : total;
  return pageNumber < last ? [restUrl(source, strategy, pageNumber + 1)] : [];
}

function saysNone(page: Page): boolean {
  return page.headers['x-wp-total'] === '0';
}
