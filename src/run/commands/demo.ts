import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, CommandIo } from '../command.ts';
import type { Settings } from '../../base/settings.ts';
import { crawl } from '../../rounds/crawl.ts';
import { type RunningDemoSite, startDemoSites } from '../../demo/demo-sites.ts';
import { writeOnLoopback } from '../../demo/on-loopback.ts';
import { loadSources, type LoadedSource } from '../../rounds/load-sources.ts';
import { openTools } from '../open-tools.ts';
import { runServer } from '../run-server.ts';
import { untilSignal } from '../signals.ts';

export const command: Command = {
  name: 'demo',
  summary: 'bundled sites, a crawl and the desk, without a network',
  usage: `
lamplighter demo [--crawl-only] [--json]

Serves three invented sites on loopback, in the shape of Ashden's, the LGA's and APSE's, crawls them through the very
sources that read the real ones, and opens the desk on what was found. Everything is thrown away at the end.
  --crawl-only   stop after the crawl
  --json         print the crawl's summary as one object`,
  run: async (args, io) => {
    const { values } = parseArgs({
      args,
      options: {
        'crawl-only': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-demo-'));
    const demo = await startDemoSites();
    const allowHosts = demo.sites.map(({ port }) => `127.0.0.1:${port}`);
    const settings: Settings = { ...io.settings, dataDir, allowHosts, minGapMs: 0 };
    try {
      const own = await loadSources(io.settings.sourceDirs);
      const loaded = await rehomed(join(dataDir, 'sources'), own, demo.sites);
      return await show({ ...io, settings }, loaded, { crawlOnly: values['crawl-only'], json: values.json });
    } finally {
      await demo.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** Sources that read the sites in place of the real ones, loaded from a folder as all are. */
async function rehomed(
  folder: string,
  own: readonly LoadedSource[],
  sites: readonly RunningDemoSite[],
): Promise<LoadedSource[]> {
  mkdirSync(folder);
  for (const { id, origin } of sites) {
    const file = own.find(({ source }) => source.id === id)?.file;
    if (file !== undefined) writeOnLoopback(folder, { id, file, origin });
  }
  return loadSources([folder]);
}

async function show(
  io: CommandIo,
  loaded: readonly LoadedSource[],
  how: { readonly crawlOnly: boolean; readonly json: boolean },
): Promise<number> {
  const { signal, done } = untilSignal(io.stderr);
  const tools = await openTools(io.settings, { stop: signal, stderr: io.stderr, readsAside: true });
  try {
    const summary = await crawl(tools, loaded, { ids: [], all: true, full: false });
    if (how.json) io.stdout.write(`${JSON.stringify(summary)}\n`);
    else
      for (const { id, outcome, posts, candidates } of summary.sources)
        io.stdout.write(`${id}: ${outcome}, ${posts} posts read, ${candidates} on the desk\n`);
    if (!how.crawlOnly) await runServer(io, { tools, loaded, signal, isFirstRun: true });
    return 0;
  } finally {
    await tools.close();
    done();
  }
}
