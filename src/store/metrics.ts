import { HOUR } from '../base/durations.ts';
import { count, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** What the store has to tell about its rounds, in numbers. Times in seconds. */
export type StoreMetrics = {
  /** Runs on record, by outcome; `unfinished` for those that are under way or were killed. */
  readonly runs: Readonly<Record<string, number>>;
  readonly runSeconds: number;
  readonly lastRunAt: number | null;
  /** Requests of the last hour by status; `none` where no answer came. */
  readonly requests: Readonly<Record<string, number>>;
  readonly sources: { readonly known: number; readonly due: number; readonly failing: number };
  readonly posts: number;
  readonly cardsWaiting: number;
  readonly candidates: Readonly<Record<string, number>>;
};

export function storeMetrics(store: Store, now: number): StoreMetrics {
  const runs = store
    .sql(
      `select coalesce(outcome, 'unfinished') as name, count(*) as n,
              coalesce(sum(finished_at - started_at), 0) as ms, max(started_at) as last from run group by 1`,
    )
    .all();
  const requests = store
    .sql(`select coalesce(status, 'none') as name, count(*) as n from request where at >= ? group by 1`)
    .all(now - HOUR);
  const candidates = store.sql('select state as name, count(*) as n from candidate group by 1').all();
  const one = (query: string): number => count(store.sql(query).get());
  return {
    runs: Object.fromEntries(runs.map((row) => [text(row, 'name'), number(row, 'n')])),
    runSeconds: runs.reduce((sum, row) => sum + number(row, 'ms'), 0) / 1000,
    lastRunAt: runs.length === 0 ? null : Math.max(...runs.map((row) => number(row, 'last'))) / 1000,
    requests: Object.fromEntries(requests.map((row) => [String(row['name']), number(row, 'n')])),
    sources: {
      known: one('select count(*) as n from source'),
      due: count(store.sql('select count(*) as n from source where next_due_at <= ?').get(now)),
      failing: one('select count(*) as n from source where failures > 0'),
    },
    posts: one('select count(*) as n from post'),
    cardsWaiting: one('select count(*) as n from card'),
    candidates: Object.fromEntries(candidates.map((row) => [text(row, 'name'), number(row, 'n')])),
  };
}
