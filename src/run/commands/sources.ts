import { Failure } from '../../base/errors.ts';
import type { Command, CommandIo } from '../command.ts';

/** A part of the workshop; `run` answers the exit code. */
type Part = (args: string[], io: CommandIo) => Promise<number>;

// Loaded one at a time, as the commands are.
const PARTS: Readonly<Record<string, () => Promise<{ readonly run: Part }>>> = {
  list: () => import('./sources/list.ts'),
  new: () => import('./sources/new.ts'),
};

export const command: Command = {
  name: 'sources',
  summary: 'the adapter workshop',
  usage: `
lamplighter sources list [--json]
lamplighter sources new URL [--id ID] [--dir FOLDER] [--json]

  list   every source: its id, how it is discovered, its home, and when it is next due
  new    looks around a site, and writes a source for it with recordings and a check`,
  run: async ([name = '', ...args], io) => {
    const load = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (load === undefined)
      throw new Failure(
        'config',
        `"sources" takes ${Object.keys(PARTS).join(', ')}, not "${name}"; "lamplighter sources --help" says more`,
      );
    const part = await load();
    return part.run(args, io);
  },
};
