import { parseArgs } from 'node:util';
import { Failure } from '../../base/errors.ts';
import { restoreStore } from '../../store/restore.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  name: 'restore',
  summary: 'put a backup in the place of the store',
  usage: `
lamplighter restore FILE

Looks a backup through and puts it in the place of the store. What was there is moved into a folder beside it. End the
server and crawls first; while one runs, nothing is changed. When it was cut short, run it again.

Exit codes: 0 · 2 no file named · 3 the backup is not sound, the store is in use, or there is no room.`,
  run: (args, { settings, stdout }) => {
    const [file] = parseArgs({ args, allowPositionals: true, options: {} }).positionals;
    if (file === undefined) throw new Failure('config', '"restore" needs the file of a backup');
    const aside = restoreStore(settings.dataDir, file, Date.now());
    const was = aside === undefined ? 'There was none before.' : `What was there is in ${aside}.`;
    stdout.write(`The store is that of ${file}. ${was}\n`);
    return Promise.resolve(0);
  },
};
