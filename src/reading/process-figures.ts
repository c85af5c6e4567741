import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What a process has used: CPU time of all its threads (ms), memory now (bytes, whatever it is used for). */
export type ProcessFigures = { readonly cpuMs: number; readonly memory: number };

const TICK_MS = 10;
/** A process is asked for every quarter of a second at most, and an answer tells of now for so long. */
const ASK_MS = 250;
const FRESH_MS = 2000;

const PROC = '/proc';
const BY = existsSync(`${PROC}/self/stat`) ? PROC : 'ps';

/**
 * What a process has used; undefined where that cannot be known, or not yet, and for a process that is gone. `by`: where it is read, or the
 * program that is asked.
 */
export function figuresOf(pid: number, by = BY): ProcessFigures | undefined {
  return by === PROC ? figuresInProc(pid) : figuresByPs(pid, by);
}

/** Where there is a `/proc` (Linux, proc_pid_stat(5)). */
function figuresInProc(pid: number): ProcessFigures | undefined {
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

type Answered = { readonly askedAt: number; readonly figures?: ProcessFigures };
const answered = new Map<number, Answered>();

/** Elsewhere `ps` is asked (POSIX; macOS, BSD), beside whatever we do: what it said last is the answer, unless that was long ago. */
function figuresByPs(pid: number, ps: string): ProcessFigures | undefined {
  const now = performance.now();
  const last = answered.get(pid);
  if (last === undefined || now - last.askedAt > ASK_MS) ask(pid, ps, { ...last, askedAt: now });
  return last !== undefined && now - last.askedAt < FRESH_MS ? last.figures : undefined;
}

function ask(pid: number, ps: string, last: Answered): void {
  for (const [other, { askedAt }] of answered) if (last.askedAt - askedAt > FRESH_MS) answered.delete(other);
  answered.set(pid, last);
  execFile(ps, ['-o', 'time=', '-o', 'rss=', '-p', String(pid)], (error, stdout) => {
    if (error !== null) return void answered.delete(pid);
    const figures = readPs(stdout);
    if (figures !== undefined) answered.set(pid, { ...last, figures });
  });
}

/** `[[dd-]hh:]mm:ss[.cc]` of CPU time, and KB resident. */
function readPs(line: string): ProcessFigures | undefined {
  const [, days = '0', clock = '', rss = ''] = /^\s*(?:(\d+)-)?(\d[\d:.]*)\s+(\d+)\s*$/.exec(line) ?? [];
  if (clock === '') return undefined;
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuMs: (Number(days) * 86_400 + seconds) * 1000, memory: Number(rss) * 1024 };
}
