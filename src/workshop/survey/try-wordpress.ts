import * as z from 'zod';
import { wordpress, type WordPressStrategy } from '../../base/strategies.ts';
import { resolveUrl, urlKey } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import { discover } from '../../discover/discover.ts';
import { startOf } from '../../discover/start-of.ts';
import type { Page } from '../../model/page.ts';
import { type SurveyFetcher } from './survey-fetcher.ts';
import { countFields, type DeadEnd, draftSource, type SiteBasics, type Approach } from './approach.ts';
import { viewOf } from '../view.ts';

/** Types that hold no posts. */
const NOT_POSTS =
  /^(?:page|attachment|nav_menu_item|wp_.*|.*_font_.*|elementor.*|e-.*|jet-.*|acf.*|product|tribe_.*|rm_.*)$/;
const TYPES_TRIED = 6;
const TypesSchema = z.record(
  z.string(),
  z.looseObject({ rest_base: z.string(), name: z.string().optional() }),
);

/** Looks for WordPress's REST: named by the page, else at its usual places; and in it for the type that brings the listed posts. */
export async function tryWordPress(
  site: SurveyFetcher,
  page: Page,
  listed: readonly Card[],
  basics: SiteBasics,
): Promise<Approach | DeadEnd> {
  const { bases, isNamed } = basesOf(page);
  let why = 'no Link header or <link> names it, and /wp-json/ and /?rest_route=/ are none';
  for (const base of bases) {
    const types = await typesAt(site, base, basics);
    const approaches: Approach[] = [];
    for (const type of types.slice(0, TYPES_TRIED)) {
      const approach = await readType(site, wordpress({ base, type }), basics);
      if (typeof approach === 'string') why = isNamed ? approach : why;
      else approaches.push(approach);
    }
    const [best] = approaches.sort(
      (a, b) => covers(b, listed, basics) - covers(a, listed, basics) || b.reach - a.reach,
    );
    if (best !== undefined) return withNotes(best, types);
  }
  return { kind: 'wordpress', why };
}

/** Where REST may be: the page's Link header, its `<link>`, the usual path, and the form without pretty addresses. */
function basesOf(page: Page): { readonly bases: readonly string[]; readonly isNamed: boolean } {
  const { $, base } = viewOf(page);
  const header = /<([^>]+)>\s*;[^,]*rel="?https:\/\/api\.w\.org\/"?/.exec(page.headers['link'] ?? '')?.[1];
  const link = $('link[rel="https://api.w.org/"]').attr('href');
  const named = [header, link].flatMap((href) => (href === undefined ? [] : (resolveUrl(href, base) ?? [])));
  const guessed = ['/wp-json/', '/?rest_route=/'].map((path) => new URL(path, page.finalUrl).href);
  const isNamed = named.length > 0;
  return { bases: [...new Set(isNamed ? named : guessed)].map(baseAbove), isNamed };
}

/** The site or sub-path above `wp-json`, as a path; `/?rest_route=/` stays as it is. */
function baseAbove(root: string): string {
  const { pathname, search } = new URL(root);
  return search.includes('rest_route') ? pathname + search : pathname.replace(/wp-json\/?$/, '') || '/';
}

async function typesAt(site: SurveyFetcher, base: string, basics: SiteBasics): Promise<string[]> {
  const posts = startOf(draftSource(basics, wordpress({ base })), wordpress({ base }), 0);
  const url = posts.replace(/(wp(?:\/|%2F)v2(?:\/|%2F))posts.*$/, '$1types');
  const outcome = await site.ask({ url, accept: 'json', expect: 'machine' });
  const types = outcome.kind === 'page' ? TypesSchema.safeParse(jsonOf(outcome.body)) : undefined;
  if (types?.success !== true) return ['posts'];
  const named = Object.entries(types.data).filter(([name]) => !NOT_POSTS.test(name));
  return [...new Set(['posts', ...named.map(([, { rest_base }]) => rest_base)])];
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** One type's first page, 100 posts at once, or 20 where that is too much for the server. */
async function readType(
  site: SurveyFetcher,
  strategy: WordPressStrategy,
  basics: SiteBasics,
): Promise<Approach | string> {
  let why = '';
  for (const perPage of [100, 20]) {
    const asked = { ...strategy, perPage };
    const source = draftSource(basics, asked);
    const outcome = await site.ask({ url: startOf(source, asked, 0), accept: 'json', expect: 'machine' });
    if (outcome.kind === 'gone' || outcome.kind === 'blocked') return `${outcome.url}: ${outcome.why}`;
    if (outcome.kind !== 'page') continue;
    const found = discover(outcome, { source, strategy: asked, pageNumber: 1 });
    if (found.problem !== undefined) return found.problem;
    if (found.cards.length === 0) return `the REST type ${strategy.type} has no posts`;
    const total = Number(outcome.headers['x-wp-total'] ?? Number.NaN);
    const reach = Number.isNaN(total) ? found.cards.length : total;
    const pages = Math.ceil(reach / perPage);
    const maxPages = Math.max(strategy.maxPages, Math.ceil((pages * 1.5) / 10) * 10);
    return {
      kind: 'wordpress',
      strategy: { ...asked, maxPages },
      cards: found.cards,
      reach,
      isSure: !Number.isNaN(total) || found.next.length === 0,
      pages: [{ page: outcome, number: 1 }],
      seen: [],
    };
  }
  return why === '' ? 'the REST answer was too large, or never came' : why;
}

function covers(approach: Approach, listed: readonly Card[], basics: SiteBasics): number {
  const keys = new Set(approach.cards.map(({ url }) => urlKey(url, basics)));
  return listed.filter(({ url }) => keys.has(urlKey(url, basics))).length;
}

function withNotes(approach: Approach, types: readonly string[]): Approach {
  const { titles, dates } = countFields(approach.cards);
  const bodies = approach.cards.filter(({ content }) => content !== undefined).length;
  const all = approach.cards.length;
  return {
    ...approach,
    seen: [
      `WordPress REST has ${approach.reach} posts; of the newest ${all}, ${titles} have a title, ${dates} a date and ${bodies} their whole text.`,
      ...(types.length > 1 ? [`Its types are ${types.join(', ')}.`] : []),
    ],
  };
}
