import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBeside, COMPILE_CACHE } from '../../base/code-beside.ts';
import { messageOf } from '../../base/errors.ts';
import {
  type Broken,
  FromBrowserSchema,
  type RenderOrder,
  type Rendered,
  type ToBrowser,
} from './messages.ts';
import { reap } from './reap.ts';

/** Whether the browser may ask for an https address. */
export type May = (url: string) => Promise<boolean>;

/** A process with a Chromium in it. One order at a time. */
export type BrowserProcess = {
  readonly pid: number;
  /** What came of an order within its time. Never rejects. After `broken` the process is of no further use: end it. */
  readonly render: (order: RenderOrder, limitMs: number, may: May) => Promise<Rendered | Broken>;
  /** Leaves no process and no file behind. */
  readonly end: () => Promise<void>;
};

const LONGEST_START_MS = 30_000;

/**
 * Starts the process. It gets no more of our environment, and a folder of its own for whatever a browser writes.
 * @throws Error when it is not ready in time.
 */
export async function startBrowserProcess(chromiumPath: string): Promise<BrowserProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'lamplighter-browser-'));
  const child = fork(fileURLToPath(codeBeside('child', import.meta.url)), [chromiumPath], {
    // A group of its own, to be ended as one; what a terminal sends to us is not for it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--max-old-space-size=256'],
    env: {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
    },
  });
  const pid = child.pid ?? 0;
  child.stderr?.resume();
  const end = async (): Promise<void> => {
    // Whoever still waits for an answer hears that the process has ended.
    child.on('error', () => undefined);
    if (child.connected) child.disconnect();
    await reap(pid, folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  const ready = await firstAnswer(child, LONGEST_START_MS, (message) => message.kind === 'ready');
  if (typeof ready === 'string') {
    await end();
    throw new Error(`the browser's process did not start: ${ready}`);
  }
  return { pid, end, render: (order, limitMs, may) => render(child, { order, limitMs, may }) };
}

type Work = { readonly order: RenderOrder; readonly limitMs: number; readonly may: May };

async function render(child: ChildProcess, { order, limitMs, may }: Work): Promise<Rendered | Broken> {
  const { id } = order;
  const answered = firstAnswer(child, limitMs, (message) => {
    if (message.kind === 'may' && message.id === id)
      void may(message.url).then((ok) => tell(child, { kind: 'verdict', ask: message.ask, ok }));
    return (message.kind === 'rendered' || message.kind === 'broken') && message.id === id;
  });
  tell(child, order);
  const answer = await answered;
  if (typeof answer === 'string') return { kind: 'broken', id, why: answer };
  if (answer.kind === 'rendered' || answer.kind === 'broken') return answer;
  return { kind: 'broken', id, why: 'the browser answered nonsense' };
}

type Heard = ReturnType<typeof FromBrowserSchema.parse>;

/** The first message that is wanted, or why none came. */
async function firstAnswer(
  child: ChildProcess,
  limitMs: number,
  isWanted: (message: Heard) => boolean,
): Promise<Heard | string> {
  const { promise, resolve } = Promise.withResolvers<Heard | string>();
  const errors: string[] = [];
  const hear = (message: unknown): void => {
    const heard = FromBrowserSchema.safeParse(message);
    if (!heard.success) resolve('the browser answered nonsense');
    else if (isWanted(heard.data)) resolve(heard.data);
  };
  const complain = (chunk: Buffer): void => void errors.push(chunk.toString('utf8').slice(0, 500));
  const gone = (): void => resolve(`its process ended${errors.length === 0 ? '' : `: ${errors.join(' ')}`}`);
  const fault = (error: Error): void => resolve(messageOf(error));
  const timer = setTimeout(() => resolve(`no end of it within ${Math.ceil(limitMs / 1000)} s`), limitMs);
  child.on('message', hear).once('exit', gone).once('error', fault);
  child.stderr?.on('data', complain);
  if (child.exitCode !== null || child.signalCode !== null) gone();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off('message', hear).off('exit', gone).off('error', fault);
    child.stderr?.off('data', complain);
  }
}

function tell(child: ChildProcess, message: ToBrowser): void {
  if (child.connected) child.send(message, () => undefined);
}
