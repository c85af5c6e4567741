/** How often it is looked again whether the store is free (ms). */
const POLL_MS = 0.25;
/** How long a crawl leaves the store free for others (ms): whoever waits looks at least once meanwhile. */
const GAP_MS = 2 * POLL_MS;
// What SQLite answers while another connection writes.
const BUSY = 5;

/**
 * Begins a transaction that writes as soon as whoever writes has ended. SQLite's own waiting sleeps longer each time, up to a tenth of a
 * second, and is passed over by whoever comes again sooner: beside a crawl, a person would wait for it.
 * @throws SQLite's error when the store was busy for `patienceMs`.
 */
export function beginSoon(exec: (sql: string) => void, patienceMs: number): void {
  exec('pragma busy_timeout = 0');
  try {
    const end = performance.now() + patienceMs;
    while (!mayBegin(exec, performance.now() > end)) Atomics.wait(NOBODY_WAKES, 0, 0, POLL_MS);
  } finally {
    exec(`pragma busy_timeout = ${patienceMs}`);
  }
}

/**
 * How long a crawl keeps the store without such a pause (ms), while others write and while nobody does: each post dirties pages all over the
 * indices, and of those that are stored together most are written once. Who comes first waits three times as long, and nobody after them.
 */
export const SLICE_MS = { shared: 4, alone: 12 } as const;

/** Since when a crawl has the store, but for moments too short for anybody else, and until when it had it last (of `performance.now()`). */
const turn = { held: 0, ended: 0 };

/** Begins a transaction of a crawl: as soon as the store is free, and after a pause where it was kept for long. */
export function beginInTurn(exec: (sql: string) => void): void {
  const left = turn.ended + GAP_MS - performance.now();
  if (left > 0 && turn.held > SLICE_MS.shared) Atomics.wait(NOBODY_WAKES, 0, 0, left);
  if (left <= 0 || turn.held > SLICE_MS.shared) turn.held = 0;
  exec('begin immediate');
}

/** Notes that a transaction of a crawl ended, which had begun at `began`. */
export function endTurn(began: number): void {
  turn.ended = performance.now();
  turn.held += turn.ended - began;
}

const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4));

function mayBegin(exec: (sql: string) => void, isLastTry: boolean): boolean {
  try {
    exec('begin immediate');
    return true;
  } catch (error) {
    const isBusy = error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === BUSY;
    if (isLastTry || !isBusy) throw error;
    return false;
  }
}
