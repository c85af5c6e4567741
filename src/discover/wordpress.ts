import { defined } from '../base/defined.ts';
import { type DateOptions, readDate } from '../base/dates/dates.ts';
import type { Source } from '../base/source.ts';
import type { WordPressStrategy } from '../base/strategies.ts';
import { messageOf } from '../base/errors.ts';
import { isRecord } from '../base/shapes/record.ts';
import { resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card, CardContent } from '../model/card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import { textOf } from './markup.ts';
import { asList, parseJson } from './parse-json.ts';
import { restUrl } from './rest-url.ts';

type Context = {
  readonly source: Source;
  readonly strategy: WordPressStrategy;
  readonly pageNumber: number;
};

/** Below this many characters a `content.rendered` is a page builder's shell, not the post. */
const SHORTEST_BODY = 200;

type RestPost = {
  readonly id: number;
  readonly link: string;
  readonly date: string | null;
  readonly dateGmt: string | null;
  readonly modified: string | null;
  readonly title: string;
  readonly excerpt: string;
  readonly content: string;
};

/** Reads one page of a WordPress REST collection (developer.wordpress.org/rest-api). */
export function discoverWordPress(page: Page, context: Context): Discovery {
  const json = jsonOf(page.body);
  if (json.kind === 'bad') return unreadable(`the REST answer is not JSON: ${json.why}`);
  const refusal = refusalIn(json.value);
  if (refusal !== undefined) return refused(refusal);
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

type Refusal = { readonly code: string; readonly message: string };

function refusalIn(value: unknown): Refusal | undefined {
  if (!isRecord(value)) return undefined;
  const { code, message } = value;
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : undefined;
}

/** WordPress answers a page past the end with an error; that is only the end of the list. */
function refused({ code, message }: Refusal): Discovery {
  return code.endsWith('_invalid_page_number')
    ? NOTHING
    : unreadable(`WordPress refused: ${textOf(message)} (${code})`);
}

function cardsOf(item: unknown, page: Page, times: DateOptions): readonly Card[] {
  const post = restPost(item);
  const url = post === undefined ? undefined : resolveUrl(post.link, page.finalUrl);
  return post !== undefined && url !== undefined ? [cardOf(post, url, times)] : [];
}

/** A post of the collection; undefined of what has no number and no link, or another kind of thing where a text belongs. */
function restPost(item: unknown): RestPost | undefined {
  if (!isRecord(item)) return undefined;
  const id = numberOf(item['id']);
  const { link } = item;
  const [date, dateGmt, modified] = [item['date'], item['date_gmt'], item['modified']].map(stampOf);
  const [title, excerpt, content] = [item['title'], item['excerpt'], item['content']].map(renderedIn);
  if (id === undefined || typeof link !== 'string') return undefined;
  if (date === undefined || dateGmt === undefined || modified === undefined) return undefined;
  if (title === undefined || excerpt === undefined || content === undefined) return undefined;
  return { id, link, date, dateGmt, modified, title, excerpt, content };
}

function numberOf(id: unknown): number | undefined {
  if (typeof id === 'string') return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
  return Number.isSafeInteger(id) ? Number(id) : undefined;
}

/** Null where there is none. */
function stampOf(value: unknown): string | null | undefined {
  return typeof value === 'string' ? value : (value ?? null) === null ? null : undefined;
}

/** What a field shows, as `{ rendered }` or plain; nothing where it was left out. */
function renderedIn(field: unknown): string | undefined {
  const shown = isRecord(field) ? field['rendered'] : field === undefined ? '' : field;
  return typeof shown === 'string' ? shown : undefined;
}

function cardOf(post: RestPost, url: string, times: DateOptions): Card {
  // The site's own civil day, not Greenwich's.
  const date = post.date ?? inGreenwich(post.dateGmt);
  const title = textOf(post.title);
  const teaser = textOf(post.excerpt);
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
function inGreenwich(stamp: string | null): string {
  return stamp === null ? '' : /T\d\d:\d\d:\d\d$/.test(stamp) ? `${stamp}Z` : stamp;
}

function contentOf(post: RestPost, times: DateOptions): CardContent | undefined {
  const html = post.content;
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
