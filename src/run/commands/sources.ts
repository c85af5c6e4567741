import { Failure } from '../../base/errors.ts';
import type { Command, CommandIo } from '../command.ts';
import { sayStopped } from '../apart/say-stopped.ts';

/** A part of the workshop; `run` answers the exit code. */
type Part = (args: string[], io: CommandIo) => Promise<number>;

// Loaded one at a time, as the commands are.
const PARTS: Readonly<Record<string, () => Promise<{ readonly run: Part }>>> = {
  list: () => import('./sources/list.ts'),
  new: () => import('./sources/new.ts'),
  try: () => import('./sources/try.ts'),
  record: () => import('./sources/record.ts'),
  check: () => import('./sources/check.ts'),
  'first-light': () => import('./sources/first-light.ts'),
  mend: () => import('./sources/mend.ts'),
  accept: () => import('./sources/accept.ts'),
  status: () => import('./sources/status.ts'),
  explain: () => import('./sources/explain.ts'),
  replay: () => import('./sources/replay.ts'),
  manners: () => import('./sources/manners.ts'),
};

/** Those that read pages and recordings of strangers themselves: they are run where they can be ended. */
const READS_PAGES = new Set(['new', 'try', 'record', 'check', 'first-light', 'mend', 'replay']);

const ADVICE =
  'Open that page in a browser: one that is meant for people can be read by its feed or sitemap, or by a source that is written by hand (docs/how-to/add-a-source.md); one that is not is best left alone.';

export const command: Command = {
  name: 'sources',
  summary: 'the adapter workshop',
  usage: `
lamplighter sources list [--json]
lamplighter sources new URL [--id ID] [--dir FOLDER] [--json]
lamplighter sources try ID|URL [--run N] [--picture] [--json]
lamplighter sources record ID [--from-run N] [--article URL] [--yes] [--json]
lamplighter sources check [ID…] [--live] [--mutate] [--years N] [--update] [--take] [--json]
lamplighter sources first-light [ID…] [--all] [--json]
lamplighter sources mend ID [URL] [--yes] [--json]
lamplighter sources accept ID
lamplighter sources status [ID…] [--json]
lamplighter sources explain URL [--json]
lamplighter sources replay [--since 90d] [--rules FILE] [--json]
lamplighter sources manners [--since 30d] [--json]

  list     every source: its id, how it is discovered, its home, and when it is next due
  new      looks around a site, writes a source for it with recordings of its pages, and checks it
  try      what a source reads now, or what is offered at an address; --run N: from what run N kept.
           --picture draws the listing, its cards outlined and numbered, into a file. Writes nothing else
  record   records a source's pages anew, after showing what changes in the values expected of them
  check    file and recordings of each source, offline; --live also its site, --mutate also its alarms,
           --years N its alarms over so many simulated years,
           --update takes what is read now for what is expected, --take writes into each file what its posts
           have taught. Exit code 1 where anything is wrong
  first-light  tries each guess of an adapter on its live site, and shows the diff that would put right what is wrong.
           Exit code 1 where a guess is wrong or the site cannot be reached
  mend     finds a source's posts again on its site as it is now, shows the adapter that reads them, and writes it after
           one yes; URL: where its listing is now. Exit code 1 where it finds none of them
  accept   says that what a source's last run was called degraded, blind or a gap for is meant so: the norm from now on
  status   how the last runs of each source went, its newest post, when it is due, its incident, its recordings' age
  explain  which source covers an address, when it was seen, and why it is a candidate or none
  replay   what adapters and rules as they are now would change among the posts of the last days
  manners  what we cost each publisher

A page or recording that takes more than ten seconds of CPU time or 640 MB ends the command that reads it, which names it, with
exit code 1; of check and first-light it is what came of that source, and of replay of that post, and the others are looked at.`,
  run: async ([name = '', ...args], io) => {
    const load = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (load === undefined)
      throw new Failure(
        'config',
        `"sources" takes ${Object.keys(PARTS).join(', ')}, not "${name}"; "lamplighter sources --help" says more`,
      );
    const ended = READS_PAGES.has(name) ? await io.runApart?.(['sources', name, ...args]) : undefined;
    if (typeof ended === 'number') return ended;
    if (ended !== undefined)
      return sayStopped(
        ended,
        { command: `sources ${name}`, advice: ADVICE, isJson: args.includes('--json') },
        io,
      );
    const part = await load();
    return part.run(args, io);
  },
};
