import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/version.ts';
import { storePath } from '../../src/store/open.ts';
import { enrolSource, leaseSource } from '../../src/store/sources.ts';
import { type Ended, environmentOf, run, runHere, start } from './command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { CHALLENGE, openSite, type RunSite } from '../rounds/site.ts';

const SOURCES = fileURLToPath(new URL('../../sources', import.meta.url));

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(6));
  rounds = openRounds([site]);
  rounds.write('blog', sourceFile('blog', site));
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

type Told = Omit<Ended, 'signal'>;

/** In this process; `crawlAlone` where what Node itself does is part of what is shown. */
function crawl(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Told> {
  return runHere(['crawl', ...args], environmentOf(rounds, [site], more));
}

function crawlAlone(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return run(['crawl', ...args], environmentOf(rounds, [site], more));
}

/** One line on stderr, without a stack. */
function expectOneLine({ stderr }: Told, said: RegExp): void {
  expect(stderr).toMatch(said);
  expect(stderr.trimEnd().split('\n')).toEqual([expect.anything()]);
}

describe('lamplighter crawl', () => {
  it('ends with 0 and tells in a line what came of each source', async () => {
    const ended = await crawl(['blog']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /^blog: ok_new — 6 cards, 6 unseen, 6 posts, \d candidates, 8 requests \[run [0-9a-f]{8}\]\nNever tried at first light: blog\. .*\n$/,
    );
  });

  it('--json prints one object of the shape that scripts depend on', async () => {
    const { code, stdout } = await crawl(['--json', 'blog']);
    expect(code).toBe(0);
    const summary: unknown = JSON.parse(stdout);
    // More fields may come; these stay.
    expect(summary).toMatchObject({
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      sources: [
        {
          id: 'blog',
          outcome: 'ok_new',
          reasons: [],
          requests: 8,
          notModified: 0,
          bytes: expect.any(Number),
          cards: 6,
          unseen: 6,
          posts: 6,
          candidates: expect.any(Number),
          errors: [],
        },
      ],
    });
  });

  it('says that nothing is due without loading a single adapter', async () => {
    for (const file of readdirSync(SOURCES).filter((name) => /^[^_].*\.ts$/.test(name)))
      enrolSource(rounds.store, file.slice(0, -3), Date.now() + 3_600_000, 1);
    enrolSource(rounds.store, 'blog', Date.now() + 3_600_000, 1);
    rounds.write('blog', 'throw new Error("loaded");');
    expect(await crawl([])).toMatchObject({ code: 0, stdout: 'Nothing is due.\n', stderr: '' });
    const { stdout } = await crawl(['--json']);
    expect(JSON.parse(stdout)).toMatchObject({ sources: [] });
    expect(site.log).toEqual([]);
  });

  it('as the line for cron in the docs calls it, it says nothing when nothing is due or all is well, else what is wrong', async () => {
    const doc = readFileSync(new URL('../../docs/how-to/run-from-cron.md', import.meta.url), 'utf8');
    const [, args = ''] = /^\S+ \* \* \* \* .* lamplighter crawl(.*)$/m.exec(doc) ?? [];
    expect(args).not.toMatch(/[>|]/);
    const asCron = args.trim().split(' ');
    expect(await crawl([...asCron, 'blog'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await crawl(asCron)).toMatchObject({ code: 0, stderr: '' });
    expect(await crawl(asCron)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    // Once as cron does it: the whole line by a shell, in an environment that has next to nothing.
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const [, line = ''] = /^\S+ \* \* \* \*\s+(.*)$/m.exec(doc) ?? [];
    const env = {
      ...environmentOf(rounds, [site]),
      HOME: rounds.folder,
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    };
    const shell = promisify(execFile)('/bin/sh', ['-c', line.replace('/srv/lamplighter', root)], {
      env,
      encoding: 'utf8',
    });
    expect(await shell).toEqual({ stdout: '', stderr: '' });
    site.answers.set('/news/', CHALLENGE);
    const unwell = await crawl([...asCron, 'blog']);
    expect(unwell.stdout).toMatch(
      /^blog: blocked — .*\n {4}http.*Cloudflare challenge \[run [\da-f]{8}\]\n$/,
    );
  });

  it('as the systemd units in the docs start it, it is silent when all is well, and systemd can read the unit', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const doc = readFileSync(join(root, 'docs/how-to/run-with-systemd.md'), 'utf8');
    const [unit = ''] = /\[Unit\][^`]*/.exec(doc) ?? [];
    const here = unit.replaceAll('/srv/lamplighter/', root).replaceAll('/srv/lamplighter', root);
    const [, program = '', script = ''] = /^ExecStart=(\S+) (\S+) serve$/m.exec(here) ?? [];
    const [, timed = ''] = /^ExecStart=\S+ \S+ (crawl.*)$/m.exec(doc) ?? [];
    // The line of cron starts the same file in a process of its own.
    expect(execFileSync(program, [script, '--version'], { cwd: root, encoding: 'utf8' })).toBe(
      `${VERSION}\n`,
    );
    expect(await crawl([...timed.split(' ').slice(1), 'blog'])).toEqual({ code: 0, stdout: '', stderr: '' });
    // Where there is no systemd, nobody runs it from a unit.
    if (!existsSync('/usr/bin/systemd-analyze')) return;
    const units = [...doc.matchAll(/`\/etc\/systemd\/system\/(\S+)`[\s\S]*?```\n([\s\S]*?)```/g)].map(
      ([, name = '', text = '']) => {
        const file = join(rounds.folder, name.replace('@', '@1'));
        writeFileSync(file, text.replaceAll('/srv/lamplighter', root).replace(/^User=.*$/m, ''));
        return file;
      },
    );
    expect(units).toHaveLength(4);
    execFileSync('/usr/bin/systemd-analyze', ['verify', '--man=no', ...units], { stdio: 'pipe' });
  });

  it('a source that is unwell ends it with 0, with --strict with 1', async () => {
    site.answers.set('/news/', CHALLENGE);
    const lenient = await crawl(['blog']);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toMatch(
      /^blog: blocked — .*\n {4}http.*Cloudflare challenge.*\nNever tried at first light: blog\./,
    );
    expect(await crawl(['--strict', 'blog'])).toMatchObject({ code: 1 });
  });
});

it('waits for a Redis that is away, says so, and ends when it is told to', async () => {
  const { child, ended } = start(
    ['crawl', 'blog'],
    environmentOf(rounds, [site], { REDIS_URL: 'redis://127.0.0.1:1' }),
  );
  await new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk) => String(chunk).includes('waiting for Redis') && resolve());
  });
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect(code).toBe(2);
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^lamplighter: REDIS_URL: redis:.* did not answer/);
});

it('says its version anywhere, whatever the settings are', async () => {
  for (const args of [['--version'], ['crawl', '--version'], ['sources', 'list', '--version']])
    expect(await runHere(args, { PORT: 'none' })).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
});

describe('lamplighter crawl ends with 2 and one line for', () => {
  it('an adapter with a typo: its file and field', async () => {
    rounds.write('blog', sourceFile('blog', site).replace('cadence:', 'cadense:'));
    const ended = await crawl(['blog']);
    expect(ended.code).toBe(2);
    expectOneLine(ended, /sources\/blog\.ts: .*cadence/);
  });

  it('an adapter that is no code: its file and line', async () => {
    rounds.write('blog', 'export default (\n');
    const ended = await crawlAlone(['blog']);
    expect(ended.code).toBe(2);
    expectOneLine(ended, /sources\/blog\.ts/);
  });

  it('a folder of sources that is missing', async () => {
    const ended = await crawl(['blog'], { LAMPLIGHTER_SOURCES: join(rounds.folder, 'nowhere') });
    expect(ended.code).toBe(2);
    expectOneLine(ended, /nowhere, LAMPLIGHTER_SOURCES: cannot be read as a folder of sources/);
  });

  it('a rule pack that is broken: its file and line', async () => {
    const file = join(rounds.folder, 'pack.yaml');
    writeFileSync(file, 'pack: x\nrules: [\n  { id: "unfinished"\n');
    const ended = await crawl(['blog'], { LAMPLIGHTER_RULES: file });
    expect(ended.code).toBe(2);
    expectOneLine(ended, /pack\.yaml:\d+/);
  });

  it('a source that there is none of', async () => {
    const ended = await crawl(['blogg']);
    expect(ended.code).toBe(2);
    expectOneLine(ended, /there is no source blogg; "lamplighter sources list"/);
  });

  it('an option that there is none of', async () => {
    const ended = await crawl(['--al', 'blog']);
    expect(ended.code).toBe(2);
    expectOneLine(ended, /^lamplighter: Unknown option '--al'; "lamplighter crawl --help" says more$/m);
  });

  it('a public address of this machine, where pages are written for others', async () => {
    const environment = environmentOf(rounds, [site], { PUBLIC_URL: 'http://127.0.0.1:9' });
    const ended = await runHere(['publish', 'static', 'unwritten'], environment);
    expect(ended.code).toBe(2);
    expectOneLine(ended, /PUBLIC_URL: is not set or names this machine, so .* http:\/\/127\.0\.0\.1:9\b/);
  });

  it('settings that are wrong, all of them at once', async () => {
    const ended = await crawl(['blog'], {
      PORT: 'many',
      PUBLIC_URL: 'ftp://x',
      LAMPLIGHTER_MIN_GAP_MS: '-1',
    });
    expect(ended.code).toBe(2);
    expectOneLine(
      ended,
      /environment: .*MIN_GAP_MS: must be a whole number.*PORT: must be.*PUBLIC_URL: must be/,
    );
  });
});

describe('lamplighter crawl ends with 3 and one line for', () => {
  async function expectStoreFailure(said: RegExp, dataDir = rounds.dataDir): Promise<void> {
    for (const args of [['blog'], []]) {
      const ended = await crawl(args, { LAMPLIGHTER_DATA: dataDir });
      expect(ended.code).toBe(3);
      expectOneLine(ended, said);
    }
  }

  it('a store that is a folder', async () => {
    const dataDir = join(rounds.folder, 'other');
    mkdirSync(storePath(dataDir), { recursive: true });
    await expectStoreFailure(/lamplighter\.sqlite: .*Check that this user may write/, dataDir);
  });

  it('a data folder that is a file', async () => {
    const file = join(rounds.folder, 'file');
    writeFileSync(file, 'x');
    const ended = await crawl(['blog'], { LAMPLIGHTER_DATA: file });
    expect(ended.code).toBe(3);
    expectOneLine(ended, /Check that this user may write/);
  });

  it('a file that is no database', async () => {
    const dataDir = join(rounds.folder, 'other');
    mkdirSync(dataDir);
    writeFileSync(storePath(dataDir), 'This is a text and no database.'.repeat(100));
    await expectStoreFailure(/not a database\. .*restore a backup/, dataDir);
  });

  it('a store that a newer program has written', async () => {
    rounds.store.exec('pragma user_version = 999');
    await expectStoreFailure(/the store has schema 999, this program knows \d+; update the program/);
    rounds.store.exec('pragma user_version = 1');
  });

  it.skipIf(process.getuid?.() === 0)('a store that may not be written to', async () => {
    chmodSync(storePath(rounds.dataDir), 0o444);
    await expectStoreFailure(/read.?only/i);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'a disk that is full, and what was stored before is there',
    async () => {
      const disk = mkdtempSync(join(tmpdir(), 'lamplighter-disk-'));
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk], { stdio: 'ignore' });
      } catch {
        rmSync(disk, { recursive: true });
        return;
      }
      try {
        site.posts = manyPosts(60);
        const discover = `sitemap({ url: '/sitemap.xml', include: /posts/ })`;
        rounds.write('blog', sourceFile('blog', site, { discover }));
        const ended = await crawlAlone(['blog'], { LAMPLIGHTER_DATA: disk });
        expect(ended.code).toBe(3);
        expectOneLine(ended, /The disk is full or failing; free some space and run again/);
        execFileSync('mount', ['-o', 'remount,size=50m', disk]);
        const { stdout } = await crawl(['--json', 'blog'], { LAMPLIGHTER_DATA: disk });
        expect(JSON.parse(stdout)).toMatchObject({ sources: [{ id: 'blog', waiting: 0, errors: [] }] });
        const exported = await runHere(
          ['posts', 'export'],
          environmentOf({ ...rounds, dataDir: disk }, [site]),
        );
        expect(exported.stdout.trimEnd().split('\n')).toHaveLength(60);
      } finally {
        execFileSync('umount', [disk]);
        rmSync(disk, { recursive: true });
      }
    },
  );
});

describe('a source that another process holds', () => {
  it('ends the command with 75 and one line, and is asked for nothing', async () => {
    enrolSource(rounds.store, 'blog', 0, 1);
    // This very process is alive and holds it.
    leaseSource(rounds.store, 'blog', Date.now(), 3_600_000);
    const ended = await crawl(['blog']);
    expect(ended.code).toBe(75);
    expectOneLine(ended, /another run holds the lock/);
    expect(site.log).toEqual([]);
  });
});
