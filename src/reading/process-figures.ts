import { readFileSync } from 'node:fs';

/** What a process has used: CPU time of all its threads (ms), memory now (bytes, whatever it is used for). */
export type ProcessFigures = { readonly cpuMs: number; readonly memory: number };

const TICK_MS = 10;

/** Reads them where there is a `/proc` (Linux, proc_pid_stat(5)); undefined elsewhere, or for a process that is gone. */
export function figuresOf(pid: number): ProcessFigures | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything, so fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      memory: Number(resident ?? 0) * 1024,
    };
  } catch {
    return undefined;
  }
}
