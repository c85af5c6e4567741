import { availableParallelism } from 'node:os';
import type { FromReader, ReadingOrder, ReadingResult } from './messages.ts';
import { figuresOf } from './process-figures.ts';
import { type ReaderProcess, startReader } from './reader-process.ts';

/** What could not be read, and why. `stopped`: its reader was ended over it, or died of it. */
export type Unread = { readonly kind: 'unread'; readonly why: string; readonly stopped: boolean };

/**
 * Where all is read that strangers sent: in processes that can be ended. A reading has its time, a reader its memory, and nothing
 * that happens to them is felt here. No reader is started before there is something to read.
 */
export type ReadingRoom = {
  /** Reads within so much CPU time (ms). Never rejects. */
  readonly read: (order: ReadingOrder, limitMs: number) => Promise<ReadingResult | Unread>;
  /** The processes that read now. */
  readonly pids: () => readonly number[];
  readonly close: () => void;
};

type Job = {
  readonly id: number;
  readonly order: ReadingOrder;
  readonly limitMs: number;
  readonly settle: (result: ReadingResult | Unread) => void;
  /** Readers that died over it without our doing, or had grown too large before it. */
  deaths: number;
  /** Since when it is in hand (monotonic ms), and its reader's CPU time (ms) when that was first looked at. */
  begunAt: number;
  cpuFrom: number | undefined;
  /** Its reader's memory when that was first looked at (bytes). */
  memoryFrom: number | undefined;
  /** The CPU time that was seen last, and how far into the reading it was last seen to grow (ms). */
  cpuSeen: number;
  movedAt: number;
};

type Reader = {
  readonly process: ReaderProcess;
  /** Where it reads now; absent while it is spare, and once it was let go. */
  room: Room | undefined;
  /** The one in hand first; the next lies ready, so that a reader need not wait for us. */
  readonly jobs: Job[];
  /** Its own start is nobody's time. */
  isReady: boolean;
  memory: number;
  answers: number;
  idle: NodeJS.Timeout | undefined;
};

type Room = {
  readonly readers: Set<Reader>;
  readonly waiting: Job[];
  /** Since when every reader has had all that it can take (monotonic ms), or Infinity. */
  busySince: number;
  watch: NodeJS.Timeout | undefined;
  ids: number;
  isClosed: boolean;
};

const AHEAD = 2;
/** One core is for what stands before and behind the reading. */
const MOST_READERS = Math.max(1, Math.min(2, availableParallelism() - 1));
/** Real pages in their hundreds make a reader of 140 MB. */
const MOST_MEMORY = 176 * 1024 * 1024;
/** What one page of all that its reader has read may be blamed for. */
const MOST_GROWTH = 64 * 1024 * 1024;
/** A reader that grew beyond this is not kept when it has nothing to do. */
const STOUT = 160 * 1024 * 1024;
const WEIGH_AFTER_ANSWERS = 256;
const LOOK_MS = 25;
/** A reader costs half a second of CPU to start: another comes when there has been too much to do for as long. */
const GROW_MS = 500;
/** For where no CPU time can be seen, and for what waits without using any; a busy machine may let a reader stand for many seconds. */
const LONGEST_MS = 60_000;
const LONGEST_MOVING_MS = 10 * LONGEST_MS;
const IDLE_MS = 30_000;
const CLOSED: Unread = { kind: 'unread', why: 'the reading room was closed', stopped: false };

/**
 * Readers with nothing in hand whose room was closed: the next room of this process has them at once, where starting one would cost it
 * half a second of CPU.
 */
const spare = new Set<Reader>();

const UNBEGUN = { begunAt: 0, cpuFrom: undefined, memoryFrom: undefined, cpuSeen: -1, movedAt: 0 } as const;

/** Opens a room with nobody in it. */
export function openReadingRoom(): ReadingRoom {
  const room: Room = {
    readers: new Set(),
    waiting: [],
    busySince: Infinity,
    watch: undefined,
    ids: 0,
    isClosed: false,
  };
  return {
    read: (order, limitMs) => {
      if (room.isClosed) return Promise.resolve(CLOSED);
      const { promise, resolve } = Promise.withResolvers<ReadingResult | Unread>();
      const id = (room.ids += 1);
      room.waiting.push({ id, order, limitMs, settle: resolve, deaths: 0, ...UNBEGUN });
      handOut(room);
      return promise;
    },
    pids: () => [...room.readers].map(({ process: { pid } }) => pid),
    close: () => close(room),
  };
}

/** Gives what waits to readers that have room for it, and looks after those that read. */
function handOut(room: Room): void {
  for (let next = room.waiting[0]; next !== undefined; next = room.waiting[0]) {
    const reader = choose(room);
    if (reader === undefined) break;
    room.waiting.shift();
    clearTimeout(reader.idle);
    reader.jobs.push(next);
    if (reader.jobs.length === 1) begin(reader);
    reader.process.send({ id: next.id, order: next.order });
  }
  if (room.waiting.length === 0) room.busySince = Infinity;
  else if (room.busySince === Infinity) room.busySince = performance.now();
  const isReading = [...room.readers].some(({ jobs }) => jobs.length > 0);
  if (isReading) room.watch ??= setInterval(() => look(room), LOOK_MS);
  else if (room.watch !== undefined) {
    clearInterval(room.watch);
    room.watch = undefined;
  }
}

/** The reader with the least to do; a new one where there is none, or all have had too much for a while. */
function choose(room: Room): Reader | undefined {
  const [least] = [...room.readers]
    .filter(({ jobs }) => jobs.length < AHEAD)
    .sort((a, b) => a.jobs.length - b.jobs.length);
  if (least?.jobs.length === 0) return least;
  const isSwamped = performance.now() - room.busySince >= GROW_MS;
  const mayGrow = room.readers.size < (isSwamped ? MOST_READERS : 1);
  return mayGrow ? hire(room) : least;
}

