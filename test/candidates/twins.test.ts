import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashesIn } from '../../src/store/hashes.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { ARTICLES, FOOTER } from './corpus.ts';
import { headsIn, headsOf, type Item, layAll } from './library.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-twins-'));
  store = begunStore(folder, { durable: false });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** Posts of one site, each in words of its own, over the footer of the site. */
function posts(from: number, to: number): Item[] {
  return Array.from({ length: to - from }, (_, at) => ({
    host: 'blog.example.org',
    slug: `post-${from + at}`,
    text: `${Array.from({ length: 200 }, (_word, n) => `w${from + at}x${n}`).join(' ')} ${FOOTER}`,
  }));
}

const figure = (sql: string): number => Number(store.sql(sql).get()?.['n']);
/** By which hashes which posts are found, the latest among them: hash and post. */
function pairs(): (readonly [hash: number, postId: number])[] {
  const older = store.sql('select hash, post_id from sketch_entry').all();
  const latest = store.sql('select hashes, post_id from sketch_latest').all();
  const all = [
    ...older.map((row) => [Number(row['hash']), Number(row['post_id'])] as const),
    ...latest.flatMap((row) =>
      [...hashesIn(row['hashes'])].map((hash) => [hash, Number(row['post_id'])] as const),
    ),
  ];
  // What has moved stands in its row still.
  return [...new Map(all.map((pair) => [pair.join(), pair])).values()];
}
const entries = (): number => pairs().length;
/** To how many posts the busiest hash leads. */
const busiest = (): number => {
  const leads = new Map<number, number>();
  for (const [hash] of pairs()) leads.set(hash, (leads.get(hash) ?? 0) + 1);
  return Math.max(...leads.values());
};

describe('what twins cost', () => {
  it('is no more for the 300th post of a site than for the tenth: its footer leads nowhere, and each is found by as few hashes', () => {
    layAll(store, posts(0, 10));
    const before = entries();
    layAll(store, posts(10, 20));
    const ten = entries() - before;
    layAll(store, posts(20, 290));
    const later = entries();
    layAll(store, posts(290, 300));
    expect(entries() - later).toBeLessThanOrEqual(ten + 10);
    expect(busiest()).toBeLessThanOrEqual(2);
    expect(figure('select count(*) as n from boilerplate')).toBeGreaterThan(25);
  });

  it('is bounded for a long text: its sketch, and what it is found by', () => {
    const text = Array.from({ length: 50_000 }, (_, n) => `word${n}`).join(' ');
    layAll(store, [{ host: 'long.example.org', slug: 'long', text }]);
    expect(figure('select length(hashes) / 4 as n from sketch')).toBe(1024);
    expect(entries()).toBeLessThanOrEqual(80);
  });

  it('is bounded for a text that a site shows a hundred times under one title, and all of them are one story', () => {
    const [article] = ARTICLES;
    const text = (article?.words ?? []).join(' ');
    const copies = Array.from({ length: 100 }, (_, at) => ({
      ...{ host: 'same.example.org', slug: 'notice', at, text },
    }));
    layAll(
      store,
      copies.map(({ at, ...item }) => ({ ...item, path: `notice-${at}` })),
    );
    expect(figure('select count(distinct cluster_id) as n from candidate')).toBe(1);
    expect(figure('select count(*) as n from candidate where cluster_id is null')).toBe(0);
    expect(figure('select count(*) as n from boilerplate')).toBe(0);
  });
});

describe('twins of long texts', () => {
  const words = Array.from({ length: 6000 }, (_, n) => `word${n}`);
  const whole: Item = {
    host: 'whole.example.org',
    slug: 'whole',
    text: words.join(' '),
    published: '2026-05-01',
  };
  const excerpts: Item[] = Array.from({ length: 8 }, (_, at) => ({
    ...{ host: `e${at}.example.com`, slug: `excerpt-${at}`, published: '2026-06-01' },
    text: words.slice(at * 700, at * 700 + 600).join(' '),
  }));

  it.each([
    ['after it', [whole, ...excerpts]],
    ['before it', [...excerpts, whole]],
  ])('are found when they are a tenth of it and come %s', (_, items) => {
    const heads = headsOf(items);
    expect(excerpts.filter(({ slug }) => heads.get(slug) !== 'whole')).toEqual([]);
  });
});

it('forgets what a post was found by when its text changes', () => {
  const [one, two] = ARTICLES;
  const say = (words: readonly string[] = []): string => words.join(' ');
  const mine: Item = { host: 'a.example.org', slug: 'mine', text: say(one?.words) };
  layAll(store, [mine]);
  layAll(store, [{ ...mine, text: say(two?.words) }]);
  layAll(store, [{ host: 'b.example.org', slug: 'theirs', text: say(one?.words) }]);
  expect(headsIn(store).get('theirs')).toBe('theirs');
  layAll(store, [{ host: 'c.example.org', slug: 'others', text: say(two?.words) }]);
  expect(headsIn(store).get('others')).toBe('mine');
});
