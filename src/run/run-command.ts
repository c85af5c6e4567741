import { EXIT_CODES, Failure, messageOf, systemFailure } from '../base/errors.ts';
import { VERSION } from '../base/version.ts';
import type { Command, CommandIo } from './command.ts';
import { harmless } from './harmless.ts';

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
  read: { summary: 'read pages given as JSON Lines', load: () => import('./commands/read.ts') },
  simulate: {
    summary: 'what reading labelled posts in the order of their scores would be like',
    load: () => import('./commands/simulate.ts'),
  },
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
  backup: {
    summary: 'copy the store, whole, while everything goes on',
    load: () => import('./commands/backup.ts'),
  },
  restore: { summary: 'put a backup in the place of the store', load: () => import('./commands/restore.ts') },
  verify: {
    summary: 'look the whole store, or a backup, through',
    load: () => import('./commands/verify.ts'),
  },
  doctor: { summary: 'check the set-up and say what to do', load: () => import('./commands/doctor.ts') },
};

// Of sysexits.h: a bug of ours.
const EX_SOFTWARE = 70;

/** What a command line may touch: its streams, and the variables that its settings are read from (else the process's own). */
type World = Omit<CommandIo, 'settings' | 'faults'> & { readonly environment?: NodeJS.ProcessEnv };

/**
 * Runs one command line (`['crawl', '--json', 'blog']`) and answers its exit code. What went wrong is told on stderr in
 * one line; with its stack where it is a fault of ours (70).
 */
export async function runCommand(argv: readonly string[], given: World): Promise<number> {
  const world = { ...given, stdout: harmless(given.stdout), stderr: harmless(given.stderr) };
  try {
    return await dispatch(argv, world);
  } catch (error) {
    // Loaded here, for a command that ends well need not open the store.
    const thrown =
      usageFailure(error, argv[0]) ??
      systemFailure(error) ??
      (await import('../store/open.ts')).fileFailure(error);
    world.stderr.write(`lamplighter: ${messageOf(thrown)}\n`);
    const code = exitCodeFor(thrown);
    if (code === EX_SOFTWARE && thrown instanceof Error) world.stderr.write(`${thrown.stack ?? ''}\n`);
    return code;
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    world.stdout.write(overview());
    return 0;
  }
  if (argv.includes('--version')) {
    world.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined)
    throw new Failure('config', `there is no command "${name}"; "lamplighter --help" lists them`);
  const { command } = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    world.stdout.write(`${command.usage.trim()}\n`);
    return 0;
  }
  const { judgeSettings, refuseFaults } = await import('./config.ts');
  const { environment, ...streams } = world;
  const { settings, faults } = judgeSettings(environment);
  if (command.judgesSettings !== true) refuseFaults(faults);
  return await command.run(args, {
    ...streams,
    settings,
    faults,
    ...(environment === undefined ? {} : { environment }),
  });
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `lamplighter COMMAND\n\n${rows.join('\n')}\n\n"lamplighter COMMAND --help" says more.\n`;
}

function exitCodeFor(thrown: unknown): number {
  return thrown instanceof Failure ? EXIT_CODES[thrown.kind] : EX_SOFTWARE;
}

// node:util's parseArgs throws these for an unknown or malformed option: first what is wrong, then advice on `--` and the like.
function usageFailure(thrown: unknown, command = ''): Failure | undefined {
  if (!(thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')))
    return undefined;
  const what = thrown.message.split(/\.\s|\n/, 1)[0] ?? '';
  return new Failure('config', `${what}; "lamplighter ${command} --help" says more`);
}
