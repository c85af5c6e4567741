import { load } from 'cheerio/slim';
import * as z from 'zod';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';
import { topicOf } from '../../src/classify/topics.ts';
import { readFacts } from '../../src/classify/facts.ts';
import { freshStore, listed } from '../catalogue/fixtures.ts';
import { failingServer, FAILURES, HAS_DJANGO, renderPages } from '../site/django-pages.ts';
import { site } from '../site/site.ts';

// Contract pages of ten councils and seven kinds of contract in a real Django with clients/django: whether each has two cards, and
// right ones; then a page in every way of failing, and how long it takes.

const COUNCILS = ['NBL', 'CRA', 'MAN', 'BST', 'DEV', 'GLG', 'CRF', 'BFS', 'KEN', 'WSM'];
const KINDS = 7;

export async function run(print: (line: string) => void): Promise<void> {
  if (!HAS_DJANGO) return print('python3-django is not installed');
  const contracts = spread(readFacts('cpv-labels'), KINDS);
  const app = await site(filled());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = z.object({ port: z.number() }).parse(app.server.address());
  const asked = COUNCILS.flatMap((code) =>
    contracts.map(({ label = '', group = '' }) => ({
      kind: `${code}|${label}|${group}`,
      topic: topicOf({ label, group }),
    })),
  );
  const pages = await renderPages(
    `http://127.0.0.1:${port}`,
    asked.map(({ kind }) => kind),
  );
  await app.close();
  const cards = pages.map(({ page }) => cardsOf(page));
  const right = cards.filter(
    (shown, at) => shown.length === 2 && shown.every((topic) => topic === asked[at]?.topic),
  );
  print(
    `${pages.length} pages, ${cards.filter(({ length }) => length === 2).length} with two cards, ${right.length} with two of the topic`,
  );
  print(`the slowest took ${slowest(pages)} s`);
  for (const [name, fail] of Object.entries(FAILURES)) {
    const server = await failingServer(fail);
    const failed = await renderPages(server.url, ['one', 'several', 'nothing']);
    server.close();
    const whole = failed.filter(({ page }) => cardsOf(page).length === 2).length;
    print(
      `${`the server ${name}`.padEnd(42)} ${whole} of 3 with two cards, the slowest ${slowest(failed)} s`,
    );
  }
}

/** Two stories of every topic, by two publishers. */
function filled() {
  const store = freshStore();
  for (const { slug, label } of loadTaxonomy().topics)
    for (const publisher of ['APSE', 'LGA'])
      listed(store, { title: `${label}, told by ${publisher}`, topics: [slug], publisher, councils: [] });
  return store;
}

function spread<T>(all: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]).filter(
    (one) => one !== undefined,
  );
}

/** The topic of each card, by its picture. */
function cardsOf(page: string): string[] {
  const $ = load(page);
  return $('.card')
    .toArray()
    .map((card) => /([\w-]+)\.svg/.exec($(card).find('img').attr('src') ?? '')?.[1] ?? '');
}

function slowest(pages: readonly { readonly seconds: number }[]): string {
  return Math.max(...pages.map(({ seconds }) => seconds)).toFixed(2);
}
