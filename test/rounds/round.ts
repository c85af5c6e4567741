import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { silent } from '../../src/base/log.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { createFetcher } from '../../src/fetch/fetch.ts';
import { crawl, type CrawlOrder } from '../../src/rounds/crawl.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { sourceFiles } from '../../src/rounds/source-files.ts';
import { enrolSource } from '../../src/store/sources.ts';
import { mannersIn } from '../../src/run/store-manners.ts';
import type { CrawlSummary, SourceSummary } from '../../src/rounds/summary.ts';
import { visitsHere } from '../../src/rounds/perform-visit.ts';
import type { Tools } from '../../src/rounds/tools.ts';
import { openReadingRoom } from '../../src/reading/reading-room.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import type { RunSite } from './site.ts';

export const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);

const rules = loadRules();
// One for all tests of a file: a reader takes half a second to start, and ends with us.
const reading = openReadingRoom();

/** A folder of sources, a store and a clock that stands still until a test moves it. */
export type Rounds = {
  readonly folder: string;
  readonly dataDir: string;
  readonly sourcesDir: string;
  readonly store: Store;
  readonly tools: Tools;
  readonly clock: { at: number };
  readonly stop: AbortController;
  readonly write: (id: string, text: string) => void;
  /** Runs the named sources, or those that are due. */
  readonly run: (ids?: readonly string[], order?: Partial<CrawlOrder>) => Promise<CrawlSummary>;
  /** Runs one source and answers its summary. */
  readonly runOne: (id: string, order?: Partial<CrawlOrder>) => Promise<SourceSummary>;
  readonly close: () => Promise<void>;
};

/**
 * Everything a crawl needs in this process, allowed to speak to these sites only, without pauses. An answer may take
 * `patienceMs`: long, unless a test waits for its end. `as` is the folder of earlier rounds, to go on from as they were left.
 */
export function openRounds(
  sites: readonly Pick<RunSite, 'host'>[],
  patienceMs = 60_000,
  as?: string,
): Rounds {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-rounds-'));
  const [dataDir, sourcesDir] = [join(folder, 'data'), join(folder, 'sources')];
  if (as === undefined) mkdirSync(sourcesDir);
  else cpSync(as, folder, { recursive: true });
  const store = (as === undefined ? begunStore : openStore)(dataDir, { durable: false });
  const clock = { at: NOON };
  const stop = new AbortController();
  const fetcher = createFetcher({
    version: '0.0.1',
    contact: 'https://example.org/',
    allowHosts: sites.map(({ host }) => host),
    minGapMs: 0,
    manners: mannersIn(store),
    log: silent,
    now: () => clock.at,
    wait: async (ms) => void (clock.at += ms),
    limits: { headersMs: patienceMs, totalMs: patienceMs },
  });
  const visits = visitsHere({ fetcher, reading });
  const tools: Tools = {
    store,
    fetcher,
    reading,
    visits,
    rules,
    rulesHash: rules.hash,
    log: silent,
    now: () => clock.at,
    stop: stop.signal,
  };
  const run: Rounds['run'] = async (ids = [], order = {}) =>
    crawl(tools, await loadSources([sourcesDir]), { ids, all: false, full: false, ...order });
  return {
    folder,
    dataDir,
    sourcesDir,
    store,
    tools,
    clock,
    stop,
    run,
    write: (id, text) => writeFileSync(join(sourcesDir, `${id}.ts`), text),
    runOne: async (id, order) => {
      const [summary] = (await run([id], order)).sources;
      if (summary === undefined) throw new Error(`${id} did not run`);
      return summary;
    },
    close: async () => {
      await fetcher.close();
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const BUNDLED = join(import.meta.dirname, '..', '..', 'sources');

/** Gives the sources that come with the program their turn, so that none of them is due for a day. */
export function passBundled(store: Store): void {
  for (const file of sourceFiles(BUNDLED)) enrolSource(store, parse(file).name, Date.now() + DAY, DAY);
}

export const LISTING = `listing({ url: '/news/', card: 'article', link: 'h3 a', title: 'h3', date: 'time',
  next: 'a[rel=next]', maxPages: 10 })`;

/** The text of a source file that reads a site with the kit alone. */
export function sourceFile(
  id: string,
  site: Pick<RunSite, 'host' | 'origin'>,
  {
    discover = LISTING,
    more = '',
    perMonth = 10,
  }: { discover?: string; more?: string; perMonth?: number } = {},
): string {
  return `export default ({ defineSource, listing, feed, sitemap, wordpress }) => defineSource({
  id: '${id}', name: 'Site ${id}', publisher: 'Publisher of ${id}', home: '${site.origin}/news/',
  hosts: { canonical: '${site.host}' }, cadence: { perMonth: ${perMonth}, quietOkDays: 60 },
  article: { title: 'h1', body: '.content', date: 'time' },
  discover: ${discover},
  ${more}
});
`;
}
