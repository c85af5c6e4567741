import type { Store } from '../../src/store/open.ts';
import { environmentOf, run, start } from '../run/command.ts';
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
  shingle: `select hash, post.key from shingle join post on post.id = post_id`,
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

/** What one clean run of the real command finds. */
export async function cleanRun(site: RunSite, discover?: string): Promise<Record<string, string[]>> {
  const rounds = fresh(site, discover);
  await run(['crawl', 'blog'], environmentOf(rounds, [site]));
  const rows = found(rounds.store);
  await rounds.close();
  return rows;
}

/**
 * Kills one crawl after another, each at its own instant (ms after its first request), then lets one run to its end.
 * Answers what was found in the end, and how many of the kills met a process that was still at work.
 */
export async function killedRuns(
  site: RunSite,
  instants: readonly number[],
  discover?: string,
): Promise<{ readonly rows: Record<string, string[]>; readonly met: number }> {
  const rounds = fresh(site, discover);
  const environment = environmentOf(rounds, [site]);
  let met = 0;
  for (const instant of instants) {
    const { child, ended } = start(['crawl', 'blog'], environment);
    site.onAsked = () => {
      setTimeout(() => child.kill('SIGKILL'), instant);
      site.onAsked = () => undefined;
    };
    met += (await ended).signal === 'SIGKILL' ? 1 : 0;
  }
  site.onAsked = () => undefined;
  await run(['crawl', 'blog'], environment);
  const rows = found(rounds.store);
  const sound = rounds.store.sql('pragma integrity_check').get();
  if (sound?.['integrity_check'] !== 'ok')
    throw new Error(`the store is not sound: ${JSON.stringify(sound)}`);
  await rounds.close();
  return { rows, met };
}

/** So many instants at random, up to `most` ms. */
export function randomInstants(count: number, most: number): number[] {
  return Array.from({ length: count }, () => Math.random() * most);
}
