import { load } from 'cheerio';
import { parseCsv, unguarded } from '../../src/base/csv.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { hashToken } from '../../src/accounts/tokens.ts';
import { addApiToken } from '../../src/store/sessions.ts';
import { type House, NOW, payloadsOn, PUBLIC_URL } from './hostile-house.ts';
import {
  headerFault,
  isFormula,
  type Judged,
  judged,
  pageFault,
  readable,
  type Shapes,
  xmlFault,
} from './judge-page.ts';
import { type SuiteResult, tally } from './suite-result.ts';

const OPEN_POLICY = /^default-src 'none'; style-src 'self';.*frame-ancestors \*$/;

/** The block for other sites, as HTML, as data and by oEmbed. */
export async function judgeEmbeds(house: House, shapes: ReadonlyMap<string, Shapes>): Promise<SuiteResult> {
  const known = shapes.get('embed');
  if (known === undefined) throw new Error('nothing is known of embeds');
  const rows: Judged[] = [];
  for (const code of house.councils) {
    const url = `/embed?council=${code}&limit=4`;
    const sent = await house.get(url);
    const isOpen = OPEN_POLICY.test(String(sent.headers['content-security-policy']));
    const fault = isOpen ? headerFault(sent, 'text/html') : 'has another policy';
    rows.push(judged(url, fault || pageFault(sent.body, payloadsOn(house, sent.body), known, [])));
    const data = await house.get(url.replace('?', '.json?'));
    rows.push(judged(`${url} as data`, headerFault(data, 'application/json') || jsonFault(data.body)));
  }
  for (const { entryId } of house.carriers.filter((_one, at) => at % 7 === 0)) {
    const page = encodeURIComponent(`${PUBLIC_URL}/case/${entryId}`);
    const sent = await house.get(`/oembed?url=${page}`);
    rows.push(
      judged(`oEmbed ${entryId}`, headerFault(sent, 'application/json') || oembedFault(sent.body, known)),
    );
  }
  return tally('hostile text: blocks for other sites', rows, (row) => row);
}

function oembedFault(body: string, known: Shapes): string {
  const { html, title }: { html: string; title: string } = JSON.parse(body);
  const shown = load(html)('iframe').attr('title') === readable(title);
  return jsonFault(body) || pageFault(html, [], known, []) || (shown ? '' : 'does not name its frame');
}

/** JSON must survive being put into a page. */
function jsonFault(body: string): string {
  JSON.parse(body);
  return /[<\u2028\u2029]/.test(body) ? 'could end a script element' : '';
}

/** Every feed, and whether each title is in one of them as it is. */
export async function judgeFeeds(house: House): Promise<SuiteResult> {
  const token = 'a-token-for-the-feed-of-the-desk';
  const row = { hash: hashToken(token), reviewerId: 1, name: 'f', scope: 'feed' as const, now: NOW };
  addApiToken(house.store, row);
  const lists = ['/search', ...house.councils.map((code) => `/council/${code}`)];
  const rows: Judged[] = [];
  const titles = new Set<string>();
  for (const url of [...lists.map((list) => `${list}.atom`), `/desk/feed.atom?token=${token}`]) {
    const sent = await house.get(url);
    rows.push(judged(url, headerFault(sent, 'application/atom+xml') || xmlFault(sent.body)));
    const $ = load(sent.body, { xml: true });
    for (const title of $('entry > title').toArray()) titles.add($(title).text());
  }
  for (const list of lists) {
    const sent = await house.get(`${list}.feed.json`);
    rows.push(judged(list, headerFault(sent, 'application/feed+json') || jsonFault(sent.body)));
  }
  for (const entry of readCatalogue(house.store).listed)
    rows.push(
      judged(`title of ${entry.id} in a feed`, titles.has(legal(entry.title)) ? '' : 'is not what it was'),
    );
  return tally('hostile text: Atom and JSON feeds', rows, (one) => one);
}

/** A text without what XML 1.0 cannot hold. */
const legal = (text: string) =>
  text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');

/** The tables and the JSON of all that is listed. */
export async function judgeData(house: House): Promise<SuiteResult[]> {
  const { listed, byId } = readCatalogue(house.store);
  const tables = ['/search.csv', '/data/cases.csv', ...house.sourceIds.map((id) => `/source/${id}.csv`)];
  const cells: Judged[] = [];
  for (const url of [...tables, ...house.sourceIds.map((id) => `/source/${id}.wordpress.csv`)]) {
    const sent = await house.get(url);
    cells.push(judged(url, headerFault(sent, 'text/csv')));
    for (const row of parseCsv(sent.body)) {
      const formula = Object.values(row).find((cell) => cell !== '' && isFormula(cell));
      const entry = byId.get(Number(row['id']))?.entry;
      const isSame =
        entry === undefined || row['title'] === undefined || unguarded(row['title']) === entry.title;
      cells.push(judged(url, formula ?? (isSame ? '' : `the title of ${entry.id} is not what it was`)));
    }
  }
  const sent = await house.get('/search.json');
  const { items }: { items: { id: number; title: string; blurb: string }[] } = JSON.parse(sent.body);
  const given = new Map(items.map((item) => [item.id, item]));
  const rows = listed.map(({ id, title, blurb }) => {
    const item = given.get(id);
    return judged(`entry ${id}`, item?.title === title && item.blurb === blurb ? '' : 'is not what it was');
  });
  rows.push(judged('/search.json', headerFault(sent, 'application/json') || jsonFault(sent.body)));
  return [
    tally('hostile text: cells of CSV', cells, (row) => row),
    tally('hostile text: JSON, there and back', rows, (row) => row),
  ];
}
