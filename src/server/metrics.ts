import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueueStats } from '../../queue/queue.ts';
import { storeMetrics, type StoreMetrics } from '../store/metrics.ts';
import type { Store } from '../store/open.ts';

/** Figures for Prometheus: what the store and the queue say when they are asked, and how fast this server answers. */
export type Metrics = {
  readonly contentType: string;
  /** Counts one answer of this server. */
  readonly answered: (labels: { route: string; method: string; status: number }, seconds: number) => void;
  readonly expose: () => Promise<string>;
};

type Sources = {
  readonly store: Store;
  readonly now: () => number;
  readonly queueStats: () => Promise<QueueStats | undefined>;
};

/** What is kept in the store is counted there, so that the figures survive every restart. */
export function makeMetrics({ store, now, queueStats }: Sources): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const answers = new Histogram({
    name: 'lamplighter_http_answer_seconds',
    help: 'How long this server took to answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [register],
  });
  const kept = new Map<string, Gauge>();
  const set = (
    name: string,
    help: string,
    values: Readonly<Record<string, number>>,
    label?: string,
  ): void => {
    const made = kept.get(name);
    const labelNames = label === undefined ? [] : [label];
    const gauge = made ?? new Gauge({ name, help, labelNames, registers: [register] });
    kept.set(name, gauge);
    gauge.reset();
    for (const [key, value] of Object.entries(values))
      if (label === undefined) gauge.set(value);
      else gauge.set({ [label]: key }, value);
  };
  return {
    contentType: register.contentType,
    answered: ({ route, method, status }, seconds) => answers.observe({ route, method, status }, seconds),
    expose: async () => {
      tellOfStore(set, storeMetrics(store, now()));
      tellOfQueue(set, await queueStats());
      return register.metrics();
    },
  };
}

type Tell = (name: string, help: string, values: Readonly<Record<string, number>>, label?: string) => void;

function tellOfStore(set: Tell, of: StoreMetrics): void {
  set('lamplighter_runs', 'Runs on record, by outcome', of.runs, 'outcome');
  set('lamplighter_run_seconds_sum', 'Time taken by all those runs', { all: of.runSeconds });
  if (of.lastRunAt !== null)
    set('lamplighter_last_run_timestamp_seconds', 'When the last run began', { all: of.lastRunAt });
  set('lamplighter_requests_last_hour', 'Requests to sites, by status', of.requests, 'status');
  set('lamplighter_sources', 'Sources: known, due by now, failing', of.sources, 'state');
  set('lamplighter_posts', 'Posts in the store', { all: of.posts });
  set('lamplighter_cards_waiting', 'Cards waiting to be read', { all: of.cardsWaiting });
  set('lamplighter_candidates', 'Candidates, by state', of.candidates, 'state');
}

function tellOfQueue(set: Tell, stats: QueueStats | undefined): void {
  const { workers = 0, ...jobs } = stats ?? {};
  set('lamplighter_redis_up', 'Whether Redis answers (also 0 where none is set)', {
    all: stats === undefined ? 0 : 1,
  });
  set('lamplighter_queue_visits', 'Visits in Redis, by state', jobs, 'state');
  set('lamplighter_workers', 'Workers connected to Redis', { all: workers });
}
