import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { allCouncils } from '../../src/classify/councils/councils.ts';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';
import { addEvent } from '../../src/store/entry-events.ts';
import { addEntry, type EntryRecord } from '../../src/store/entries.ts';
import { watchLink } from '../../src/store/links.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { readAhead, readCatalogue } from '../../src/catalogue/catalogue.ts';
import { site } from '../site/site.ts';

// The server of the catalogue's benchmark, in a thread of its own.

const { dir, entries } = workerData as { dir: string; entries: number };
const store = openStore(dir);
fill(store, entries);
await readAhead(store);
const app = await site(store);
await app.listen({ host: '127.0.0.1', port: 0 });
setImmediate(turn);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);

/** The longest turn of the event loop since it was asked before, in ms of the processor: what else the machine does is not counted. */
let longest = 0;
let begun = process.threadCpuUsage();
function turn(): void {
  const now = process.threadCpuUsage();
  longest = Math.max(longest, (now.user + now.system - begun.user - begun.system) / 1000);
  begun = now;
  setImmediate(turn);
}

parentPort?.on('message', (asked: { readonly cpu?: string; readonly isNew?: boolean }) => {
  void report(asked);
});

async function report(asked: { readonly cpu?: string; readonly isNew?: boolean }): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(await answer(asked));
}

async function answer(asked: { readonly cpu?: string; readonly isNew?: boolean }) {
  const { version } = readCatalogue(store);
  const held = longest;
  longest = 0;
  const cpu = asked.cpu === undefined ? [] : await (asked.isNew === true ? newly : kept)(asked.cpu);
  return { held, cpu, version };
}

/** What a kept answer takes of the processor, in ms. */
async function kept(path: string): Promise<number[]> {
  for (let n = 0; n < 50; n += 1) await ask(path);
  return [
    (await used(async () => {
      for (let n = 0; n < 300; n += 1) await ask(path);
    })) / 300,
  ];
}

/** What it takes to make one anew, each time after something has changed. */
async function newly(path: string): Promise<number[]> {
  const all: number[] = [];
  for (let n = 1; n <= 60; n += 1) {
    store.sql('update entry set updated_at = updated_at + 1 where id = ?').run(n);
    all.push(await used(async () => ask(path)));
  }
  return all.slice(20).sort((a, b) => a - b);
}

function ask(url: string) {
  return app.inject({ method: 'GET', url, headers: { 'accept-encoding': 'br' } });
}

async function used(work: () => Promise<unknown>): Promise<number> {
  // As all that come from outside, in a turn of its own: without one, nothing of the question before is let go.
  await new Promise<void>((resolve) => setImmediate(resolve));
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function fill(store: Store, count: number): void {
  const councils = allCouncils().filter(({ former }) => !former);
  const { topics, practices } = loadTaxonomy();
  const pick = <T>(list: readonly T[], n: number) => list[(n * 104_729) % list.length];
  inTransaction(store, () => {
    for (let n = 0; n < count; n += 1) {
      const council = pick(councils, n);
      const entry: EntryRecord = {
        candidateId: null,
        url: `https://ashden.org/news/story-${n}`,
        urlKey: `https://ashden.org/news/story-${n}`,
        title: `Story number ${n} about buying lamps and meals`,
        slug: `story-number-${n}-about-buying-lamps-and-meals`,
        publisher: ['Ashden', 'APSE', 'LGA'][n % 3] ?? '',
        sourceId: ['ashden-news', 'apse-news'][n % 2] ?? '',
        blurb: `How a framework of ${n} suppliers brought carbon savings to the place, and what the council would ask for next time.`,
        published: `${2015 + (n % 11)}-0${(n % 9) + 1}-1${n % 9}`,
        datePrecision: 'day',
        stage: 'manage-deliver',
        evidence: 'quantified',
        councils: council === undefined ? [] : [{ code: council.code, as: council.name }],
        topics: [pick(topics, n)?.slug ?? '', pick(topics, n + 3)?.slug ?? ''],
        practices: [pick(practices, n)?.slug ?? ''],
        facts: {},
        vouched: null,
        why: ['says how something was bought'],
        acceptedAt: n,
        listedAt: n,
        updatedAt: n,
      };
      const id = addEntry(store, entry);
      addEvent(store, { entryId: id, kind: 'listed', reason: '', by: 'bench', at: n });
      watchLink(store, id, null, n);
    }
  });
}
