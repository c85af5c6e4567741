import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
const ROOM = 3e9;

/**
 * Gives a run of the suite one temporary folder for all that its tests and the programs that they start lay down, and removes it at the end,
 * so that no test need remember to, even one that was stopped half-way. Where there is room it lies in memory: a store waits for the disk
 * at each commit, which is a quarter of the time of most tests, and no test is about the disk.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(roomy(MEMORY) ? MEMORY : tmpdir(), 'lamp-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function roomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.min(bavail * bsize, process.availableMemory() - ROOM) > ROOM;
  } catch {
    return false;
  }
}
