import { existsSync } from 'node:fs';
import path from 'node:path';
import { DAY } from '../base/durations.ts';
import { hasWord } from '../store/incidents.ts';
import { rescoringOwed } from '../store/packs.ts';
import { openStore, storeFailure, storePath } from '../store/open.ts';
import { implausibleTimes } from '../store/stored-times.ts';
import { dueSources, enrolledSources } from '../store/sources.ts';
import type { Settings } from '../base/settings.ts';
import { sourceFiles } from './source-files.ts';

/** What a crawl says that finds nothing to do. */
export const NOTHING_DUE = 'Nothing is due.';

/**
 * Whether every source is known to the store, none is due, no stored time is beyond what can be, no post is to be scored anew, and there is nothing to say of an incident. Sources are told by their files' names, so that a cron job
 * that has nothing to do ends before adapters, rules and parsers are loaded.
 * @throws Failure (`config`) for a missing folder, (`store`) for a store that cannot be used.
 */
export function nothingIsDue({ dataDir, sourceDirs }: Settings, now: number): boolean {
  const ids = sourceDirs.flatMap(sourceFiles).map((file) => path.parse(file).name);
  if (!existsSync(storePath(dataDir))) return false;
  const store = openStore(dataDir);
  try {
    const known = enrolledSources(store);
    const due = new Set(dueSources(store, now));
    if (implausibleTimes(store, now).length > 0 || rescoringOwed(store) !== undefined) return false;
    return ids.every((id) => known.has(id) && !due.has(id)) && !hasWord(store, now - DAY);
  } catch (error) {
    throw storeFailure(error, store.path);
  } finally {
    store.close();
  }
}
