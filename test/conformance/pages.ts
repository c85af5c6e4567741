import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { casePath, type Entry } from '../../src/catalogue/entry.ts';
import { type Carrier, type House, hostileHouse, payloadsOn, PUBLIC_URL, withdraw } from './hostile-house.ts';
import { headerFault, type Judged, judged, learn, pageFault, type Sent, type Shapes } from './judge-page.ts';
import { judgeData, judgeEmbeds, judgeFeeds } from './pages-machines.ts';
import { type SuiteResult, tally } from './suite-result.ts';

/** Of thousands of scripts in all their spellings one in so many is laid out, unless SOAK asks for each: with all, the pages alone took over 800 s. */
const ONE_IN = 10;

/** What others attack pages with, laid into every field that comes from outside, and every form in which we give it out again. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const payloads = await readPayloads(suitesDir);
  const shapes = await learnShapes();
  const house = await hostileHouse(payloads);
  try {
    const results = [
      ...(await judgePages(house, shapes)),
      await judgeLists(house, shapes),
      await judgeEmbeds(house, shapes),
      await judgeFeeds(house),
      ...(await judgeData(house)),
    ];
    results.push(await judgeWithdrawn(house, shapes));
    const broken = results.filter(({ passed, of }) => passed < of);
    // No row here is a matter of taste.
    if (broken.length > 0)
      throw new Error(broken.map(({ suite, notes }) => [suite, ...notes].join('\n')).join('\n'));
    return results;
  } finally {
    await house.close();
  }
}

async function readPayloads(dir: string): Promise<string[]> {
  const read = (path: string) => readFile(join(dir, path), 'utf8');
  const scripts = (await read('xss-payloads/payloads.jsonl')).trim().split('\n');
  const naughty: string[] = JSON.parse(await read('naughty-strings/blns.json'));
  const cells: { v: string }[] = JSON.parse(await read('injection-small/csv.json'));
  const texts = scripts.map((line) => {
    const { payload }: { payload: string } = JSON.parse(line);
    return payload;
  });
  const some = texts.filter((_text, at) => process.env['SOAK'] !== undefined || at % ONE_IN === 0);
  return [...some, ...naughty, ...cells.map(({ v }) => v)];
}

const htmlFault = (sent: Sent, status?: number) => headerFault(sent, 'text/html', status);

/** Each address of a carrier's own: its post, its entry, and both searches for it. */
function ownPages({ payload, candidateId }: Carrier, entry: Entry) {
  const q = new URLSearchParams({ q: payload }).toString();
  const typed = payload.trim().slice(0, 150);
  return {
    post: {
      url: `/desk/${candidateId}`,
      shown: [
        ['h1', payload.slice(0, 300)],
        ['.desk-post__head .desk-meta', payload.slice(0, 100)],
        ['.desk-text', payload],
        ['.desk-history', payload.slice(0, 4000)],
        ['.desk-facts', payload],
        ['.desk-cap', payload],
      ],
    },
    case: {
      url: casePath(entry),
      shown: [
        ['h1', entry.title],
        ['.govuk-body-l', entry.blurb],
        ['.cat-case__publisher', entry.publisher],
        ['.govuk-summary-list', payload],
        ['.cat-panel', payload],
      ],
    },
    'public search': { url: `/search?${q}`, shown: [['#q', typed]] },
    'desk search': { url: `/desk/search?${q}`, shown: [['#q', typed]] },
  } satisfies Record<string, { url: string; shown: (readonly [string, string])[] }>;
}

async function judgePages(house: House, shapes: ReadonlyMap<string, Shapes>): Promise<SuiteResult[]> {
  const { byId } = readCatalogue(house.store);
  const found = new Map<string, Judged[]>();
  const rowsOf = (kind: string) => found.get(kind) ?? found.set(kind, []).get(kind) ?? [];
  for (const [at, carrier] of house.carriers.entries()) {
    const entry = byId.get(carrier.entryId)?.entry;
    if (entry === undefined) throw new Error(`${carrier.entryId} is not in the catalogue`);
    for (const [kind, { url, shown }] of Object.entries(ownPages(carrier, entry))) {
      // Searching only echoes what was typed: some will do.
      if (kind.endsWith('search') && at % 7 > 0 && !carrier.payload.includes('\0')) continue;
      const sent = await house.get(url);
      const known = shapes.get(kind);
      if (known === undefined) throw new Error(`nothing is known of ${kind}`);
      const fault = htmlFault(sent) || pageFault(sent.body, [carrier.payload, carrier.source], known, shown);
      rowsOf(kind).push(judged(`payload ${at}, ${url}`, fault));
    }
  }
  return [...found].map(([kind, rows]) => tally(`hostile text: ${kind} page`, rows, (row) => row));
}

