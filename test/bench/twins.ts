import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { BLOCKS, VERDICT } from '../../src/store/codecs.ts';
import { pack } from '../../src/store/blobs.ts';
import { inTransaction, openStore, storePath } from '../../src/store/open.ts';
import { noteScored } from '../../src/store/verdicts.ts';
import { openCourse, type Result } from './race/race.ts';

const SIZES = [2000, 20_000, 200_000];
const PAGES = 500;
const TIMES = 3;
/** Sampled shingles of a post of 900 words, and how many of them it is found by. */
const [SKETCH, ENTRIES] = [225, 31];

/**
 * What a page costs (read, scored, stored, compared with all that is there) when its site has 2,000, 20,000 and 200,000 posts in the
 * store. Medians of three, the sizes taking turns.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const course = await openCourse(1, PAGES);
  try {
    const kept = SIZES.map((size) => fill(course.folder, `127.0.0.1:${course.ports[0] ?? 0}`, size));
    const results = SIZES.map((): Result[] => []);
    for (let time = 0; time < TIMES; time += 1)
      for (const [at, file] of kept.entries()) {
        course.clear();
        mkdirSync(join(course.folder, 'data'));
        copyFileSync(file, storePath(join(course.folder, 'data')));
        results[at]?.push(await course.run('crawl'));
      }
    const costs = results.map(medianCost);
    for (const [at, cost] of costs.entries())
      print(
        `${SIZES[at]} posts: ${cost.toFixed(2)} ms CPU a page, ${(cost / (costs[0] ?? 1)).toFixed(2)} × (aim ≤ 1.15)`,
      );
  } finally {
    course.close();
  }
}

function medianCost(results: readonly Result[]): number {
  for (const { posts } of results)
    if (posts !== PAGES) throw new Error(`${posts} posts were read, not ${PAGES}`);
  const costs = results.map(({ cpuMs, requests }) => cpuMs / requests).sort((a, b) => a - b);
  return costs[Math.floor(costs.length / 2)] ?? 0;
}

/**
 * A store with so many candidates of one site, made by SQLite itself; answers its file. The sketches are noise: what costs is to look
 * among them, and to write beside them.
 */
function fill(folder: string, host: string, size: number): string {
  const dataDir = join(folder, `filled-${size}`);
  const store = openStore(dataDir, { durable: false });
  const rules = loadRules();
  const blocks = [{ kind: 'body' as const, text: 'A council bought lamps.' }];
  const verdict = classify({ title: 'A council bought lamps', url: 'https://bench.example/', blocks }, rules);
  const source = `site-${host.split(':')[1] ?? ''}`;
  inTransaction(store, () => {
    for (const [sql, ...values] of statements) {
      const given = { size, host, source, rules: rules.hash, blocks: pack(BLOCKS.write(blocks)) };
      const all = { ...given, verdict: VERDICT.write(verdict), entries: ENTRIES, bytes: 4 * SKETCH };
      store.sql(sql).run(Object.fromEntries(values.map((name) => [name, all[name]])));
    }
  });
  // All were looked at today: that is once a day, and no page's cost.
  noteScored(store, { rulesHash: rules.hash, until: size, seenAt: Date.now() });
  store.exec('pragma wal_checkpoint(truncate)');
  store.close();
  return storePath(dataDir);
}

type Value = 'size' | 'host' | 'source' | 'rules' | 'blocks' | 'verdict' | 'entries' | 'bytes';
/** SQL, and the values that it asks for. Addresses of a blog come in no order. */
const statements: readonly (readonly [string, ...Value[]])[] = [
  [
    `with recursive n(id) as (select 1 union all select id + 1 from n where id < $size)
     insert into post (id, key, url, source_id, title, published, date_precision, date_origin, body_hash, words, first_seen, last_seen)
     select id, 'https://' || $host || '/old/' || (id * 7919 % 1000003), 'https://' || $host || '/old/' || id, $source,
       'Older post ' || id, date('2010-01-01', (id % 5000) || ' days'), 'day', 'meta', 'h' || id, 900, 1, 1 from n`,
    ...(['size', 'host', 'source'] as const),
  ],
  [`insert into post_alias (key, post_id, kind) select key, id, 'url' from post order by key`],
  [
    `insert into revision (post_id, body_hash, title, blocks, seen_at) select id, body_hash, title, $blocks, 1 from post`,
    'blocks',
  ],
  [
    `insert into classification (post_id, rules_hash, body_hash, score, band, verdict, made_at)
     select id, $rules, body_hash, (id * 7919 % 300) / 10.0, 'queue', $verdict, 1 from post`,
    ...(['rules', 'verdict'] as const),
  ],
  // Else all would be scored anew, as once after an upgrade.
  [`insert into finds_edition (edition) values ('{"patterns":[]}')`],
  [
    `insert into finds (post_id, edition, words) select post.id, finds_edition.id, 0 from post, finds_edition`,
  ],
  [`insert into candidate (post_id, origin, created_at) select id, 'rules', 1 from post`],
  ['insert into sketch (post_id, hashes) select id, randomblob($bytes) from post', 'bytes'],
  [
    `with recursive n(at) as (select 1 union all select at + 1 from n where at < $entries)
     insert or ignore into sketch_entry (hash, post_id)
     select abs(random()) % 150000000 * 4 as hash, id from post, n order by hash`,
    'entries',
  ],
];
