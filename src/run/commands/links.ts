import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../../base/defined.ts';
import { createArchive } from '../../catalogue/archive.ts';
import { checkLinks } from '../../catalogue/check-links.ts';
import type { Command } from '../command.ts';
import { loadSound } from '../../rounds/load-sources.ts';
import { openTools } from '../open-tools.ts';
import { untilSignal } from '../signals.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'links',
  summary: 'look after the links of the catalogue',
  usage: `
lamplighter links check [--limit N] [--json]

Looks at the links of published entries that were not looked at for three days, at most N of them (500), and sees to archive
copies: with WAYBACK_KEY and WAYBACK_SECRET set it asks the Wayback Machine to keep one, otherwise it looks for the nearest.
Three strikes make a link dead. The evidence is at /desk/links.`,
  run: async (args, io) => {
    const { values } = subcommand('links', args, ['check'], {
      limit: { type: 'string', default: '500' },
      json: { type: 'boolean', default: false },
    });
    const { settings, stdout, stderr } = io;
    const stop = untilSignal(stderr);
    const tools = await openTools(settings, { stop: stop.signal, stderr });
    try {
      // An adapter that cannot be used is told of by the crawl.
      const { loaded } = await loadSound(settings.sourceDirs);
      const sources = new Map(loaded.map((one) => [one.source.id, one]));
      const { store, fetcher, reading, now } = tools;
      const wait = (ms: number) => sleep(ms, undefined, { signal: stop.signal });
      const { wayback } = settings;
      const archive = createArchive({ fetcher, wait, ...defined({ keys: wayback }) });
      const sourceOf = (id: string) => sources.get(id);
      const watch = { store, fetcher, reading, archive, sourceOf, now, stop: stop.signal };
      const round = await checkLinks(watch, Number(values['limit']));
      const states = Object.entries(round.states).map(([state, count]) => `${count} ${state}`);
      const words = `${round.looked} links looked at${states.length === 0 ? '' : `: ${states.join(', ')}`}; ${round.copies} copies found or made`;
      stdout.write(`${values['json'] === true ? JSON.stringify(round) : words}\n`);
      return 0;
    } finally {
      stop.done();
      await tools.close();
    }
  },
};
