import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addLatest } from '../../src/store/latest-sketches.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { dropEntries, postsFoundBy } from '../../src/store/sketches.ts';

const POSTS = 2200;
/** A few that many posts share, and stretches of their own for the others. */
const HASHES = Array.from({ length: 40 }, (_, at) => (at * 2_654_435_761) >>> 0).toSorted((a, b) => a - b);

let folder: string;
let stores: readonly [Store, Store];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-latest-'));
  stores = [openStore(folder, { durable: false }), openStore(folder, { durable: false })];
  stores[0]
    ?.sql(
      `with recursive n(id) as (select 1 union all select id + 1 from n where id < ?)
     insert into post (id, key, url, source_id, title, date_precision, date_origin, body_hash, words, first_seen, last_seen)
     select id, id, id, 's', 't', 'day', 'meta', id, 1, 1, 1 from n`,
    )
    .run(POSTS);
});
afterEach(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true });
});

it('finds posts as one plain index would, whoever adds and drops, and whatever is undone', () => {
  const model = new Map<number, Set<number>>(HASHES.map((hash) => [hash, new Set()]));
  let seed = 11;
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const some = (): number[] => HASHES.filter(() => draw(12) === 0);
  for (let post = 1; post < POSTS;) {
    const store = draw(4) === 0 ? stores[1] : stores[0];
    const from = post;
    post = Math.min(POSTS, from + 1 + draw(150));
    const many = Array.from({ length: post - from }, (_, at) => ({ post: from + at, hashes: some() }));
    const gone = {
      hashes: some(),
      posts: [draw(POSTS) + 1, ...Array.from({ length: 60 }, () => Math.max(1, post - draw(300)))],
    };
    const isUndone = draw(4) === 0;
    const work = (): void =>
      inTransaction(store, () => {
        for (const one of many) addLatest(store, one.post, Uint32Array.from(one.hashes));
        if (draw(3) === 0) dropEntries(store, gone.hashes, gone.posts);
        else gone.hashes.length = 0;
        if (isUndone) throw new Error('undone');
      });
    if (isUndone) expect(work).toThrow('undone');
    else {
      work();
      for (const one of many) for (const hash of one.hashes) model.get(hash)?.add(one.post);
      for (const hash of gone.hashes) for (const one of gone.posts) model.get(hash)?.delete(one);
    }
    const asked = [draw(40), draw(40)].map((at) => HASHES[at] ?? 0);
    for (const asking of stores) expect(postsFoundBy(asking, asked, 9)).toEqual(plainly(model, asked, 9));
  }
  const rows = Number(stores[0].sql('select count(*) as n from sketch_latest').get()?.['n']);
  expect(rows).toBeLessThanOrEqual(2048);
});

function plainly(
  model: ReadonlyMap<number, ReadonlySet<number>>,
  hashes: readonly number[],
  limit: number,
): number[] {
  const times = new Map<number, number>();
  for (const hash of hashes)
    for (const post of [...(model.get(hash) ?? [])].toSorted((a, b) => a - b).slice(0, 32))
      times.set(post, (times.get(post) ?? 0) + 1);
  return [...times]
    .toSorted(([a, n], [b, m]) => m - n || a - b)
    .slice(0, limit)
    .map(([post]) => post);
}
