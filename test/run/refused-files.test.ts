import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Failure, systemFailure } from '../../src/base/errors.ts';

const MAIN = fileURLToPath(new URL('../../src/run/main.ts', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'lamplighter-refused-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What opening a file that is no folder's throws: a real error of the system. */
function thrownBy(path: string): unknown {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    return error;
  }
}

describe('a file or folder that the system refuses', () => {
  it('is told with what to do, and is no fault of ours', () => {
    const file = join(dir, 'a-file');
    writeFileSync(file, '');
    const failure = systemFailure(thrownBy(join(file, 'below.ts')));
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ kind: 'config', message: expect.stringContaining(file) });
    expect(systemFailure(thrownBy(file))).toMatchObject({ kind: 'config' });
  });

  it('is a matter of the disk where that is full', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    expect(systemFailure(full)).toMatchObject({
      kind: 'store',
      message: expect.stringContaining('free some space'),
    });
  });

  it('leaves what may be ours: what is not there, and what no system said', () => {
    expect(systemFailure(thrownBy(join(dir, 'none', 'below.ts')))).toBeUndefined();
    expect(systemFailure(new TypeError('x is not a function'))).toBeUndefined();
  });
});

describe.skipIf(!existsSync('/dev/full'))('output that goes to a full disk', () => {
  it('ends the command with one line and 3, not with a stack', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [MAIN, '--help'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringMatching(/^lamplighter: the output cannot be written \(ENOSPC[^\n]*\n$/),
    });
  });
});
