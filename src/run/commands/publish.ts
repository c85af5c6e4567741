import { join, resolve } from 'node:path';
import { Failure } from '../../base/errors.ts';
import { loadRules } from '../../classify/rules.ts';
import { PUBLISH_FILES, PUBLISH_STYLES, PUBLISH_VIEWS } from '../../site/routes.ts';
import { staticFiles } from '../../site/static.ts';
import { openStore } from '../../store/open.ts';
import { loadAssets } from '../../web/assets.ts';
import { makeViews } from '../../web/views.ts';
import type { Command } from '../command.ts';
import { loadSources } from '../../rounds/load-sources.ts';
import { subcommand } from '../subcommand.ts';
import { writeFiles } from './catalogue.ts';

export const command: Command = {
  name: 'publish',
  summary: 'write blocks, lists and data as files',
  usage: `
lamplighter publish static DIR

Writes what other sites embed as plain files, for a CDN or for the day when the server is down: embed/COUNCIL/GROUP.html and
.json for every council and group of contracts (_ stands for "not known"), the lists and feeds, and the data package.`,
  run: async (args, { stdout, settings }) => {
    const { rest } = subcommand('publish', args, ['static'], {});
    const [dir] = rest;
    if (dir === undefined) throw new Failure('config', 'say which folder: "lamplighter publish static DIR"');
    const sources = (await loadSources(settings.sourceDirs)).map(({ source }) => source);
    const pack = loadRules(settings.rulesFile).source;
    const store = openStore(settings.dataDir);
    try {
      const assets = loadAssets({
        cacheDir: join(settings.dataDir, 'cache'),
        styles: PUBLISH_STYLES,
        files: PUBLISH_FILES,
      });
      const views = makeViews([PUBLISH_VIEWS], assets);
      const { publicUrl, contact } = settings;
      const deps = { store, views, assets, publicUrl, contact, sources, pack, secret: '', now: Date.now };
      const count = writeFiles(resolve(dir), staticFiles(deps));
      stdout.write(`${count} files written to ${dir}.\n`);
      return 0;
    } finally {
      store.close();
    }
  },
};
