import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { until } from '../queue/contract.ts';
import { figuresOf } from '../../src/reading/process-figures.ts';
import { watchProcess } from '../../src/reading/watch-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'lamplighter-ps-'));
afterAll(() => rmSync(folder, { recursive: true }));

// As macOS, Linux and BSD write it; no such processes are asked for.
it.each([
  [1_000_001, '   00:00:07  71234', 7000, 71_234],
  [1_000_002, '  0:01.23   1024', 1230, 1024],
  [1_000_003, '1-02:03:04 5', 93_784_000, 5],
  [1_000_004, '12:34 5', 754_000, 5],
])('of process %i ps says %j', async (pid, line, cpuMs, kb) => {
  const ps = join(folder, String(pid));
  writeFileSync(ps, `#!/bin/sh\necho '${line}'\n`, { mode: 0o755 });
  await until(() => figuresOf(pid, ps) !== undefined);
  expect(figuresOf(pid, ps)).toEqual({ cpuMs, memory: kb * 1024 });
});

const hasPs = spawnSync('ps', ['-o', 'time=', '-o', 'rss=', '-p', String(process.pid)]).status === 0;

it.runIf(hasPs)('where there is no /proc, a process is ended by what ps says of it', async () => {
  const why = await new Promise<string>((resolve) =>
    watchProcess(process.pid, { cpuMs: Infinity, memoryMb: 1 }, resolve, (pid) => figuresOf(pid, 'ps')),
  );
  expect(why).toBe('more than 1 MB of memory');
});
