import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { amiss, type Condition, well } from '../model/condition.ts';

const PROBE = Buffer.alloc(64 * 1024);
/** Below this share, or this much, a run that brings pages may fill the disk. */
const LEAST_SHARE = 0.05;
const LEAST_BYTES = 200_000_000;

/**
 * Whether a folder can be written to, and how much room is left: the figures of a file system do not tell of a quota, of a disk
 * that fails, or of a volume that became read-only, so a small file is written to the disk and taken away again.
 */
export function lookAtDisk(dataDir: string): Condition {
  const fault = writeFault(dataDir);
  if (fault !== undefined)
    return amiss(
      'disk',
      `nothing can be written to ${dataDir} (${fault}); free some space, or see to the disk and the rights of the folder`,
    );
  const { bavail, bsize, blocks } = statfsSync(dataDir);
  const [free, share] = [bavail * bsize, bavail / Math.max(1, blocks)];
  const left = `${inWords(free)} free`;
  if (share < LEAST_SHARE && free < LEAST_BYTES * 25)
    return amiss('disk', `only ${left} (${(share * 100).toFixed(1)} %) in ${dataDir}; free some space`);
  return free < LEAST_BYTES
    ? amiss('disk', `only ${left} in ${dataDir}; free some space`)
    : well('disk', left);
}

/** What stands in the way of writing to a folder; undefined when nothing does. */
export function writeFault(folder: string): string | undefined {
  const path = join(folder, `.probe-${process.pid}`);
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      writeSync(file, PROBE);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    rmSync(path, { force: true });
  }
}

function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
