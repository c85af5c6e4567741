import { messageOf } from '../../base/errors.ts';
import type { Settings } from '../../base/settings.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { lookAtRules } from './look-at-rules.ts';
import { tellTimes } from '../../rounds/incidents/clock.ts';
import type { LoadedSource } from '../../rounds/load-sources.ts';
import { tellRounds } from '../../review/rounds-told.ts';
import { lookAtDisk } from '../../server/disk.ts';
import { lookAtBackups, lookAtRounds, lookAtSources } from '../../server/look-round.ts';
import { passedFirstLight } from '../../store/first-light.ts';
import { openIncidentOf } from '../../store/incidents.ts';
import { openStore, type Store, storePath } from '../../store/open.ts';
import { countAdmins, countReviewers } from '../../store/reviewers.ts';
import { implausibleTimes } from '../../store/stored-times.ts';
import { quickFault } from '../../store/verify.ts';

/** The store, and what it tells of disk, clock, rounds, sources, backups, accounts and rules. */
export function lookAtStoreWhole(
  settings: Settings,
  loaded: readonly LoadedSource[],
  now: number,
): Condition[] {
  let store: Store;
  try {
    const fault = quickFault(storePath(settings.dataDir));
    if (fault !== undefined)
      return [
        amiss('store', `${fault}; end what uses it, then restore a backup ("lamplighter restore FILE")`),
        ...lookAtRules(settings),
      ];
    store = openStore(settings.dataDir);
  } catch (error) {
    return [amiss('store', messageOf(error)), ...lookAtRules(settings)];
  }
  try {
    const active = new Set(loaded.flatMap(({ source }) => (source.paused === undefined ? [source.id] : [])));
    return [
      well('store', store.path),
      lookAtDisk(settings.dataDir),
      lookAtClock(store, now),
      ...lookAtRuns(store, loaded, active, now),
      lookAtBackups(store, settings.backupDir, now),
      lookAtAccounts(store),
      ...lookAtFirstLight(store, active),
      ...lookAtRules(settings, store),
    ];
  } catch (error) {
    return [amiss('store', messageOf(error))];
  } finally {
    store.close();
  }
}

/** Rounds and sources; where no site at all can be reached, that alone is what is amiss. */
function lookAtRuns(
  store: Store,
  loaded: readonly LoadedSource[],
  active: ReadonlySet<string>,
  now: number,
): Condition[] {
  const told = tellRounds(
    store,
    loaded.map(({ source }) => source),
    now,
  );
  const unreachable = told.find(({ about }) => about === 'network');
  if (unreachable !== undefined) return [amiss('rounds', unreachable.say)];
  // Which sources need a look is told with the reasons of each.
  const others = told.filter(({ about }) => about !== 'sources');
  return [
    lookAtRounds(store, active, now),
    ...others.map(({ kind, say }) => (kind === 'trouble' ? amiss : well)('rounds', say)),
    { ...lookAtSources(store, active), what: 'runs' },
  ];
}

function lookAtAccounts(store: Store): Condition {
  const people = countReviewers(store);
  if (people > 0 && countAdmins(store) === 0)
    return amiss(
      'accounts',
      'there is no administrator who can sign in; "lamplighter reviewers add EMAIL --role admin" makes one',
    );
  return well(
    'accounts',
    people === 0
      ? 'none yet; "lamplighter serve" says how to make the first'
      : `${people} ${people === 1 ? 'person' : 'people'}`,
  );
}

/** News and no fault: whether the guesses of an adapter are right only its site can tell. */
function lookAtFirstLight(store: Store, active: ReadonlySet<string>): Condition[] {
  const passed = passedFirstLight(store);
  const untried = [...active].filter((id) => !passed.has(id)).length;
  if (untried === 0) return [];
  return [
    well(
      'first light',
      `${untried} were never tried on their sites: run "lamplighter sources first-light --all"`,
    ),
  ];
}

function lookAtClock(store: Store, now: number): Condition {
  const found = implausibleTimes(store, now);
  if (found.length > 0)
    return amiss(
      'clock',
      `${tellTimes(found)}; set the clock right, and the next "lamplighter crawl" sets them back`,
    );
  const open = openIncidentOf(store, null, 'clock');
  const today = `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return well(
    'clock',
    open === undefined
      ? `${today}, and every stored time is as it can be`
      : `${today}; it was wrong, which was mended: ${open.reasons.join(' ')}`,
  );
}
