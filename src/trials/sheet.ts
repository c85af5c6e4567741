import { load } from 'cheerio/slim';
import { parsePage } from '../base/html.ts';
import type { ListingFields, Strategy } from '../base/strategies.ts';
import { cardElements, wrapFlat } from '../discover/card-elements.ts';

/**
 * A listing taken apart: what stands before its posts, each post as the piece of text that makes it, what stands between
 * two of them, and the rest. Put together again it is the same listing.
 */
export type Sheet = {
  readonly head: string;
  readonly posts: readonly string[];
  readonly between: string;
  readonly tail: string;
};

/** No page holds this; it must survive being written as HTML. */
const SLOT = '[[a-post-stood-here]]';

/** Takes a listing, feed, sitemap or REST answer apart; undefined where no post can be told from the rest. */
export function readSheet(body: string, strategy: Strategy): Sheet | undefined {
  const sheet = strategy.kind === 'wordpress' ? jsonSheet(body) : markupSheet(body, strategy);
  return sheet === undefined || sheet.posts.length === 0 ? undefined : sheet;
}

export function writeSheet({ head, posts, between, tail }: Sheet): string {
  return head + posts.join(between) + tail;
}

function jsonSheet(body: string): Sheet | undefined {
  const list: unknown = JSON.parse(body);
  if (!Array.isArray(list)) return undefined;
  return { head: '[', posts: list.map((post) => JSON.stringify(post)), between: ',\n', tail: ']' };
}

function markupSheet(body: string, strategy: Strategy): Sheet | undefined {
  return strategy.kind === 'listing' || strategy.kind === 'browser'
    ? htmlSheet(body, strategy)
    : xmlSheet(body);
}

function xmlSheet(body: string): Sheet {
  const found = [...body.matchAll(/<(item|entry|url)\b[\s\S]*?<\/\1>/g)];
  const last = found.at(-1);
  return {
    head: body.slice(0, found[0]?.index ?? 0),
    posts: found.map(([text]) => text),
    between: '\n',
    tail: last === undefined ? '' : body.slice(last.index + last[0].length),
  };
}

function htmlSheet(body: string, strategy: ListingFields): Sheet | undefined {
  const $ = load(parsePage(body));
  const { elements } = cardElements($, strategy);
  const cards = strategy.flat === true ? wrapFlat(elements) : elements;
  if (cards.length === 0) return undefined;
  // What flat siblings were put into for a moment is no part of the page.
  const posts = cards.map((card) => (strategy.flat === true ? ($(card).html() ?? '') : $.html(card)));
  for (const card of cards) $(card).replaceWith(SLOT);
  const parts = $.html().split(SLOT);
  return {
    head: parts[0] ?? '',
    posts,
    between: parts.length > 2 ? (parts[1] ?? '') : '\n',
    tail: parts.at(-1) ?? '',
  };
}
