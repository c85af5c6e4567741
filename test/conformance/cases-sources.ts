import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio/slim';
import { parseHtml } from '../../src/base/html.ts';
import { manyPosts } from '../rounds/posts.ts';
import { DAY, openRounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';
import { openBench, openWeb } from '../workshop/web.ts';
import { type SuiteResult, tally } from './suite-result.ts';

type Row = { readonly ok: boolean; readonly name: string };
type Made = {
  readonly posts: number;
  readonly cards: readonly { readonly title: string | null; readonly date: string | null }[];
  readonly check: { readonly faults: readonly string[] };
};

/** What maintainers and operators met: listings that `sources new` must read, and plays of runs that must be judged rightly. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = path.join(suitesDir, '../cases/sources');
  if (!existsSync(dir)) return [];
  const rows = [];
  for (const listing of LISTINGS) rows.push(await surveyed(dir, listing));
  for (const play of [calmAfterNew, partialBurst, clockForward]) rows.push(await play());
  for (const field of WRONG_FIELDS) rows.push(await wrongField(field));
  return [tally('cases/sources', rows, (row) => row)];
}

/** The cards of each, the dated ones, and how the first must be read. */
const LISTINGS = [
  { name: 'flat-siblings', at: '/news', least: 5, first: 'Ely and its electric vans', date: '2026-01-19' },
  {
    name: 'hero-newest',
    at: '/blog/',
    least: 10,
    first: 'York turns on the newest lamps',
    date: '2026-06-10',
  },
  {
    name: 'loose-text-date',
    at: '/news/media.cfm',
    least: 12,
    first: 'Ely checks what its meals contract bought',
    date: '2026-04-24',
  },
  {
    name: 'query-addresses',
    at: '/index.php?option=com_content&view=category&id=14&Itemid=13',
    least: 12,
    first: 'Ely buys its street lamps by the year',
    date: '2026-03-20',
  },
];

async function surveyed(dir: string, { name, at, least, first, date }: (typeof LISTINGS)[number]) {
  const html = readFileSync(path.join(dir, name, 'listing.html'), 'utf8');
  const web = await openWeb({});
  const bench = openBench([web.host]);
  const $ = load(parseHtml(html));
  const links = $('a[href]').toArray();
  const posts = links.map((link) => {
    const url = new URL($(link).attr('href') ?? '', web.origin + at);
    return [url.pathname + url.search, post($(link).text())] as const;
  });
  web.pages = { ...Object.fromEntries(posts), [at]: html };
  const made = await bench.json<Made>('new', web.origin + at, '--dir', bench.sources);
  await web.close();
  bench.close();
  const [card] = made.cards ?? [];
  const isRead = made.posts >= least && card?.title === first && card.date === date;
  const faults = made.check?.faults ?? ['nothing was made'];
  return { ok: isRead && faults.length === 0, name: `${name}: ${JSON.stringify(made)}` };
}

function post(title: string): string {
  const text =
    'The council asked its suppliers what a lamp costs over twenty years, and bought by that price. ';
  return `<html><head><title>${title} | Lamps</title></head><body><main><h1>${title}</h1><div class="story"><p>${text.repeat(2)}</p><p>${text}</p></div></main></body></html>`;
}

/** Plays runs of one source, day by day; `play` answers what was wrong, or ''. */
async function played(
  name: string,
  file: Parameters<typeof sourceFile>[2],
  play: (site: RunSite, rounds: ReturnType<typeof openRounds>) => Promise<string>,
): Promise<Row> {
  const site = await openSite(dated(30));
  const rounds = openRounds([site]);
  rounds.write('alpha', sourceFile('alpha', site, file));
  const fault = await play(site, rounds);
  await rounds.close();
  await site.close();
  return { ok: fault === '', name: `${name}: ${fault}` };
}

/** So many posts, newest first, one every third day of the months before the first run. */
const dated = (count: number) =>
  manyPosts(count).map((one) => ({
    ...one,
    day: new Date(Date.UTC(2026, 6, 1 + 3 * one.id)).toISOString().slice(0, 10),
  }));

/** How many posts there are at each run; answers the first run that was told as unwell. */
async function runs(site: RunSite, rounds: ReturnType<typeof openRounds>, counts: readonly number[]) {
  for (const [at, count] of counts.entries()) {
    site.posts = dated(count);
    rounds.clock.at += DAY;
    const { outcome, reasons } = await rounds.runOne('alpha', { full: true });
    if (!/^(?:ok|not_modified|quiet)/.test(outcome)) return `run ${at + 1}: ${outcome} ${reasons.join()}`;
  }
  return '';
}

/** A calm run reads one page, one with something new two: that is no drop. */
const calmAfterNew = () =>
  played('h1-drop-multipage', {}, (site, rounds) =>
    runs(site, rounds, [30, 30, 31, 32, 33, 34, 35, 36, 37, 37, 37, 37]),
  );

/** Most of a page, not all of it, new at once: not held against the listing for ever. */
const partialBurst = () =>
  played('h2-partial-burst', { discover: "feed({ url: '/feed/' })" }, async (site, rounds) => {
    const well = await runs(site, rounds, [30, 30, 30, 30, 30, 30]);
    if (well !== '') return well;
    await runs(site, rounds, [37]);
    return runs(site, rounds, [37, 38, 39, 40, 41, 42]);
  });

/** One crawl 400 days ahead, then one with the true clock: the source is asked. */
const clockForward = () =>
  played('clock-forward', {}, async (_site, rounds) => {
    await rounds.runOne('alpha');
    const today = rounds.clock.at;
    rounds.clock.at += 400 * DAY;
    await rounds.runOne('alpha');
    rounds.clock.at = today + DAY;
    const { outcome, reasons } = await rounds.runOne('alpha');
    return /^(?:ok|not_modified|quiet)/.test(outcome) ? '' : `${outcome} ${reasons.join()}`;
  });

const WRONG_FIELDS = [
  { name: 'a date that matches nothing', discover: "date: '.nowhere'", card: 'article', title: 'h3' },
  { name: 'cards that are the menu', discover: '', card: 'nav li', title: 'a' },
  { name: 'a title that reads the teaser', discover: "date: 'time'", card: 'article', title: 'p' },
];

const MENU = ['Home', 'About', 'Our work', 'People', 'Jobs', 'Contact'].map(
  (name, at) => `<li><a href="/menu-${at}/">${name}</a></li>`,
);

/** What is wrong on the first day has nothing to be held against, and must be told all the same. */
async function wrongField({ name, discover, card, title }: (typeof WRONG_FIELDS)[number]): Promise<Row> {
  const strategy = `listing({ url: '/cards/', card: '${card}', link: 'a', title: '${title}', ${discover} })`;
  return played(`first-day-wrong-fields: ${name}`, { discover: strategy }, async (site, rounds) => {
    const cards = site.posts
      .slice(0, 9)
      .map(
        ({ slug, title: said, day }, at) =>
          `<article><h3><a href="/posts/${slug}">${said}</a></h3><time datetime="${day}">${day}</time><p>What was bought in the ${at + 2}th year, and what the council would do again when it buys the same thing another time.</p></article>`,
      );
    const html = `<title>News</title><nav><ul>${MENU.join('')}</ul></nav><main>${cards.join('')}</main>`;
    site.answers.set('/cards/', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(html);
    });
    const { outcome, reasons } = await rounds.runOne('alpha');
    return outcome.startsWith('ok') && reasons.length === 0 ? `told as ${outcome} without a word` : '';
  });
}
