import { figuresOf, type ProcessFigures } from './process-figures.ts';

/** What a process may use at one thing: CPU time (ms) and resident memory (MB). */
export type ProcessBounds = { readonly cpuMs: number; readonly memoryMb: number };

export type Watch = {
  /** It goes on to something else, for which all its time is its own. */
  readonly next: () => void;
  readonly end: () => void;
};

const LOOK_MS = 100;

/** Looks at what a process uses, and tells once when it is too much, and of what. Nothing is seen where there is neither `/proc` nor `ps`. */
export function watchProcess(
  pid: number,
  { cpuMs, memoryMb }: ProcessBounds,
  onOver: (why: string) => void,
  figures: (pid: number) => ProcessFigures | undefined = figuresOf,
): Watch {
  let from: number | undefined;
  const look = (): void => {
    const used = figures(pid);
    if (used === undefined) return;
    from ??= used.cpuMs;
    const isSlow = used.cpuMs - from > cpuMs;
    if (!isSlow && used.memory <= memoryMb * 1024 * 1024) return;
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
