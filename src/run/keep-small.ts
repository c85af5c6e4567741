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
