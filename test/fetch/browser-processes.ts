import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A place for temporary files that is this test's alone, and what browsers have left in it or are still doing there. Its name is short, since
 * a browser's socket in it may have no longer path than 107 bytes.
 */
export function ownTemporaryFolder() {
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'b-'));
  process.env['TMPDIR'] = folder;
  return {
    /** Ids of living processes that were started with this folder, by command line or environment. */
    processes: (program = ''): number[] =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter((pid) => {
          const command = textOf(pid, 'cmdline');
          return command.includes(program) && (command + textOf(pid, 'environ')).includes(folder);
        })
        .map(Number),
    files: (): string[] => readdirSync(folder),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    },
  };
}

function textOf(pid: string, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'latin1');
  } catch {
    return '';
  }
}
