import { hostname } from 'node:os';
import { defined } from '../base/defined.ts';
import { VisitRefused } from '../../queue/queue.ts';
import { startWorker, type StartedWorker } from '../../queue/worker.ts';
import type { Log } from '../base/log.ts';
import { createFetcher } from '../fetch/fetch.ts';
import type { Settings } from '../base/settings.ts';
import { type LoadedSource, loadSources } from '../rounds/load-sources.ts';
import { openReadingRoom } from '../reading/reading-room.ts';
import { performVisit, type Performer } from '../rounds/perform-visit.ts';
import { encodeResult } from './remote-result.ts';
import type { RemoteResult, RemoteVisit } from './remote-visit.ts';
import { VERSION } from '../base/version.ts';
import { LeadsOn, visitManners } from './visit-manners.ts';

export type WorkerSettings = Pick<
  Settings,
  'sourceDirs' | 'contact' | 'allowHosts' | 'chromiumPath' | 'minGapMs'
> & {
  readonly redisUrl: string;
  readonly atOnce: number;
  readonly lockMs?: number;
};

const LOOK_AGAIN_MS = 10_000;

/**
 * Takes visits from Redis and performs them with the adapters of this machine, until it is closed. Needs no store.
 * `stop` ends the wait for a Redis that is not there yet.
 * @throws Failure (`config`) for an adapter that is wrong, or a Redis that evicts keys.
 */
export async function openWorker(
  settings: WorkerSettings,
  log: Log,
  stop: AbortSignal,
): Promise<StartedWorker> {
  const adapters = await adapterBook(settings.sourceDirs);
  const { manners, during } = visitManners(Date.now);
  const { contact, allowHosts, chromiumPath, minGapMs } = settings;
  const browser = { morePauseMs: minGapMs, ...defined({ chromiumPath }) };
  const own = { version: VERSION, contact, allowHosts, minGapMs: 0, manners, log };
  const fetcher = createFetcher({ ...own, ...browser });
  const reading = openReadingRoom();
  const worker = await startWorker<RemoteVisit, RemoteResult>({
    url: settings.redisUrl,
    concurrency: settings.atOnce,
    perform: async (visit) => {
      const adapter = await adapters(visit);
      return goAndRead(visit, adapter, { fetcher, reading }, during);
    },
    encode: encodeResult,
    log,
    stop,
    ...defined({ lockMs: settings.lockMs }),
  });
  return {
    close: async () => {
      const isClosed = await worker.close();
      reading.close();
      await fetcher.close();
      return isClosed;
    },
  };
}

async function goAndRead(
  visit: RemoteVisit,
  adapter: LoadedSource,
  performer: Performer,
  during: ReturnType<typeof visitManners>['during'],
): Promise<RemoteResult> {
  const { result, traces } = await during(visit, async () => {
    try {
      return { kind: 'done', ...(await performVisit(visit, adapter, performer)) } as const;
    } catch (error) {
      if (error instanceof LeadsOn) return { kind: 'leadsOn', host: error.host } as const;
      throw error;
    }
  });
  return { ...result, ...traces };
}

/** Finds adapters by hash, and looks at the files again for one that it does not know: they may have been brought up to date. */
async function adapterBook(
  folders: readonly string[],
): Promise<(visit: Pick<RemoteVisit, 'source' | 'adapterHash'>) => Promise<LoadedSource>> {
  const read = async (): Promise<Map<string, LoadedSource>> =>
    new Map((await loadSources(folders)).map((loaded) => [loaded.hash, loaded]));
  let known = await read();
  let readAt = Date.now();
  return async ({ source: id, adapterHash }) => {
    if (!known.has(adapterHash) && Date.now() - readAt > LOOK_AGAIN_MS) {
      readAt = Date.now();
      // An adapter that is being edited is not a reason to forget the others.
      known = await read().catch(() => known);
    }
    const loaded = known.get(adapterHash);
    if (loaded?.source.id === id) return loaded;
    throw new VisitRefused(
      `the worker on ${hostname()} does not have the adapter ${adapterHash.slice(0, 12)} of ${id}; bring its sources up to date`,
    );
  };
}
