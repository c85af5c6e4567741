import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';

/**
 * What marks in forms are signed with: 64 hex digits in a file beside the store, so that a form that was opened before a restart
 * can be sent after it. Where the file can be neither read nor written (a full disk), it lives as long as the server.
 */
export function formSecret(dataDir: string): string {
  const file = join(dataDir, 'form-secret');
  const fresh = randomBytes(32).toString('hex');
  try {
    makeFolder(dataDir);
    writeFileSync(file, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch {
    return kept(file) ?? fresh;
  }
}

function kept(file: string): string | undefined {
  try {
    const secret = readFileSync(file, 'utf8');
    return /^[0-9a-f]{64}$/.test(secret) ? secret : undefined;
  } catch {
    return undefined;
  }
}
