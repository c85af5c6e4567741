import { monitorEventLoopDelay } from 'node:perf_hooks';
import { amiss, type Condition, well } from '../model/condition.ts';

/** A reader would notice, and a health check with a limit of 5 s might not be answered. */
const TOO_SLOW_MS = 2000;
const WINDOW_MS = 60_000;

/** Watches how late this process is to what it has to do: the worst of the last minute, or of the minute before it. */
export function watchLoop(): { readonly look: () => Condition; readonly close: () => void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before = 0;
  const turn = setInterval(() => {
    before = delay.max;
    delay.reset();
  }, WINDOW_MS).unref();
  return {
    look: () => {
      const worst = Math.round(Math.max(before, delay.max) / 1e6);
      const say = `at most ${worst} ms late within the last two minutes`;
      return worst > TOO_SLOW_MS
        ? amiss('loop', `${say}: this machine has too much to do, or too little memory`)
        : well('loop', say);
    },
    close: () => {
      clearInterval(turn);
      delay.disable();
    },
  };
}
