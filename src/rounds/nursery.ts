import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Of V8's nursery, bytes: what a few posts leave behind. */
const ROOMY = 4 * 1024 * 1024;
/** It grows where more outlived it than it holds. So much is made to at a time: so many lists of so many numbers. */
const LISTS = 16;
const LENGTH = 1000;
const MOST_ROUNDS = 100;

let isGrown = false;

/**
 * Has V8's nursery grow to 4 MB, once, in a process that only crawls, before it reads its first post. It was kept at 1 MB while modules were
 * loaded (`src/run/keep-small.ts`), which would have made it three times 16; with four times the room it is cleared in a third of the time,
 * since what a page leaves has been let go by then. Only a flag at the process's start could name a size, and V8 grows by nothing but what
 * survives there: some 3 MB are made to, within ten milliseconds.
 */
export function growNursery(): void {
  if (isGrown) return;
  isGrown = true;
  setFlagsFromString('--semi-space-growth-factor=2');
  const list = Array.from({ length: LENGTH }, () => 0);
  const kept: number[][] = [];
  for (let round = 0; round < MOST_ROUNDS && nursery() < ROOMY * 0.9; round += 1)
    for (let at = 0; at < LISTS; at += 1) kept.push([...list]);
  setFlagsFromString('--semi-space-growth-factor=1');
}

function nursery(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return space === undefined ? ROOMY : space.space_available_size + space.space_used_size;
}
