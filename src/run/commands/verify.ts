import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../../base/errors.ts';
import { storePath } from '../../store/open.ts';
import { verifyStore } from '../../store/verify.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  name: 'verify',
  summary: 'look the whole store, or a backup, through',
  usage: `
lamplighter verify [FILE] [--json]

Reads every page of the store (or of FILE), its indices, and what refers to what, and changes nothing.

Exit codes: 0 sound · 3 not sound, with what is wrong.`,
  run: (args, { settings, stdout }) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file = storePath(settings.dataDir)] = positionals;
    const found = verifyStore(file);
    const { schema, posts, decisions, entries, problems } = found;
    if (values.json) stdout.write(`${JSON.stringify({ file, ...found })}\n`);
    else if (problems.length === 0)
      stdout.write(
        `${file}: sound; schema ${schema}, ${posts} posts, ${decisions} decisions, ${entries} entries\n`,
      );
    else for (const problem of problems) stdout.write(`${file}: ${problem}\n`);
    return Promise.resolve(problems.length === 0 ? 0 : EXIT_CODES.store);
  },
};
