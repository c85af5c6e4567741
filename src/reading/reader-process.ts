import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { codeBeside, BESIDE_ENVIRONMENT } from '../base/code-beside.ts';
import { type FromReader, inPieces, isFromReader, type ToReader } from './messages.ts';

/** A reader's process, as its room sees it. */
export type ReaderProcess = {
  readonly pid: number;
  readonly send: (message: ToReader) => void;
  /** Ends it at once, whatever it does. */
  readonly kill: () => void;
  /** Lets it end by itself: it has nothing in hand. */
  readonly dismiss: () => void;
  /** Whether our own process must wait for it. */
  readonly hold: (isHeld: boolean) => void;
};

export type ReaderEvents = {
  readonly onAnswer: (answer: FromReader) => void;
  /** It is gone, and how. */
  readonly onEnd: (how: string) => void;
};

/**
 * A nursery that holds what is made of a few pages, cleared by the reader itself while nothing of them lives. What V8 learns of how long
 * things live would put lists of a page among what stays, and with them whole trees; several threads that clear so little cost more than they
 * spare. What stays is marked beside the reading: without that, real pages make it two fifths larger.
 */
const HEAP = [
  ...['--max-semi-space-size=4', '--min-semi-space-size=4', '--max-old-space-size=192'],
  ...['--no-allocation-site-pretenuring', '--no-parallel-scavenge', '--expose-gc'],
];
/**
 * A reader whose parent is killed in the middle of a page ends with its page; one that would never end is ended by the system after
 * so many seconds of CPU. POSIX `ulimit`, so that it holds without a program of ours.
 */
const LIMITED = 'ulimit -t 900; exec "$0" "$@"';
const LONGEST_TAIL = 2000;

/** Starts a reader. It gets no more of our environment: what it reads are strangers' pages. */
export function startReader({ onAnswer, onEnd }: ReaderEvents): ReaderProcess {
  const file = fileURLToPath(codeBeside('reader', import.meta.url));
  const child = spawn('/bin/sh', ['-c', LIMITED, process.execPath, ...HEAP, file], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: BESIDE_ENVIRONMENT,
  });
  let tail = '';
  child.stderr?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString('utf8')).slice(-LONGEST_TAIL)));
  child.on('message', (message: unknown) => {
    if (isFromReader(message)) onAnswer(message);
  });
  child.once('error', (error) => onEnd(error.message));
  // When all it said has come.
  child.once('close', (code, signal) => onEnd(howItEnded(code, signal, tail)));
  return {
    pid: child.pid ?? 0,
    send: (message) => {
      for (const part of inPieces(message)) child.send(part, () => undefined);
    },
    kill: () => void child.kill('SIGKILL'),
    dismiss: () => {
      if (child.connected) child.disconnect();
    },
    hold: (isHeld) => hold(child, isHeld),
  };
}

function hold(child: ChildProcess, isHeld: boolean): void {
  for (const handle of [child, child.channel, child.stderr])
    if (!isHandle(handle)) continue;
    else if (isHeld) handle.ref();
    else handle.unref();
}

/** What keeps the process going while it is referred to. The types of Node call a pipe a stream and no more. */
function isHandle(
  value: object | null | undefined,
): value is { readonly ref: () => void; readonly unref: () => void } {
  return value !== null && value !== undefined && 'ref' in value && 'unref' in value;
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null, tail: string): string {
  if (/out of memory|allocation failed/i.test(tail)) return 'it ran out of memory';
  const said = /^\w*Error: .+$/m.exec(tail)?.[0] ?? '';
  return `it ended by ${signal ?? `code ${code}`}${said === '' ? '' : ` (${said})`}`;
}
