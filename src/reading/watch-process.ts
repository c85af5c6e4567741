import { figuresOf } from './process-figures.ts';

/** What a process may use at one thing: CPU time (ms) and resident memory (MB). */
export type ProcessBounds = { readonly cpuMs: number; readonly memoryMb: number };

export type Watch = {
  /** It goes on to something else, for which all its time is its own. */
  readonly next: () => void;
  readonly end: () => void;
};

const LOOK_MS = 100;

/** Looks at what a process uses, and tells once when it is too much, and of what. Where there is no `/proc`, nothing is seen. */
export function watchProcess(
  pid: number,
  { cpuMs, memoryMb }: ProcessBounds,
  onOver: (why: string) => void,
): Watch {
  let from: number | undefined;
  const look = (): void => {
    const figures = figuresOf(pid);
    if (figures === undefined) return;
    from ??= figures.cpuMs;
    const isSlow = figures.cpuMs - from > cpuMs;
    if (!isSlow && figures.memory <= memoryMb * 1024 * 1024) return;
    clearInterval(timer);
    onOver(
      isSlow
        ? `no end of it within ${cpuMs / 1000} seconds of CPU time`
        : `more than ${memoryMb} MB of memory`,
    );
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return { next: () => (from = undefined), end: () => clearInterval(timer) };
}
