import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { allCouncils } from '../../src/classify/councils/councils.ts';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';
import { addEvent } from '../../src/store/entry-events.ts';
import { addEntry, type EntryRecord } from '../../src/store/entries.ts';
import { watchLink } from '../../src/store/links.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { site } from '../site/site.ts';

// The server of the catalogue's benchmark, in a thread of its own.

const { dir, entries } = workerData as { dir: string; entries: number };
const store = openStore(dir);
fill(store, entries);
const app = await site(store);
await app.listen({ host: '127.0.0.1', port: 0 });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);

// How long the loop was held since it was asked before, in ms; how much of the processor an address takes, from kept answers.
const held = monitorEventLoopDelay({ resolution: 5 });
held.enable();
parentPort?.on('message', (asked: { readonly cpu?: string }) => {
  void report(asked);
});

async function report(asked: { readonly cpu?: string }): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(await answer(asked));
}

async function answer({
  cpu,
}: {
  readonly cpu?: string;
}): Promise<{ held: number; cpu: number; version: number }> {
  const { version } = readCatalogue(store);
  const longest = held.max / 1e6;
  held.reset();
  if (cpu === undefined) return { held: longest, cpu: 0, version };
  const ask = () => app.inject({ method: 'GET', url: cpu, headers: { 'accept-encoding': 'br' } });
  for (let n = 0; n < 50; n += 1) await ask();
  const before = process.threadCpuUsage();
  for (let n = 0; n < 300; n += 1) await ask();
  const { user, system } = process.threadCpuUsage(before);
  return { held: longest, cpu: (user + system) / 1000 / 300, version };
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
