import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';

/** Pages and scripts of every kind: made by code, read from files, and made of the code itself. */
const PATHS = ['/', '/search?q=bus', '/sign-in', '/api/v1/cases', '/embed.js', '/search.js', '/readyz'];

/** Starts `serve` by a command line of some installation, asks for its pages, and ends it by a signal, as systemd does. */
export async function expectServing(
  [command, ...args]: readonly [string, ...string[]],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const child = spawn(command, [...args, 'serve', '--no-schedule'], {
    cwd,
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          said += String(chunk);
          const [, at] = /at (http:\/\/127\.0\.0\.1:\d+) /.exec(said) ?? [];
          if (at !== undefined) resolve(at);
        });
      child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
    });
    for (const path of PATHS) expect([path, (await fetch(origin + path)).status]).toEqual([path, 200]);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  expect(child.exitCode).toBe(0);
}
