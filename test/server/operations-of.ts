import { dirname } from 'node:path';
import { well } from '../../src/model/condition.ts';
import { readSettings } from '../../src/run/config.ts';
import { openOperations, type Operations } from '../../src/server/operations.ts';
import type { Store } from '../../src/store/open.ts';

/** Tests share their process, and the machine, with others: how late it is says nothing of what they look at. */
const calm = { look: () => well('loop', 'it is not looked at'), close: () => undefined };

/** What those who run the house are given, over a store and its folder. */
export function operationsOf(
  store: Store,
  more: {
    readonly now?: () => number;
    readonly active?: readonly string[];
    readonly faults?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Operations> {
  const dataDir = dirname(store.path);
  const settings = { ...readSettings({ ...more.environment }, dataDir), dataDir };
  const { now = Date.now, active = [], faults = [] } = more;
  return openOperations({ store, settings, active, faults, now }, calm);
}
