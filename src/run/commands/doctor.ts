import { accessSync, constants, statfsSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { loadRules } from '../../classify/rules.ts';
import { findChromium } from '../../fetch/browser/find-chromium.ts';
import { tellTimes } from '../../rounds/incidents/clock.ts';
import { passedFirstLight } from '../../store/first-light.ts';
import { openIncidentOf } from '../../store/incidents.ts';
import { openStore, quickFault } from '../../store/open.ts';
import { implausibleTimes } from '../../store/stored-times.ts';
import type { Command } from '../command.ts';
import { NO_NETWORK, tellRounds } from '../../review/rounds-told.ts';
import type { Settings } from '../../base/settings.ts';
import { loadSources } from '../../rounds/load-sources.ts';

type Check = { readonly what: string; readonly ok: boolean; readonly say: string };

export const command: Command = {
  name: 'doctor',
  summary: 'check the set-up and say what to do',
  usage: `
lamplighter doctor [--json]

Checks Node, the settings, the store, the clock, the rules, the sources and Chromium, and says what to do about each fault.
Asks nothing of any site. Exit code 1 when something must be mended.`,
  run: async (args, { stdout, settings }) => {
    const checks = [
      nodeVersion(),
      contact(settings),
      ...(await Promise.all([
        check('store', () => store(settings)),
        check('clock', () => clock(settings)),
        check('rules', () => rules(settings)),
        check('rounds', () => rounds(settings)),
        check('sources', () => sources(settings)),
      ])),
      await chromium(settings),
    ];
    if (args.includes('--json')) stdout.write(`${JSON.stringify({ checks })}\n`);
    else for (const { what, ok, say } of checks) stdout.write(`${ok ? 'ok  ' : 'MEND'} ${what}: ${say}\n`);
    return checks.every(({ ok }) => ok) ? 0 : 1;
  },
};

async function check(what: string, look: () => string | Promise<string>): Promise<Check> {
  try {
    return { what, ok: true, say: await look() };
  } catch (error) {
    return { what, ok: false, say: messageOf(error) };
  }
}

function nodeVersion(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  const ok = major >= 24;
  return {
    what: 'node',
    ok,
    say: ok ? process.version : `${process.version} is too old; run "npm ci", which brings Node 24`,
  };
}

function contact({ contact: given }: Settings): Check {
  const own = /@|^https?:/.test(given);
  return {
    what: 'contact',
    ok: own,
    say: own
      ? `sites can write to ${given}`
      : 'set LAMPLIGHTER_CONTACT to an e-mail or web address that site owners can use',
  };
}

/** Sound by their files; whether their guesses are right only their sites can tell. */
async function sources({ sourceDirs, dataDir }: Settings): Promise<string> {
  const loaded = await loadSources(sourceDirs);
  const opened = openStore(dataDir);
  const passed = passedFirstLight(opened);
  opened.close();
  const untried = loaded.filter(({ source }) => source.paused === undefined && !passed.has(source.id)).length;
  const advice =
    untried === 0
      ? ''
      : `; ${untried} were never tried on their sites: run "lamplighter sources first-light --all"`;
  return `${loaded.length} sources are sound${advice}`;
}

function store({ dataDir }: Settings): string {
  const opened = openStore(dataDir);
  const fault = quickFault(opened);
  opened.close();
  if (fault !== undefined)
    throw new Error(`${fault}; end what uses it, then restore a backup ("lamplighter restore FILE")`);
  accessSync(dataDir, constants.W_OK);
  const { bavail, bsize, blocks } = statfsSync(dataDir);
  const free = bavail / blocks;
  if (free < 0.05)
    throw new Error(`only ${(free * 100).toFixed(1)} % of the disk is free; runs need room to write`);
  return `${dataDir}, ${Math.round((bavail * bsize) / 1e9)} GB free`;
}

function clock({ dataDir }: Settings): string {
  const opened = openStore(dataDir);
  try {
    const now = Date.now();
    const found = implausibleTimes(opened, now);
    if (found.length > 0)
      throw new Error(
        `${tellTimes(found)}; set the clock right, and the next "lamplighter crawl" sets them back`,
      );
    const open = openIncidentOf(opened, null, 'clock');
    const today = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
    return open === undefined
      ? `${today} UTC, and every stored time is as it can be`
      : `${today} UTC; it was wrong, which was mended: ${open.reasons.join(' ')}`;
  } finally {
    opened.close();
  }
}

/** How the rounds stand, in the words of the desk; a fault only where no site at all could be reached. */
async function rounds({ dataDir, sourceDirs }: Settings): Promise<string> {
  const loaded = await loadSources(sourceDirs);
  const opened = openStore(dataDir);
  const told = tellRounds(
    opened,
    loaded.map(({ source }) => source),
    Date.now(),
  ).map(({ say }) => say);
  opened.close();
  if (told.some((say) => say.startsWith(NO_NETWORK))) throw new Error(told.join(' '));
  return told.length === 0 ? 'all went well' : told.join(' ');
}

function rules({ rulesFile }: Settings): string {
  return `${loadRules(rulesFile).hash.slice(0, 12)}, sound`;
}

// Only sources that need JavaScript use it, so its absence is news and no fault.
async function chromium({ chromiumPath }: Settings): Promise<Check> {
  const path = await findChromium(chromiumPath);
  const none = `none at ${chromiumPath ?? 'the usual places'}; sources that need a browser cannot be read`;
  return { what: 'chromium', ok: path !== undefined || chromiumPath === undefined, say: path ?? none };
}
