import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';
import { isPassword } from '../../src/accounts/passwords.ts';

/** Watches the work of sign-ins, which is counted and not replaced: what each hash cost that was derived since it was last asked. */
export async function watchHashing(): Promise<() => string[]> {
  // What stands in for a hash that nobody has is made once, by whoever comes first: it is no part of a sign-in's work.
  await isPassword(null, '');
  const derive = vi.spyOn(crypto, 'argon2');
  // Those who import it by its name see it, too.
  syncBuiltinESMExports();
  onTestFinished(() => {
    derive.mockRestore();
    syncBuiltinESMExports();
  });
  return () =>
    derive.mock.calls
      .splice(0)
      .map(([algorithm, { memory, passes, parallelism }]) =>
        [algorithm, memory, passes, parallelism].join(' '),
      );
}
