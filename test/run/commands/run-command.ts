import { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Command } from '../../../src/run/command.ts';
import { readSettings } from '../../../src/run/config.ts';

/** Runs a command in this process, its output taken one write at a time. */
export async function runCommand(
  command: Command,
  args: string[],
  input: readonly (string | Uint8Array)[] = [],
) {
  const written = { out: '', err: '' };
  const sink = (name: 'out' | 'err') =>
    new Writable({
      // Full at once, so that the command must wait for it to drain.
      highWaterMark: 1,
      write: (chunk, _, done) => {
        written[name] += String(chunk);
        setImmediate(done);
      },
    });
  const stdin = Readable.from(input, { objectMode: true });
  const io = { stdin, stdout: sink('out'), stderr: sink('err'), settings: readSettings({}) };
  const code = await command.run(args, io);
  await Promise.all([io.stdout, io.stderr].map((stream) => finished(stream.end())));
  const rows = () =>
    written.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { code, ...written, rows };
}
