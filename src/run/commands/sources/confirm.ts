import { createInterface } from 'node:readline/promises';
import type { CommandIo } from '../../command.ts';

/** One line from the terminal; an end of input is no consent. */
export async function isConfirmed({ stdin, stdout }: CommandIo): Promise<boolean> {
  stdout.write('Write this? [y/n] ');
  const lines = createInterface({ input: stdin });
  try {
    for await (const line of lines) return /^y(es)?$/i.test(line.trim());
    return false;
  } finally {
    lines.close();
  }
}
