import { setFlagsFromString } from 'node:v8';

/**
 * For a process that only crawls. V8's nursery stays as small as it begins (it grows to three times 16 MB while modules are loaded, so this is
 * to be called before they are), and the heap grows by less before it is looked through: what a page leaves is in hand too long for
 * the nursery, and there is nobody in a crawl who would notice a pause.
 */
export function keepSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
}

/**
 * For every process of ours, before it asks for anything. The one thing there in WebAssembly is the parser with which undici reads the heads of
 * responses: V8's optimising compiler takes 25 MB and a tenth of a second of CPU for it at once, and no response is read faster by that than
 * by what its first compiler makes of it.
 */
export function compileOnce(): void {
  // Both: either alone leaves the other's way to the optimising compiler open, and `--liftoff-only` closes them where it is given at the start alone.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
