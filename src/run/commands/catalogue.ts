import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure, messageOf } from '../../base/errors.ts';
import { importPackage } from '../../site/package/import-package.ts';
import { dataPackage } from '../../site/package/package.ts';
import { openStore } from '../../store/open.ts';
import type { Command } from '../command.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'catalogue',
  summary: 'export or import the catalogue as a data package',
  usage: `
lamplighter catalogue export DIR
lamplighter catalogue import DIR

Writes the whole catalogue into DIR as a Frictionless data package (CSV tables and datapackage.json), or builds it from one,
in a store that has no entries yet. What was imported exports to the same bytes.`,
  run: async (args, { stdout, settings }) => {
    const { name, rest } = subcommand('catalogue', args, ['export', 'import'], {});
    const [dir] = rest;
    if (dir === undefined)
      throw new Failure('config', `say which folder: "lamplighter catalogue ${name} DIR"`);
    const store = openStore(settings.dataDir);
    try {
      if (name === 'import') {
        const count = importPackage(store, resolve(dir));
        stdout.write(`${count} case studies imported.\n`);
      } else {
        const files = dataPackage(store);
        writeFiles(
          resolve(dir),
          files.map(({ name, body }) => ({ path: name, body })),
        );
        stdout.write(`${files.length} files written to ${dir}.\n`);
      }
      return Promise.resolve(0);
    } finally {
      store.close();
    }
  },
};

/** Writes files into a folder that need not be there yet. @throws Failure (`config`) naming what cannot be written. */
export function writeFiles(
  dir: string,
  files: Iterable<{ readonly path: string; readonly body: string | Buffer }>,
): number {
  let count = 0;
  for (const { path, body } of files) {
    const file = join(dir, path);
    try {
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, body);
    } catch (error) {
      throw new Failure('config', `cannot be written (${messageOf(error)})`, { file }, { cause: error });
    }
    count += 1;
  }
  return count;
}