/** Pages that show many at once. */
function listPages(house: Pick<House, 'carriers' | 'councils' | 'sourceIds'>): [kind: string, url: string][] {
  // Every third: the same templates show the rest.
  const pages = (most: number, to: (n: number) => string) =>
    Array.from({ length: Math.ceil(house.carriers.length / most / 3) }, (_, at) => to(3 * at + 1));
  return [
    ...pages(25, (n) => `/desk?view=accepted&page=${n}`).map((url): [string, string] => ['queue', url]),
    ...pages(20, (n) => `/search?page=${n}`).map((url): [string, string] => ['public search', url]),
    ...house.councils
      .filter((_code, at) => at % 3 === 0)
      .map((code): [string, string] => ['facet', `/council/${code}`]),
    ...house.sourceIds.map((id): [string, string] => ['facet', `/source/${id}`]),
    ['sources', '/desk/sources'],
    ['status', '/status'],
    ['suggestions', '/desk/suggestions'],
    ['awaiting', '/desk/publish'],
    ['home', '/'],
  ];
}

async function judgeLists(house: House, shapes: ReadonlyMap<string, Shapes>): Promise<SuiteResult> {
  const rows: Judged[] = [];
  for (const [kind, url] of listPages(house)) {
    const sent = await house.get(url);
    const known = shapes.get(kind);
    if (known === undefined) throw new Error(`nothing is known of ${kind}`);
    rows.push(judged(url, htmlFault(sent) || pageFault(sent.body, payloadsOn(house, sent.body), known, [])));
  }
  return tally('hostile text: lists of many', rows, (row) => row);
}

async function judgeWithdrawn(house: House, shapes: ReadonlyMap<string, Shapes>): Promise<SuiteResult> {
  const known = shapes.get('withdrawn');
  if (known === undefined) throw new Error('nothing is known of withdrawn');
  const gone = house.carriers.filter(({ payload }, at) => at % 20 === 0 && payload.trim() !== '');
  withdraw(house, gone);
  const rows: Judged[] = [];
  for (const { entryId, payload } of gone) {
    const sent = await house.get(`/case/${entryId}`);
    const shown = [['.govuk-inset-text', payload]] as const;
    rows.push(
      judged(`/case/${entryId}`, htmlFault(sent, 410) || pageFault(sent.body, [payload], known, shown)),
    );
  }
  return tally('hostile text: reasons for withdrawing', rows, (row) => row);
}

/** Ordinary texts, in every shape that changes what a page has: none, short, long. */
const ORDINARY = [
  'Plain words',
  '',
  'Durham council bought '.repeat(40),
  ...Array.from({ length: 30 }, (_, at) => `Plain ${at}`),
  // Of several sentences the list shows one.
  'The council had a problem with its old vans. It bought forty electric vans from a local firm, and saved £40,000 a year.',
];

async function learnShapes(): Promise<Map<string, Shapes>> {
  const house = await hostileHouse(ORDINARY);
  const shapes = new Map<string, Shapes>();
  const { byId } = readCatalogue(house.store);
  for (const carrier of house.carriers) {
    const entry = byId.get(carrier.entryId)?.entry;
    if (entry === undefined) continue;
    for (const [kind, { url }] of Object.entries(ownPages(carrier, entry)))
      learn(shapes, kind, (await house.get(url)).body);
  }
  for (const [kind, url] of listPages(house)) learn(shapes, kind, (await house.get(url)).body);
  for (const url of ['/embed?council=NBL&limit=4', `/oembed?url=${PUBLIC_URL}/case/1`]) {
    const { body } = await house.get(url);
    learn(shapes, 'embed', body.startsWith('{') ? String(JSON.parse(body).html) : body);
  }
  learn(shapes, 'public search', (await house.get('/search?q=nothing-at-all')).body);
  for (const q of ['nothing-at-all', 'Plain', 'Plain&page=2'])
    learn(shapes, 'desk search', (await house.get(`/desk/search?q=${q}`)).body);
  withdraw(house, house.carriers.slice(0, 1));
  learn(shapes, 'withdrawn', (await house.get(`/case/${house.carriers[0]?.entryId}`)).body);
  await house.close();
  return shapes;
}
