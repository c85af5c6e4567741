import { createHash } from 'node:crypto';
import { DAY, HOUR } from '../../base/durations.ts';
import { LONGEST } from '../../model/longest.ts';

/**
 * How long to wait before the next run (ms): a quarter of the median gap between posts, between 6 hours and 7 days.
 * Fewer than four dated posts say too little, so the source's own estimate serves instead.
 * `days` are publication days (YYYY-MM-DD), in any order.
 */
export function learntInterval(days: readonly string[], perMonth: number): number {
  const times = [...new Set(days)].map((day) => Date.parse(day)).sort((a, b) => b - a);
  const gaps = times.slice(1).map((time, index) => (times[index] ?? time) - time);
  const typical = gaps.length >= 3 ? median(gaps) : (30 * DAY) / perMonth;
  return Math.round(Math.min(LONGEST.interval, Math.max(6 * HOUR, typical / 4)));
}

/** The pause after `failures` bad runs in a row (ms): 1 h, 2 h, 4 h … at most 48 h, for ever. */
export function backoff(failures: number): number {
  return Math.min(48 * HOUR, HOUR * 2 ** Math.min(failures - 1, 10));
}

/** The same ±10 % for a source every time, so that sources spread out and a test can foretell them. */
export function spread(sourceId: string, intervalMs: number): number {
  const share = createHash('sha256').update(sourceId).digest().readUInt16BE(0) / 0xff_ff;
  return Math.round(intervalMs * (0.9 + 0.2 * share));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
