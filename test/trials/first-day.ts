import { fileURLToPath } from 'node:url';
import { load } from 'cheerio/slim';
import { parseHtml } from '../../src/base/html.ts';
import type { Source } from '../../src/base/source.ts';
import { urlKey } from '../../src/base/url.ts';
import { DAY } from '../../src/base/durations.ts';
import { defined } from '../../src/base/defined.ts';
import { startOf } from '../../src/discover/start-of.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { type BodyFacts, isSameTitle, senseOfBodies } from '../../src/health/body-health.ts';
import { type SeenPosts, unmetByPosts } from '../../src/health/expectations.ts';
import type { Health } from '../../src/health/judge-run.ts';
import { witnessFault } from '../../src/health/witness-fault.ts';
import type { Sign } from '../../src/model/run-facts.ts';
import type { Card } from '../../src/model/card.ts';
import type { Page } from '../../src/model/page.ts';
import { type Post, postText } from '../../src/model/post.ts';
import { discoverSafely } from '../../src/reading/read-safely.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { withBodies } from '../../src/rounds/incidents/read-bodies.ts';
import { redate, type Words } from '../../src/trials/post-text.ts';
import { NO_MEMORY, simulateRun } from '../../src/trials/simulate.ts';
import { recordingsOf } from '../../src/workshop/recordings.ts';
import { pageWith, postsLike, SHOWN, type Site, siteOf } from '../../src/trials/site.ts';

/** What a first run came to: how it was judged, and what was read, in one line a thing. */
export type FirstDay = { readonly health: Health; readonly reading: readonly string[] };

/** A site on the day on which it is first read: two pages of its listing, its witness, and posts, each at its address. */
export type Opening = {
  readonly site: Site;
  /** By address. */
  readonly pages: ReadonlyMap<string, Page>;
  readonly at: number;
};

const POSTS_READ = 6;

/** Every bundled source with the site that its recordings show, and its first day as it was recorded. */
export async function recordedSites() {
  const loaded = await loadSources([fileURLToPath(new URL('../../sources/', import.meta.url))]);
  return Promise.all(
    loaded.map(async ({ source, ...one }) => {
      const site = siteOf(source, await recordingsOf({ source, ...one }));
      if (site === undefined) throw new Error(`${source.id} has no recording of its listing`);
      const opening = openingOf(site);
      return { id: source.id, source, site, opening, right: firstDay(opening, source) };
    }),
  );
}

/** The pages that a site shows a reader whose adapter is right. */
function openingOf(site: Site): Opening {
  const { source, listing, witness, article } = site;
  const at = listing.page.fetchedAt;
  const gap = Math.min(30, 30 / source.cadence.perMonth) * DAY;
  const words = Array.from({ length: 2 * SHOWN }, (_, index) => postOf(index, at - (index + 1) * gap));
  const first = pageWith(listing, postsLike(listing, source, words.slice(0, SHOWN)), at);
  const second = pageWith(listing, postsLike(listing, source, words.slice(SHOWN)), at);
  const read = (page: Page, number: number) =>
    discoverSafely(page, { source, strategy: source.discover, pageNumber: number });
  const pages = new Map([[startOf(source, source.discover, at), first]]);
  const found = read(first, 1);
  for (const url of found.next.slice(0, 1)) pages.set(url, second);
  if (witness !== undefined && source.witness !== undefined)
    pages.set(
      startOf(source, source.witness, at),
      pageWith(witness, postsLike(witness, source, words.slice(0, SHOWN)), at),
    );
  for (const [index, card] of [...found.cards, ...read(second, 2).cards].entries()) {
    const one = words[index];
    if (article !== undefined && one !== undefined)
      pages.set(urlKey(card.url, source), articleOf(article, source, one));
  }
  return { site, pages, at };
}

const SUBJECTS = ['depots', 'lamps', 'meals', 'homes', 'vans'];

function postOf(number: number, at: number): Words {
  const title = `Lesson ${number + 20} of buying better ${SUBJECTS[number % SUBJECTS.length] ?? ''} for a council`;
  return { slug: `lesson-${number + 20}-of-buying`, title, at };
}

/** The recorded post under another title and day. */
function articleOf(page: Page, source: Source, { title, at }: Words): Page {
  const post = extractPost(page, { source, now: new Date(page.fetchedAt) });
  const body = 'kind' in post ? page.body : retitled(page.body, post.title, title);
  return { ...page, body: redate(body, at) };
}

