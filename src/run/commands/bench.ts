import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../../base/errors.ts';
import type { Command } from '../command.ts';
import { PROJECT_DIR } from '../config.ts';

/** What a bench module in `test/bench` exports. It prints ratios measured side by side. */
type Bench = { readonly run: (print: (line: string) => void) => Promise<void> };

export const command: Command = {
  name: 'bench',
  summary: 'the benchmarks',
  usage: `
lamplighter bench [NAME…]

Runs the named benchmarks, or all of them, one after the other. They print ratios measured side by side in one run.`,
  run: async (args, { stdout }) => {
    const folder = join(PROJECT_DIR, 'test', 'bench');
    const known = readdirSync(folder).flatMap((file) =>
      /^[a-z-]+\.ts$/.test(file) ? [file.slice(0, -3)] : [],
    );
    const unknown = args.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new Failure(
        'config',
        `there is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}`,
      );
    for (const name of args.length > 0 ? args : known) {
      const module: unknown = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
      if (!isBench(module)) continue;
      stdout.write(`\n${name}\n`);
      await module.run((line) => void stdout.write(`  ${line}\n`));
    }
    return 0;
  },
};

function isBench(module: unknown): module is Bench {
  return typeof module === 'object' && module !== null && 'run' in module && typeof module.run === 'function';
}
