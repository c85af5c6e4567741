import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../base/defined.ts';
import { keepSmall } from './keep-small.ts';
import { logLine } from '../base/log.ts';
import { createFetcher, type Fetcher } from '../fetch/fetch.ts';
import { openStore, type Store } from '../store/open.ts';
import type { Settings } from '../base/settings.ts';
import type { HubOptions } from '../remote/hub.ts';
import { mannersIn } from './store-manners.ts';
import { openReadingRoom } from '../reading/reading-room.ts';
import { type Performer, visitsHere } from '../rounds/perform-visit.ts';
import { type RulesWhenNeeded, rulesWhenNeeded } from '../rounds/rules-when-needed.ts';
import type { Tools } from '../rounds/tools.ts';
import { readAside } from '../learn/trial/read-aside.ts';
import { VERSION } from '../base/version.ts';
import type { Visits } from '../rounds/visits.ts';

/** Tools that are open and must be closed. */
export type OpenTools = Tools & { readonly close: () => Promise<void> };

type ToolsOptions = {
  readonly stop: AbortSignal;
  readonly stderr: NodeJS.WritableStream;
  readonly durable?: boolean;
  /** Whoever waits for an answer is told of `stop` at once (its reason is thrown): for what a person began and may break off. */
  readonly endsAtOnce?: boolean;
  /** Leave visits to workers where Redis is set. Not for a server: it must not wait for Redis. */
  readonly isHub?: boolean;
  /** Rules that are saved meanwhile are read in a thread: for a server, which people wait for. */
  readonly readsAside?: boolean;
  /** The crawl that they are for, named in every line of the log. */
  readonly run?: string;
};

/**
 * Opens the store, the rules and the fetcher as the settings say. `durable: false` is for a process that only crawls.
 * @throws Failure (`config` or `store`).
 */
export async function openTools(
  settings: Settings,
  { stop, stderr, durable = true, isHub = false, readsAside = false, endsAtOnce = false, run }: ToolsOptions,
): Promise<OpenTools> {
  if (!durable) keepSmall();
  const store = openStore(settings.dataDir, { durable });
  const pack = rulesOrClose(settings, store, readsAside);
  // Manners may be forgotten in a power cut, so they need not wait for the disk. Where nothing waits, one connection serves
  // both: a second one that writes makes SQLite forget all the pages that the first holds in memory.
  const mannersStore = durable ? openStore(settings.dataDir, { durable: false }) : store;
  const log = (event: string, fields = {}): void => {
    if (event.startsWith('warn.'))
      stderr.write(`${logLine(event, { ...defined({ run }), ...fields }, new Date())}\n`);
  };
  const network = createFetcher({
    version: VERSION,
    contact: settings.contact,
    allowHosts: settings.allowHosts,
    minGapMs: settings.minGapMs,
    manners: mannersIn(mannersStore),
    log,
    wait: (ms) => sleep(ms, undefined, { signal: stop }),
    ...defined({ chromiumPath: settings.chromiumPath }),
  });
  const fetcher = endsAtOnce ? endedBy(stop, network) : network;
  const reading = openReadingRoom();
  const say = (what: string | undefined): void =>
    void stderr.write(`lamplighter: ${what ?? 'going on: Redis and a worker are there'}\n`);
  const hub = { store: mannersStore, stop, onWait: say };
  const visits = isHub
    ? await openVisits(settings, { fetcher, reading }, hub)
    : visitsHere({ fetcher, reading });
  return {
    store,
    fetcher,
    reading,
    visits,
    get rules() {
      return pack.rules();
    },
    get rulesHash() {
      return pack.hash;
    },
    log,
    now: Date.now,
    stop,
    close: async () => {
      await visits.close();
      reading.close();
      await fetcher.close();
      if (mannersStore !== store) mannersStore.close();
      store.close();
    },
  };
}

/** A fetcher that rejects with the reason of `stop` whatever it was asked for and has not answered by then. */
function endedBy(stop: AbortSignal, fetcher: Fetcher): Fetcher {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  stop.addEventListener('abort', () => reject(stop.reason), { once: true });
  return {
    ask: (request) => Promise.race([stopped, fetcher.ask(request)]),
    fetch: (request) => Promise.race([stopped, fetcher.fetch(request)]),
    close: () => fetcher.close(),
  };
}

function rulesOrClose({ rulesFile }: Settings, store: Store, readsAside: boolean): RulesWhenNeeded {
  try {
    return rulesWhenNeeded(rulesFile, store, readsAside ? readAside : undefined);
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Here, or by workers where Redis is set; only then is what speaks to it loaded. */
async function openVisits(
  { redisUrl, minGapMs }: Settings,
  performer: Performer,
  hub: Pick<HubOptions, 'store' | 'stop' | 'onWait'>,
): Promise<Visits> {
  if (redisUrl === undefined) return visitsHere(performer);
  const { visitsByWorkers } = await import('../remote/hub.ts');
  return visitsByWorkers({ redisUrl, minGapMs, ...hub });
}
