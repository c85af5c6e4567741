import { cardsSetAside, readmitCards } from '../../src/store/cards.ts';
import { openIncidentOf } from '../../src/store/incidents.ts';
import type { Store } from '../../src/store/open.ts';
import { startedBy } from '../process-tree.ts';
import { environmentOf, start } from '../run/command.ts';
import { openRounds, type Rounds, sourceFile } from './round.ts';
import type { RunSite } from './site.ts';

/** What a crawl found, without numbers and times that differ from run to run. */
const FOUND: Readonly<Record<string, string>> = {
  post: `select key, url, source_id, title, author, published, date_precision, date_origin, modified, body_hash, words from post`,
  alias: `select post_alias.key, post.key as post, kind from post_alias join post on post.id = post_id`,
  revision: `select post.key, revision.body_hash, revision.title, canonicals, winners, hex(blocks) as blocks
             from revision join post on post.id = post_id`,
  classification: `select post.key, rules_hash, classification.body_hash, score, band, verdict
                   from classification join post on post.id = post_id`,
  candidate: `select post.key, origin, state, version, held, score, candidate.source_id, candidate.published,
                (select key from post head join candidate c on c.post_id = head.id where c.id = candidate.cluster_id) as head
              from candidate join post on post.id = post_id`,
  sketch: `select hex(hashes) as hashes, post.key from sketch join post on post.id = post_id`,
  page: `select post.key, page.url, hex(page.body) as body from page join post on post.id = post_id`,
  card: `select source_id, key from card`,
  label: `select kind, slug, post.key from candidate_label join candidate on candidate.id = candidate_id
          join post on post.id = post_id`,
};

/** Everything that a crawl found, sorted: what two crawls of one site must agree in. */
export function found(store: Store): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(FOUND).map(([table, query]) => [
      table,
      store
        .sql(query)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

/** A fresh folder with one source in it. */
function fresh(site: RunSite, discover?: string): Rounds {
  const rounds = openRounds([site]);
  rounds.write('blog', sourceFile('blog', site, discover === undefined ? {} : { discover }));
  return rounds;
}

/** What one clean run finds. */
export async function cleanRun(site: RunSite, discover?: string): Promise<Record<string, string[]>> {
  const rounds = fresh(site, discover);
  // The killed ones go by the clock on the wall: a post of tomorrow has no date.
  rounds.clock.at = Date.now();
  await rounds.runOne('blog');
  const rows = found(rounds.store);
  await rounds.close();
  return rows;
}

/** When a crawl is killed: so many ms after so many of its requests have come in. */
export type Instant = { readonly requests: number; readonly ms: number };

/**
 * Kills one crawl of the real command after another, each at its own instant, then lets one run to its end but for its readers, which
 * are killed at the same instants.
 * Answers what was found in the end, and how many of the kills met a process that was still at work.
 */
export async function killedRuns(
  site: RunSite,
  instants: readonly Instant[],
  discover?: string,
): Promise<{ readonly rows: Record<string, string[]>; readonly met: number }> {
  const rounds = fresh(site, discover);
  const environment = environmentOf(rounds, [site]);
  let met = 0;
  for (const { requests, ms } of instants) {
    const { child, ended } = start(['crawl', 'blog'], environment);
    let asked = 0;
    site.onAsked = () => {
      asked += 1;
      if (asked !== requests) return;
      // At once means before the request that has just come in is answered.
      if (ms === 0) child.kill('SIGKILL');
      else setTimeout(() => child.kill('SIGKILL'), ms);
    };
    met += (await ended).signal === 'SIGKILL' ? 1 : 0;
  }
  await runWithoutReaders(site, environment, instants);
  const hasMore = [giveAnotherChance(rounds.store), wasCut(rounds.store)];
  if (hasMore.includes(true)) await runWithoutReaders(site, environment, []);
  const rows = found(rounds.store);
  const sound = rounds.store.sql('pragma integrity_check').get();
  if (sound?.['integrity_check'] !== 'ok')
    throw new Error(`the store is not sound: ${JSON.stringify(sound)}`);
  await rounds.close();
  return { rows, met };
}

/**
 * Of many kills three may meet one page, which is set aside then, and a reader's may meet its last try for today: neither is lost, so long as
 * it is told. Answers whether there are any, and has them read as a person and the next day do.
 */
function giveAnotherChance(store: Store): boolean {
  const isTold = openIncidentOf(store, 'blog', 'pages') !== undefined;
  for (const { url } of cardsSetAside(store, 'blog'))
    if (!isTold) throw new Error(`${url} is set aside, untold`);
  const readmitted = readmitCards(store, 'blog');
  const { changes } = store.sql('update card set next_try_at = 0 where problem is not null').run();
  return readmitted + Number(changes) > 0;
}

/** Two kills of readers may meet one page of the listing, where the walk ends then: the run says that it was not well, and the next one reads on. */
function wasCut(store: Store): boolean {
  const last = store.sql('select outcome from run order by id desc limit 1').get();
  return !String(last?.['outcome']).startsWith('ok_');
}

/** One run to its end, of which no process is killed but those that read pages, at such instants of its own. */
async function runWithoutReaders(
  site: RunSite,
  environment: Readonly<Record<string, string>>,
  instants: readonly Instant[],
): Promise<void> {
  const { child, ended } = start(['crawl', 'blog'], environment);
  let asked = 0;
  site.onAsked = () => {
    asked += 1;
    const due = instants.filter(({ requests }) => requests === asked);
    for (const { ms } of due.slice(0, 1)) setTimeout(() => killReaders(child.pid), ms);
  };
  const { code, stderr } = await ended;
  site.onAsked = () => undefined;
  if (code !== 0) throw new Error(`the crawl ended with ${code}: ${stderr}`);
}

function killReaders(pid: number | undefined): void {
  for (const reader of pid === undefined ? [] : startedBy(pid))
    try {
      process.kill(reader, 'SIGKILL');
    } catch {
      // It ended by itself in between.
    }
}

/** So many instants, the first of them certain to meet the process at work, the others anywhere in the first `most` requests. */
export function randomInstants(count: number, most: number): Instant[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? { requests: 2, ms: 0 }
      : { requests: 1 + Math.floor(Math.random() * most), ms: Math.random() * 10 },
  );
}
