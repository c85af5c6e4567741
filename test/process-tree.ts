import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What a process and all that it started used. */
export type TreeFigures = {
  /** The most that their resident memory came to at any look, in MB; files that they share (Node itself) count once. */
  readonly peakMb: number;
  /** The most of the first of them alone, in MB. */
  readonly rootMb: number;
  /** CPU time of all of them, in ms, as far as it was seen. */
  readonly cpuMs: number;
};

const LOOK_MS = 20;
const TICK_MS = 10;

/** Watches a process with its descendants in `/proc`. `end` answers what was seen. */
export function watchTree(pid: number): { readonly end: () => TreeFigures } {
  const cpu = new Map<number, number>();
  let [peak, rootPeak] = [0, 0];
  const look = (): void => {
    const seen = familyOf(pid);
    for (const one of seen) cpu.set(one.pid, one.cpuMs);
    const [root, ...others] = [pid, ...seen.map((one) => one.pid).filter((one) => one !== pid)].map(memoryOf);
    const all = [root, ...others].flatMap((one) => one ?? []);
    const own = all.reduce((sum, { ownKb }) => sum + ownKb, 0);
    peak = Math.max(peak, own + Math.max(0, ...all.map(({ fileKb }) => fileKb)));
    rootPeak = Math.max(rootPeak, (root?.ownKb ?? 0) + (root?.fileKb ?? 0));
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return {
    end: () => {
      clearInterval(timer);
      return {
        peakMb: peak / 1024,
        rootMb: rootPeak / 1024,
        cpuMs: [...cpu.values()].reduce((sum, one) => sum + one, 0),
      };
    },
  };
}

/** The processes that one has started, and those that these have. */
export function startedBy(pid: number): readonly number[] {
  return familyOf(pid)
    .map((one) => one.pid)
    .filter((one) => one !== pid);
}

type One = { readonly pid: number; readonly parent: number; readonly cpuMs: number };
type Memory = { readonly ownKb: number; readonly fileKb: number };

/** Each is asked for its children, where the kernel tells them: to look at all processes of a machine takes a third of a core from whoever is watched. */
function familyOf(root: number): readonly One[] {
  const tells = existsSync(`/proc/${process.pid}/task/${process.pid}/children`);
  return tells ? descendants(root) : amongAll(root);
}

function descendants(root: number): readonly One[] {
  const queue = [root];
  const found: One[] = [];
  for (const pid of queue) {
    const one = oneOf(String(pid));
    if (one !== undefined) found.push(one);
    queue.push(...childrenOf(pid));
  }
  return found;
}

/** The processes that any of its threads started (proc_pid_task(5)). */
function childrenOf(pid: number): readonly number[] {
  const threads = unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return threads.flatMap((thread) => {
    const list = unlessGone(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1'));
    return (list?.match(/\d+/g) ?? []).map(Number);
  });
}

function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function amongAll(root: number): readonly One[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (oneOf(name) ?? []) : []));
  const family = new Set([root]);
  // A child has a higher number than its parent, but for the rare turn of the numbers.
  for (const { pid, parent } of all.toSorted((a, b) => a.pid - b.pid))
    if (family.has(parent)) family.add(pid);
  return all.filter(({ pid }) => family.has(pid));
}

function oneOf(name: string): One | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    // proc_pid_stat(5): fields are counted from behind the name in brackets, which may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
    return { pid: Number(name), parent, cpuMs: (user + system) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** Resident memory in kB: its own, and of files that others may have mapped too; undefined for a process that is gone. */
function memoryOf(pid: number): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kb = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return { ownKb: kb('RssAnon') + kb('RssShmem'), fileKb: kb('RssFile') };
  } catch {
    return undefined;
  }
}
