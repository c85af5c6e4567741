#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Command } from './command.ts';

// What was stripped and compiled once is kept, which halves the time until a command starts. Not in the system's folder for
// temporary files: others may write there. Where the project cannot be written to, nothing is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'lamplighter'));

// After that, for the same reason.
const { EXIT_CODES, Failure, messageOf } = await import('../base/errors.ts');

// Loaded one at a time: a cron-run crawl with nothing due must not pay for a web server.
const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<{ command: Command }> }>> = {
  crawl: { summary: 'run the due sources, or the named ones now', load: () => import('./commands/crawl.ts') },
  serve: {
    summary: 'the desk and the catalogue on one port, with the schedule',
    load: () => import('./commands/serve.ts'),
  },
  work: {
    summary: 'take visits from Redis, on as many machines as you like',
    load: () => import('./commands/work.ts'),
  },
  sources: { summary: 'the adapter workshop', load: () => import('./commands/sources.ts') },
  classify: { summary: 'score posts given as JSON Lines', load: () => import('./commands/classify.ts') },
  rules: { summary: 'the rule workshop', load: () => import('./commands/rules.ts') },
  councils: { summary: 'refresh the list of councils', load: () => import('./commands/councils.ts') },
  posts: { summary: 'export what was read', load: () => import('./commands/posts.ts') },
  candidates: { summary: 'export the candidates', load: () => import('./commands/candidates.ts') },
  catalogue: {
    summary: 'export or import the catalogue as a data package',
    load: () => import('./commands/catalogue.ts'),
  },
  links: { summary: 'look after the links of the catalogue', load: () => import('./commands/links.ts') },
  publish: { summary: 'write the embeds as files', load: () => import('./commands/publish.ts') },
  reviewers: { summary: 'accounts of the desk', load: () => import('./commands/reviewers.ts') },
  bench: { summary: 'the benchmarks', load: () => import('./commands/bench.ts') },
  demo: {
    summary: 'bundled sites, a crawl and the desk, without a network',
    load: () => import('./commands/demo.ts'),
  },
  doctor: { summary: 'check the set-up and say what to do', load: () => import('./commands/doctor.ts') },
};

async function main(argv: string[]): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined)
    throw new Failure('config', `there is no command "${name}"; "lamplighter --help" lists them`);
  const { command } = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.usage.trim()}\n`);
    return 0;
  }
  const { readSettings } = await import('./config.ts');
  const { stdin, stdout, stderr } = process;
  return await command.run(args, { stdin, stdout, stderr, settings: readSettings() });
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `lamplighter COMMAND\n\n${rows.join('\n')}\n\n"lamplighter COMMAND --help" says more.\n`;
}

function exitCodeFor(thrown: unknown): number {
  if (thrown instanceof Failure) return EXIT_CODES[thrown.kind];
  if (isUsageError(thrown)) return EXIT_CODES.config;
  return 70; // EX_SOFTWARE of sysexits.h: a bug of ours
}

// node:util's parseArgs throws these for an unknown or malformed option.
function isUsageError(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
}

// A reader that stops early (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  process.stderr.write(`lamplighter: ${messageOf(thrown)}\n`);
  process.exitCode = exitCodeFor(thrown);
  if (process.exitCode === 70 && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`);
}
