import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives a run of the suite one temporary folder for all that its tests and the programs that they start lay down, and removes it at the end,
 * so that no test need remember to, even one that was stopped half-way.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lamp-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
