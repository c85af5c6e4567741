import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const MOST_ROUNDS = 40;
const PAUSE_MS = 25;

/**
 * Ends every process that belongs to a browser: the group that we started, and the groups of whatever names the browser's own
 * folder on its command line or in its environment, since Chromium leads a group of its own and outlives a parent that is killed. Looks again until
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

/** Processes that name a folder. A zombie names nothing any more, and is no one's burden. */
async function processesOf(folder: string): Promise<readonly Found[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => lookAt(Number(name), folder)),
  );
  return found.flat();
}

async function lookAt(pid: number, folder: string): Promise<readonly Found[]> {
  try {
    if (pid === process.pid) return [];
    if (!(await tells(pid, 'cmdline', folder)) && !(await tells(pid, 'environ', folder))) return [];
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

/** False too for what we may not read: another user's process is none of ours. */
async function tells(pid: number, what: 'cmdline' | 'environ', folder: string): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/${what}`, 'latin1').catch(() => '');
  return text.includes(folder);
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
