import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Ends every process that belongs to a browser: the group that we started, and the groups of whatever names the browser's own
 * folder on its command line, since Chromium leads a group of its own and outlives a parent that is killed. Looks again until
 * none is left. Where the system shows no processes as files (macOS), Chromium ends by itself when its pipe closes.
 */
export async function reap(group: number, folder: string): Promise<void> {
  killGroup(group);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = await processesOf(folder);
    if (left.length === 0) return;
    for (const { pid, pgrp } of left) {
      killGroup(pgrp);
      kill(pid);
    }
    await sleep(PAUSE_MS);
  }
}

type Found = { readonly pid: number; readonly pgrp: number };

/** Processes whose command line names a folder. A zombie has no command line any more, and is no one's burden. */
async function processesOf(folder: string): Promise<readonly Found[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => lookAt(Number(name), folder)),
  );
  return found.flat();
}

async function lookAt(pid: number, folder: string): Promise<readonly Found[]> {
  try {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (pid === process.pid || !command.includes(folder)) return [];
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // pid (name) state ppid pgrp …: a name may hold anything, a bracket too.
    const [, , pgrp] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [{ pid, pgrp: pgrp ?? pid }];
  } catch {
    return [];
  }
}

function killGroup(group: number): void {
  // 0 and 1 would be ourselves and everybody.
  if (group > 1) kill(-group);
}

function kill(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // It has ended since.
  }
}

const MOST_ROUNDS = 40;
const PAUSE_MS = 25;