function hire(room: Room): Reader {
  const [reader = newReader()] = spare;
  spare.delete(reader);
  reader.room = room;
  room.readers.add(reader);
  return reader;
}

function newReader(): Reader {
  const reader: Reader = {
    process: startReader({
      onAnswer: (answer) => takeAnswer(reader, answer),
      onEnd: (how) => noteEnd(reader, how),
    }),
    room: undefined,
    jobs: [],
    isReady: false,
    memory: 0,
    answers: 0,
    idle: undefined,
  };
  return reader;
}

function begin({ jobs, process }: Reader): void {
  const [job] = jobs;
  process.hold(job !== undefined);
  if (job === undefined) return;
  Object.assign(job, { ...UNBEGUN, begunAt: performance.now() });
}

function takeAnswer(reader: Reader, answer: FromReader): void {
  if ('ready' in answer) {
    reader.isReady = true;
    return begin(reader);
  }
  const { room, jobs } = reader;
  const [job] = jobs;
  // One that was ended may still have said something.
  if (room === undefined || job?.id !== answer.id) return;
  jobs.shift();
  reader.answers += 1;
  job.settle('result' in answer ? answer.result : { kind: 'unread', why: answer.failed, stopped: false });
  begin(reader);
  if (reader.answers % WEIGH_AFTER_ANSWERS === 0)
    reader.memory = figuresOf(reader.process.pid)?.memory ?? reader.memory;
  if (jobs.length === 0) rest(reader);
  handOut(room);
}

/** With nothing to do, a stout reader ends at once, any other after a while. */
function rest(reader: Reader): void {
  if (reader.memory > STOUT) dismiss(reader);
  else reader.idle = setTimeout(() => dismiss(reader), IDLE_MS).unref();
}

function dismiss(reader: Reader): void {
  leave(reader);
  reader.process.dismiss();
}

/** From now on nothing that it says or does is heard. */
function leave(reader: Reader): void {
  clearTimeout(reader.idle);
  spare.delete(reader);
  reader.room?.readers.delete(reader);
  reader.room = undefined;
}

/** A reader that ended by itself. What it had in hand is tried once more by another: the end may have come from outside. */
function noteEnd(reader: Reader, how: string): void {
  const { room } = reader;
  leave(reader);
  if (room === undefined) return;
  const [job, ...others] = reader.jobs;
  if (job !== undefined) job.deaths += 1;
  const again = job === undefined || job.deaths > 1 ? [] : [job];
  room.waiting.unshift(...again, ...others);
  if (job !== undefined && again.length === 0)
    job.settle({ kind: 'unread', why: `its reader was lost twice: ${how}`, stopped: true });
  handOut(room);
}

/** Looks at every reading that takes longer than nearly all do. */
function look(room: Room): void {
  for (const reader of room.readers) {
    const [job] = reader.jobs;
    const took = performance.now() - (job?.begunAt ?? Infinity);
    if (job === undefined || took < LOOK_MS) continue;
    const why = reasonToStop(reader, job, took);
    if (why !== undefined) stop(room, reader, job, why);
    else if (reader.memory > MOST_MEMORY) replace(room, reader, job);
  }
}

function reasonToStop(reader: Reader, job: Job, took: number): string | undefined {
  const figures = figuresOf(reader.process.pid);
  if (took > standstill(job, took, figures?.cpuMs))
    return `no end of it within ${Math.round(took / 1000)} seconds`;
  if (figures === undefined) return undefined;
  reader.memory = figures.memory;
  if (!reader.isReady) return undefined;
  job.cpuFrom ??= figures.cpuMs;
  if (figures.cpuMs - job.cpuFrom > job.limitMs)
    return `no end of it within ${job.limitMs / 1000} seconds of CPU time`;
  job.memoryFrom ??= figures.memory;
  const isToBlame = reader.answers === 0 || job.deaths > 0 || figures.memory - job.memoryFrom > MOST_GROWTH;
  return figures.memory > MOST_MEMORY && isToBlame
    ? `more than ${MOST_MEMORY / 1024 / 1024} MB of memory`
    : undefined;
}

/** How long a reading may take (ms), as long as its reader gets on; where that cannot be seen, or it does not, much less. */
function standstill(job: Job, took: number, cpuMs = -1): number {
  if (cpuMs !== job.cpuSeen) Object.assign(job, { cpuSeen: cpuMs, movedAt: took });
  return took - job.movedAt > LONGEST_MS ? 0 : LONGEST_MOVING_MS;
}

function stop(room: Room, reader: Reader, job: Job, why: string): void {
  end(reader);
  room.waiting.unshift(...reader.jobs.slice(1));
  job.settle({ kind: 'unread', why: `its reader was stopped: ${why}`, stopped: true });
  handOut(room);
}

/** A reader that had grown before this page is ended, and the page read by another that has nothing of earlier ones. */
function replace(room: Room, reader: Reader, job: Job): void {
  end(reader);
  job.deaths += 1;
  room.waiting.unshift(...reader.jobs);
  handOut(room);
}

function end(reader: Reader): void {
  leave(reader);
  reader.process.kill();
}

function close(room: Room): void {
  room.isClosed = true;
  clearInterval(room.watch);
  for (const reader of [...room.readers])
    if (reader.jobs.length === 0 && spare.size < MOST_READERS) setAside(reader);
    else {
      end(reader);
      for (const job of reader.jobs) job.settle(CLOSED);
    }
  for (const job of room.waiting.splice(0)) job.settle(CLOSED);
}

function setAside(reader: Reader): void {
  leave(reader);
  spare.add(reader);
  rest(reader);
}
