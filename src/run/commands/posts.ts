import { postLines } from '../../store/candidates.ts';
import { openStore } from '../../store/open.ts';
import type { Command } from '../command.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'posts',
  summary: 'export what was read',
  usage: `
lamplighter posts export

Every post in the store, oldest first, as JSON Lines:
{url, key, source, title, publishedAt, datePrecision, score, band, state, cluster, firstSeen,
author, dateOrigin, evidence}`,
  run: async (args, { stdout, settings }) => {
    subcommand('posts', args, ['export'], {});
    const store = openStore(settings.dataDir);
    try {
      for (const line of postLines(store)) stdout.write(`${JSON.stringify(line)}\n`);
    } finally {
      store.close();
    }
    return Promise.resolve(0);
  },
};