/** A page with another title wherever its own stands, as data or as the text of an element. */
function retitled(html: string, from: string, to: string): string {
  const $ = load(parseHtml(html.replaceAll(from, to)));
  for (const element of $('h1, h2, title').toArray())
    if ($(element).text().includes(from)) $(element).text($(element).text().replaceAll(from, to));
  return $.html();
}

/** Reads a site for the first time, with any adapter: what it asks for elsewhere is not there. */
export function firstDay({ site, pages, at }: Opening, source: Source): FirstDay {
  const first = pages.get(startOf(source, source.discover, at));
  const gone = `${startOf(source, source.discover, at)}: 404`;
  if (first === undefined)
    return { health: { outcome: 'gone', reasons: [gone], rules: [] }, reading: [gone] };
  const found = discoverSafely(first, { source, strategy: source.discover, pageNumber: 1 });
  const second = found.next.flatMap((url) => pages.get(url) ?? []).at(0);
  const isLost = found.next.length > 0 && second === undefined;
  const witness = source.witness && pages.get(startOf(source, source.witness, at));
  const moment = { at, listing: first, witness };
  const after = isLost ? nothingOf(first) : second;
  const run = simulateRun({ ...site, source }, { ...moment, ...defined({ second: after }) }, NO_MEMORY);
  const posts = readPosts(found.cards, { source, pages, at });
  const signs = [...senseOfBodies(posts.bodies), ...unmetByPosts(posts.seen, source.expect)];
  const deaf = source.witness && faultOfWitness(witness, source, found.cards);
  const health = withBodies(run.health, posts.bodies, [...signs, ...(deaf === undefined ? [] : [deaf])]);
  return {
    health,
    reading: [
      ...found.cards.map(({ url, title, teaser, published }) =>
        [url, title, teaser, published?.value].join(' | '),
      ),
      ...found.next,
      ...posts.read,
      JSON.stringify(run.facts.witness),
    ],
  };
}

function nothingOf(page: Page): Page {
  return { ...page, body: '<html><body><p>There is nothing here.</p></body></html>' };
}

function faultOfWitness(page: Page | undefined, source: Source, listed: readonly Card[]): Sign | undefined {
  const { witness: strategy } = source;
  if (strategy === undefined) return undefined;
  const { cards = [], next = [] } =
    page === undefined ? {} : discoverSafely(page, { source, strategy, pageNumber: 1 });
  const known = new Set(listed.map(({ url }) => urlKey(url, source)));
  const shown = cards.map(({ url, published }) => ({
    key: urlKey(url, source),
    ...defined({ published }),
  }));
  const why = next.length > 0 ? undefined : witnessFault(strategy, shown, (key) => known.has(key));
  return why === undefined ? undefined : { kind: 'witness', why };
}

type Reading = { readonly bodies: BodyFacts; readonly seen: SeenPosts; readonly read: readonly string[] };

function readPosts(
  cards: readonly Card[],
  { source, pages, at }: { readonly source: Source; readonly pages: Opening['pages']; readonly at: number },
): Reading {
  const reached = cards.filter(({ content }) => content === undefined).slice(0, POSTS_READ);
  const tried = reached.map((card) => {
    const page = pages.get(urlKey(card.url, source));
    const post = page === undefined ? undefined : extractPost(page, { source, card, now: new Date(at) });
    return { card, page, post };
  });
  const read = tried.flatMap(({ card, post }) =>
    post === undefined || 'kind' in post ? [] : [{ card, post }],
  );
  const words = read.map(({ post }) => wordsOf(post));
  const agreed = read.filter(({ card, post }) => isSameTitle(card.title ?? '', post.title)).length;
  const titled = read.filter(({ card }) => (card.title ?? '') !== '').length;
  return {
    bodies: {
      ...{ recent: words, usual: [], read: read.length, agreed, disagreed: titled - agreed },
      unreadable: tried.filter(({ page, post }) => page !== undefined && post !== undefined && 'kind' in post)
        .length,
    },
    seen: {
      posts: read.length,
      dated: read.filter(({ post }) => post.published.value !== null).length,
      authored: read.filter(({ post }) => post.author !== undefined).length,
      words,
      missing: tried.filter(({ page }) => page === undefined).length,
      tried: tried.length,
    },
    read: read.map(({ post }) => [post.title, post.author, post.published.value, wordsOf(post)].join(' | ')),
  };
}

function wordsOf(post: Post): number {
  return postText(post).split(/\s+/).length;
}
