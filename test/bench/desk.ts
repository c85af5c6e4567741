import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { createShelf } from '../../src/rounds/shelf.ts';
import { pack } from '../../src/store/blobs.ts';
import { inSlices, inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { decide, looks, quantiles, reviewerAt, type Times } from './deciding.ts';

/**
 * Deciding at the desk, with 100,000 posts stored and on it: from the press of a button to the next post's whole page, in time as a
 * person waits and in CPU of this process. `npm run bench desk`; it takes some minutes, and the waits mean nothing on a busy machine.
 */
const POSTS = 100_000;
const ROUNDS = 300;
const SELF = fileURLToPath(import.meta.url);

const rules = loadRules();
const WORDS =
  `council contract procurement waste supplier saved carbon lighting furniture tender award market engagement social
  value residents borough service fleet housing roads library energy framework report cut invested million year team`.split(
    /\s+/,
  );

export async function run(print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-bench-'));
  const store = openStore(dataDir);
  fill(store);
  const { app, person } = await reviewerAt(store, dataDir, rules);
  await decide(person, 50);
  print(told('decide → next page', 'alone', await decide(person, ROUNDS)));
  print(told('the list', 'alone', await looks(person, 50)));
  const writer = fork(SELF, ['write', dataDir]);
  await new Promise((resolve) => writer.once('message', resolve));
  print(
    told('decide → next page', 'beside a crawl that writes and reclassifies', await decide(person, ROUNDS)),
  );
  print(told('the list', 'beside it', await looks(person, 50)));
  writer.kill('SIGKILL');
  await app.close();
  store.close();
  rmSync(dataDir, { recursive: true });
}

/** Ordinary posts of 300 words, in bulk and without the fine points: the desk only reads them. */
function fill(store: Store): void {
  const kinds = Array.from({ length: 50 }, (_, n) => kindOf(n));
  for (let start = 0; start < POSTS; start += 5000)
    inTransaction(store, () => {
      for (let n = start; n < Math.min(POSTS, start + 5000); n += 1)
        addOne(store, n, kinds[n % 50] ?? kindOf(n));
    });
  store.exec('analyze');
}

/** What of a post is the same for every fiftieth: a text and its verdict, as they are kept. */
function kindOf(n: number) {
  const post = postOf(n);
  return { blocks: pack(JSON.stringify(post.blocks)), verdict: JSON.stringify(classify(post, rules)) };
}

function postOf(n: number) {
  const body = Array.from(
    { length: 300 },
    (_, at) => WORDS[(n * 31 + at * 17 + ((n * at) % 7)) % WORDS.length],
  ).join(' ');
  return {
    url: `https://bench.example/${n}`,
    title: titleOf(n),
    blocks: [{ kind: 'body' as const, text: body }],
  };
}

function addOne(store: Store, n: number, { blocks, verdict }: ReturnType<typeof kindOf>): void {
  const [url, title] = [`https://bench.example/${n}`, titleOf(n)];
  const { lastInsertRowid: id } = store
    .sql(
      `insert into post (key, url, source_id, title, published, date_precision, date_origin, body_hash, words, first_seen, last_seen)
       values (?, ?, ?, ?, ?, 'day', 'meta', ?, 300, 1, 1)`,
    )
    .run(url, url, `source-${n % 40}`, title, `20${10 + (n % 16)}-0${1 + (n % 9)}-11`, `h${n}`);
  store
    .sql('insert into revision (post_id, body_hash, title, blocks, seen_at) values (?, ?, ?, ?, 1)')
    .run(id, `h${n}`, title, blocks);
  const score = ((n * 7919) % 300) / 10;
  store
    .sql(`insert into classification values (?, 'r', ?, ?, 'queue', ?, 1)`)
    .run(id, `h${n}`, score, verdict);
  store.sql(`insert into candidate (post_id, origin, created_at) values (?, 'rules', 1)`).run(id);
}

function titleOf(n: number): string {
  return `Durham County Council cuts waste ${n}`;
}

function told(what: string, beside: string, { wait, cpu }: Times): string {
  return `${what}, ${POSTS} posts, ${beside}: ${quantiles(wait)}; CPU ${quantiles(cpu)}`;
}

/** A crawl beside a reclassification, by the ways of both: posts from the shelf, new verdicts in slices, no pauses but those of a parser. */
async function write(dataDir: string): Promise<void> {
  const store = openStore(dataDir, { durable: false });
  const shelf = createShelf(store);
  process.send?.('ready');
  for (let n = POSTS; ; n += 1) {
    const kind = kindOf(n);
    void shelf.put(() => addOne(store, n, kind));
    inSlices(
      store,
      Array.from({ length: 10 }, (_, k) => () => {
        store
          .sql(`insert or replace into classification values (?, 'r2', ?, ?, 'queue', ?, 2)`)
          .run(1 + ((n * 13 + k) % POSTS), 'h', ((n + k) % 300) / 10, kind.verdict);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

if (process.argv[2] === 'write' && process.send !== undefined) await write(process.argv[3] ?? '');
