import { join, resolve } from 'node:path';
import { Failure } from '../../base/errors.ts';
import { rulesInForce } from '../../learn/packs.ts';
import { PUBLISH_FILES, PUBLISH_STYLES, PUBLISH_VIEWS, publishPart } from '../../site/routes.ts';
import { staticFiles } from '../../site/files/static.ts';
import { openStore } from '../../store/open.ts';
import { loadAssets } from '../../web/assets.ts';
import { makeShell } from '../../web/shell.ts';
import { makeViews } from '../../web/views.ts';
import type { Command } from '../command.ts';
import { loadSources } from '../../rounds/load-sources.ts';
import { subcommand } from '../subcommand.ts';
import { writeFolder } from '../write-folder.ts';

export const command: Command = {
  name: 'publish',
  summary: 'write the public side as files',
  usage: `
lamplighter publish static DIR [--local]

Writes everything that readers and other sites may ask for as plain files, at the addresses that the server has: pages, lists,
feeds, blocks, the data package, and a search that runs in the browser. Only what changed is written, each file at once, and what
is no more is taken away. Every absolute link begins with PUBLIC_URL, which must be set; --local writes links to this machine.`,
  run: async (args, { stdout, settings }) => {
    const { rest, values } = subcommand('publish', args, ['static'], { local: { type: 'boolean' } });
    const [dir] = rest;
    if (dir === undefined) throw new Failure('config', 'say which folder: "lamplighter publish static DIR"');
    refuseLocal(settings, values['local'] === true);
    const sources = (await loadSources(settings.sourceDirs)).map(({ source }) => source);
    const store = openStore(settings.dataDir);
    try {
      const assets = loadAssets({
        cacheDir: join(settings.dataDir, 'cache'),
        styles: PUBLISH_STYLES,
        files: PUBLISH_FILES,
      });
      const views = makeViews([PUBLISH_VIEWS], assets);
      const { publicUrl, contact } = settings;
      const pack = rulesInForce(store, settings.rulesFile).source;
      const deps = { store, views, assets, publicUrl, contact, sources, pack, secret: '', now: Date.now };
      const gate = { admit: async () => undefined, confirm: async () => undefined };
      const shell = { parts: [publishPart(deps)], gate, views, assets, publicUrl, trustedProxies: [] };
      const app = await makeShell({ ...shell, log: () => undefined });
      const ask = async (path: string) => {
        const { statusCode, body } = await app.inject({ method: 'GET', url: path });
        return statusCode === 200 || statusCode === 410 ? body : undefined;
      };
      const { written, kept, removed } = await writeFolder(resolve(dir), staticFiles(deps, ask));
      await app.close();
      stdout.write(`${dir}: ${written} files written, ${kept} as they were, ${removed} taken away.\n`);
      return 0;
    } finally {
      store.close();
    }
  },
};

function refuseLocal({ publicUrl }: { readonly publicUrl: string }, isMeant: boolean): void {
  if (isMeant || !/^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(new URL(publicUrl).hostname)) return;
  throw new Failure(
    'config',
    `is not set or names this machine, so every link would lead to ${publicUrl}. Set it to the address that readers will use, or say --local`,
    { field: 'PUBLIC_URL' },
  );
}
