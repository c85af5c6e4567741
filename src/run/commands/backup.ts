import { parseArgs } from 'node:util';
import { DAY, HOUR } from '../../base/durations.ts';
import { Failure } from '../../base/errors.ts';
import { backUp, backupsIn, backUpTo } from '../../store/backup.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  name: 'backup',
  summary: 'copy the store, whole, while everything goes on',
  usage: `
lamplighter backup [FILE.sqlite | FOLDER] [--keep N] [--nightly]

Writes FILE.sqlite, or lamplighter-DATE.sqlite into a folder (LAMPLIGHTER_BACKUPS unless named), looks it through, and prints
its path. A file that is there already is left alone.
  --keep N    keep the newest N in the folder, and delete older ones (14)
  --nightly   do nothing where the newest is less than a day old

Exit codes: 0 · 2 the file is there already · 3 the store cannot be used, or there is no room.`,
  run: (args, { settings, stdout }) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { keep: { type: 'string', default: '14' }, nightly: { type: 'boolean', default: false } },
    });
    const keep = Number(values.keep);
    if (!Number.isInteger(keep) || keep < 1 || keep > 10_000)
      throw new Failure('config', `--keep must be a whole number from 1 to 10000, not "${values.keep}"`);
    const [folder = settings.backupDir] = positionals;
    if (folder.endsWith('.sqlite')) {
      stdout.write(`${backUpTo(settings.dataDir, folder)}\n`);
      return Promise.resolve(0);
    }
    const [newest] = backupsIn(folder);
    const now = Date.now();
    // An hour less, so that it does not come an hour later each night.
    if (values.nightly && newest !== undefined && now - newest.at < DAY - HOUR) return Promise.resolve(0);
    stdout.write(`${backUp(settings.dataDir, folder, { keep, now })}\n`);
    return Promise.resolve(0);
  },
};
