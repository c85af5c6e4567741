import { postLines } from '../../store/candidates.ts';
import { openStore } from '../../store/open.ts';
import type { Command } from '../command.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'candidates',
  summary: 'export the candidates',
  usage: `
lamplighter candidates export [--state STATE]

Every candidate (of one state, if given), oldest first, as JSON Lines, with the fields of "posts export".`,
  run: async (args, { stdout, settings }) => {
    const { values } = subcommand('candidates', args, ['export'], { state: { type: 'string' } });
    const store = openStore(settings.dataDir);
    try {
      const only = {
        candidates: true,
        ...(typeof values['state'] === 'string' ? { state: values['state'] } : {}),
      };
      for (const line of postLines(store, only)) stdout.write(`${JSON.stringify(line)}\n`);
    } finally {
      store.close();
    }
    return Promise.resolve(0);
  },
};
