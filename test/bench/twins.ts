import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { BLOCKS, VERDICT } from '../../src/store/codecs.ts';
import { pack } from '../../src/store/blobs.ts';
import { inTransaction, openStore, type Store, storePath } from '../../src/store/open.ts';
import { openCourse, type Result } from './race/race.ts';

const SIZES = [2000, 20_000, 200_000];
const PAGES = 1000;
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

/** A store with so many candidates of one site, each with a sketch of its own; answers its file. */
function fill(folder: string, host: string, size: number): string {
  const dataDir = join(folder, `filled-${size}`);
  const store = openStore(dataDir, { durable: false });
  const rules = loadRules();
  const blocks = [{ kind: 'body' as const, text: 'A council bought lamps.' }];
  const verdict = classify({ title: 'A council bought lamps', url: 'https://bench.example/', blocks }, rules);
  const row = {
    host,
    rulesHash: rules.hash,
    blocks: pack(BLOCKS.write(blocks)),
    verdict: VERDICT.write(verdict),
  };
  for (let start = 0; start < size; start += 5000)
    inTransaction(store, () => {
      const end = Math.min(size, start + 5000);
      for (let n = start; n < end; n += 1) addOne(store, n, row);
      addSketches(store, start, end);
    });
  store.exec('pragma wal_checkpoint(truncate)');
  store.close();
  return storePath(dataDir);
}

type Kept = {
  readonly host: string;
  readonly rulesHash: string;
  readonly blocks: Uint8Array;
  readonly verdict: string;
};

function addOne(store: Store, n: number, { host, rulesHash, blocks, verdict }: Kept): void {
  // Addresses of a blog come in no order.
  const key = `https://${host}/posts/${((n * 7919) % 1_000_003) + 1_000_000}`;
  const { lastInsertRowid: id } = store
    .sql(
      `insert into post (key, url, source_id, title, published, date_precision, date_origin, body_hash, words, first_seen, last_seen)
       values (?, ?, ?, ?, ?, 'day', 'meta', ?, 900, 1, 1)`,
    )
    .run(
      key,
      key,
      `site-${host.split(':')[1] ?? ''}`,
      `Older post ${n}`,
      `20${10 + (n % 16)}-0${1 + (n % 9)}-11`,
      `h${n}`,
    );
  store.sql(`insert into post_alias (key, post_id, kind) values (?, ?, 'url')`).run(key, id);
  store
    .sql('insert into revision (post_id, body_hash, title, blocks, seen_at) values (?, ?, ?, ?, 1)')
    .run(id, `h${n}`, `Older post ${n}`, blocks);
  store
    .sql(`insert into classification values (?, ?, ?, ?, 'queue', ?, 1)`)
    .run(id, rulesHash, `h${n}`, ((n * 7919) % 300) / 10, verdict);
  store.sql(`insert into candidate (post_id, origin, created_at) values (?, 'rules', 1)`).run(id);
}

/** Sketches of posts that have no five words in common; entries in the order of the index, which is filled the sooner. */
function addSketches(store: Store, start: number, end: number): void {
  const entries: [number, number][] = [];
  for (let n = start; n < end; n += 1) {
    const hashes = Uint32Array.from(
      { length: SKETCH },
      (_, at) => (scrambled(n * SKETCH + at) >>> 2) << 2,
    ).sort();
    store.sql('insert into sketch (post_id, hashes) values (?, ?)').run(n + 1, new Uint8Array(hashes.buffer));
    for (const hash of hashes.subarray(0, ENTRIES)) entries.push([hash, n + 1]);
  }
  const add = store.sql('insert or ignore into sketch_entry (hash, post_id) values (?, ?)');
  for (const [hash, postId] of entries.sort(([a], [b]) => a - b)) add.run(hash, postId);
}

/** The finalizer of MurmurHash3: every number leads to another, evenly spread. */
function scrambled(number: number): number {
  let hash = number >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
