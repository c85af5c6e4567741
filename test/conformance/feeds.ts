import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDate } from '../../src/base/dates/dates.ts';
import { resolveUrl } from '../../src/base/url.ts';
import type { FeedItem } from '../../src/discover/feed-item.ts';
import { readFeed } from '../../src/discover/read-feed.ts';
import { textOf } from '../../src/discover/markup.ts';
import type { SuiteResult } from './suite-result.ts';

type GoldEntry = { title?: string; link?: string; id?: string; published?: string; updated?: string };
type Gold = {
  file: string;
  headers: Record<string, string>;
  expect_ok: boolean | null;
  entries: GoldEntry[];
};

const BY_CHOICE =
  'left as they are: entities of a DOCTYPE, titles of things inside a category, comments in a title; of two dates the first';

/** feedparser's own test feeds against what feedparser itself read: entries, titles, links, dates; no throw, none over a second. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = join(suitesDir, 'feeds-feedparser');
  const lines = (await readFile(join(dir, 'gold.jsonl'), 'utf8')).trim().split('\n');
  const gold = lines.map((line) => JSON.parse(line) as Gold);
  const counts = { title: [0, 0], link: [0, 0], id: [0, 0], date: [0, 0] } satisfies Record<string, number[]>;
  const differ: string[] = [];
  let [right, slowest] = [0, 0];
  for (const row of gold) {
    const text = decode(await readFile(join(dir, row.file)));
    const start = performance.now();
    const reading = readFeed(text, 'about:blank');
    slowest = Math.max(slowest, performance.now() - start);
    const items = reading.kind === 'feed' ? reading.items : [];
    if (row.expect_ok !== true) continue;
    const wrong = compare(row.entries, items, counts);
    if (wrong.length === 0) right += 1;
    else differ.push(`${row.file}: ${wrong.join(', ')}`);
  }
  if (slowest > 1000) throw new Error(`a feed took ${slowest} ms`);
  const verified = gold.filter((row) => row.expect_ok === true).length;
  const fields = Object.entries(counts).map(([field, [passed = 0, of = 0]]) => ({
    suite: `feeds: ${field}`,
    passed,
    of,
    notes: [],
  }));
  return [
    { suite: 'feeds: files that throw nothing', passed: gold.length, of: gold.length, notes: [] },
    { suite: 'feeds: files right in all fields', passed: right, of: verified, notes: [BY_CHOICE, ...differ] },
    ...fields,
  ];
}

type Counts = Record<'title' | 'link' | 'id' | 'date', number[]>;

function compare(entries: GoldEntry[], items: readonly FeedItem[], counts: Counts): string[] {
  const wrong: string[] =
    entries.length === items.length ? [] : [`${items.length} entries for ${entries.length}`];
  for (const [index, entry] of entries.entries()) {
    const item = items[index] ?? {};
    const check = (field: keyof Counts, isRight: boolean): void => {
      counts[field] = [counts[field][0]! + Number(isRight), counts[field][1]! + 1];
      if (!isRight) wrong.push(field);
    };
    // feedparser keeps markup in titles; a card has words.
    if (entry.title !== undefined)
      check('title', [entry.title.trim(), textOf(entry.title)].includes(item.title ?? ''));
    if (entry.link !== undefined)
      check('link', [entry.link, resolveUrl(entry.link, undefined)].includes(item.link));
    if (entry.id !== undefined)
      check('id', entry.id === item.id || URL.parse(entry.id)?.href === URL.parse(item.id ?? '')?.href);
    const date = entry.published ?? entry.updated;
    if (date !== undefined) check('date', sameDay(date, item.date ?? item.updated ?? ''));
  }
  return wrong;
}

/** feedparser gives UTC; we keep the day as it was written, which a zone may put one apart. */
function sameDay(utc: string, written: string): boolean {
  const day = readDate(written, 'feed').value ?? '';
  return Math.abs(Date.parse(day) - Date.parse(utc.slice(0, 10))) <= 86_400_000;
}

/** What the fetcher does before a feed is read: byte order mark, XML declaration, UTF-8, windows-1252. */
function decode(bytes: Buffer): string {
  const declared =
    /^[^>]{0,80}encoding=["']([\w-]+)/.exec(bytes.toString('latin1').replaceAll('\0', ''))?.[1] ?? 'utf-8';
  const wide = bytes.subarray(0, 4).toString('hex');
  const guess = /^(?:feff|003c)/.test(wide)
    ? 'utf-16be'
    : /^(?:fffe|3c00)/.test(wide)
      ? 'utf-16le'
      : declared;
  for (const label of [guess, 'utf-8']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
