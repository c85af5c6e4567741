import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeFolder } from '../../src/base/make-folder.ts';
import { openStore, restoreMark, storePath } from '../../src/store/open.ts';
import { backupsIn } from '../../src/store/backup.ts';
import { enrolSource } from '../../src/store/sources.ts';
import { runHere, start } from '../run/command.ts';

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-backup-'));
  dataDir = join(folder, 'data');
});

const command = (...args: string[]) => runHere(args, { LAMPLIGHTER_DATA: dataDir });

/** A store with these sources, closed. */
function storeWith(names: readonly string[], dir = dataDir): void {
  const store = openStore(dir);
  for (const name of names) enrolSource(store, name, 0, 1);
  store.close();
}

function sourcesIn(path: string): unknown[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare('select id from source order by id').all();
  db.close();
  return rows.map(({ id }) => id);
}

const present = () => sourcesIn(storePath(dataDir));

/** Without the log of writes, which comes and goes with every look at the store. */
const filesThere = () =>
  readdirSync(dataDir)
    .filter((name) => !/-(?:wal|shm)$/.test(name))
    .toSorted();

async function backedUp(): Promise<string> {
  const { code, stdout } = await command('backup');
  expect(code).toBe(0);
  return stdout.trim();
}

describe('a backup', () => {
  test('names the file that is at fault: the store, where that cannot be read, and not the copy', async () => {
    storeWith(['a']);
    writeFileSync(storePath(dataDir), 'no store'.repeat(1000));
    const { code, stderr } = await command('backup', join(folder, 'copy.sqlite'));
    expect(code).toBe(3);
    expect(stderr).toContain(`lamplighter: ${storePath(dataDir)}: `);
    expect(stderr).not.toContain('copy.sqlite');
  });

  test.each([0, 5, 99])(
    'takes another program’s file for no store, and leaves it as it was (%i)',
    async (n) => {
      makeFolder(dataDir);
      const made = new DatabaseSync(storePath(dataDir));
      made.exec(`create table notes (a); insert into notes values (1); pragma user_version = ${n}`);
      made.close();
      const before = readFileSync(storePath(dataDir));
      const { code, stderr } = await command('sources', 'status');
      expect([code, stderr]).toEqual([3, expect.stringContaining('another program’s database')]);
      expect(readFileSync(storePath(dataDir)).equals(before)).toBe(true);
      expect((await command('verify', storePath(dataDir))).stdout).toContain('no store of Lamplighter');
    },
  );

  test('is whole while another connection writes, is sound, and only so many are kept', async () => {
    storeWith(['a']);
    const writer = openStore(dataDir);
    enrolSource(writer, 'b', 0, 1);
    writer.exec('begin immediate');
    enrolSource(writer, 'not-yet', 0, 1);
    const path = await backedUp();
    writer.exec('commit');
    writer.close();
    expect(sourcesIn(path)).toEqual(['a', 'b']);
    expect(await command('verify', path)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('sound'),
    });
    for (let n = 0; n < 4; n += 1)
      writeFileSync(join(dataDir, `backups/lamplighter-2020010${n + 1}T000000Z.sqlite`), '');
    await command('backup', '--keep', '3');
    expect(
      backupsIn(join(dataDir, 'backups'))
        .map(({ name }) => name)
        .slice(1),
    ).toContain('lamplighter-20200104T000000Z.sqlite');
    expect(backupsIn(join(dataDir, 'backups'))).toHaveLength(3);
  });

  test('of the night is made once', async () => {
    storeWith(['a']);
    const one = await command('backup', '--nightly');
    expect([one.code, (await command('backup', '--nightly')).stdout]).toEqual([0, '']);
  });

  test('of a damaged store is refused with 3, and leaves nothing that looks like one', async () => {
    storeWith(['a']);
    const bytes = readFileSync(storePath(dataDir));
    writeFileSync(storePath(dataDir), bytes.fill(0x5a, 8192, 60_000));
    expect(await command('backup')).toMatchObject({ code: 3 });
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
  });

  test('goes to a file by its name, once, and over no other: that may be the store itself', async () => {
    storeWith(['a']);
    const file = join(folder, 'away', 'mine.sqlite');
    expect(await command('backup', file)).toMatchObject({ code: 0, stdout: `${file}\n` });
    expect(sourcesIn(file)).toEqual(['a']);
    for (const there of [file, storePath(dataDir)])
      expect(await command('backup', there)).toMatchObject({
        code: 2,
        stderr: `lamplighter: ${there}: is there already; name another file, or a folder for many\n`,
      });
    expect(present()).toEqual(['a']);
  });

  test('is for its owner alone to read, as the store is, since both hold what proves who somebody is', async () => {
    storeWith(['a']);
    const writer = openStore(dataDir);
    enrolSource(writer, 'b', 0, 1);
    const backup = await backedUp();
    for (const file of [storePath(dataDir), `${storePath(dataDir)}-wal`, backup])
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    writer.close();
    await command('restore', backup);
    expect(statSync(storePath(dataDir)).mode & 0o777).toBe(0o600);
  });

  test('without a store says so', async () => {
    expect(await command('backup')).toMatchObject({ code: 3, stderr: expect.stringContaining('no store') });
  });
});

describe('restoring', () => {
  test('puts the backup in place and what was there aside, whole, its log of writes with it', async () => {
    storeWith(['a']);
    const backup = await backedUp();
    storeWith(['b']);
    // As a machine that lost power leaves it: writes that stand in the log alone.
    const writer = openStore(dataDir);
    enrolSource(writer, 'c', 0, 1);
    const lost = join(folder, 'lost');
    makeFolder(lost);
    for (const part of ['', '-wal']) copyFileSync(storePath(dataDir) + part, storePath(lost) + part);
    writer.close();
    dataDir = lost;
    const before = ['', '-wal'].map((part) => readFileSync(storePath(lost) + part));
    const { code, stdout } = await command('restore', backup);
    expect([code, present()]).toEqual([0, ['a']]);
    expect(existsSync(`${storePath(lost)}-wal`)).toBe(false);
    const aside = /is in (\S+)\.$/m.exec(stdout)?.[1] ?? '';
    const kept = ['', '-wal'].map((part) => readFileSync(storePath(aside) + part));
    expect(kept.map((bytes, at) => bytes.equals(before[at] ?? Buffer.of()))).toEqual([true, true]);
    expect(sourcesIn(storePath(aside))).toEqual(['a', 'b', 'c']);
    expect(await command('verify')).toMatchObject({ code: 0 });
  });

  test('a copy laid over a store with the log of another file beside it is told by doctor, who changes nothing', async () => {
    storeWith(['a']);
    const backup = await backedUp();
    const writer = openStore(dataDir);
    for (let n = 0; n < 400; n += 1) enrolSource(writer, `another-source-${n}`, 0, 1);
    const log = readFileSync(`${storePath(dataDir)}-wal`);
    writer.close();
    copyFileSync(backup, storePath(dataDir));
    writeFileSync(`${storePath(dataDir)}-wal`, log);
    const before = readFileSync(storePath(dataDir));
    const { code, stdout } = await command('doctor');
    expect([code, stdout]).toEqual([1, expect.stringContaining('lamplighter restore')]);
    expect(readFileSync(storePath(dataDir)).equals(before)).toBe(true);
    expect(readFileSync(`${storePath(dataDir)}-wal`).equals(log)).toBe(true);
    expect([(await command('restore', backup)).code, present()]).toEqual([0, ['a']]);
  });

  test('is refused while a process has the store open, and changes nothing', async () => {
    storeWith(['a']);
    const backup = await backedUp();
    const server = openStore(dataDir);
    enrolSource(server, 'b', 0, 1);
    const { code, stderr } = await command('restore', backup);
    expect([code, stderr]).toEqual([3, expect.stringContaining('has the store open')]);
    enrolSource(server, 'c', 0, 1);
    server.close();
    expect(present()).toEqual(['a', 'b', 'c']);
    expect(filesThere()).toEqual(['backups', 'lamplighter.sqlite']);
  });

  test.each([
    ['that was cut short', (path: string) => truncateSync(path, 20_000)],
    [
      'with flipped bytes',
      (path: string) => writeFileSync(path, readFileSync(path).fill(0xff, 9000, 30_000)),
    ],
    ['that is no database', (path: string) => writeFileSync(path, 'no database'.repeat(500))],
    ['that is empty', (path: string) => writeFileSync(path, '')],
    ['of a newer program', (path: string) => new DatabaseSync(path).exec('pragma user_version = 999')],
  ])('refuses a file %s with 3, and changes nothing', async (_what, spoil) => {
    storeWith(['a']);
    const backup = await backedUp();
    spoil(backup);
    storeWith(['b']);
    const { code, stderr } = await command('restore', backup);
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([3, 1]);
    expect([present(), (await command('verify', backup)).code]).toEqual([['a', 'b'], 3]);
    expect(filesThere()).toEqual(['backups', 'lamplighter.sqlite']);
  });

  test('brings back a store that is damaged', async () => {
    storeWith(['a']);
    const backup = await backedUp();
    writeFileSync(storePath(dataDir), 'x'.repeat(50_000));
    expect(await command('verify')).toMatchObject({ code: 3 });
    expect([(await command('restore', backup)).code, present()]).toEqual([0, ['a']]);
  });

  test('that was killed after any step keeps the store shut until it is finished, and loses nothing', async () => {
    for (const moved of [[], [''], ['', '-wal'], 'all'] as const) {
      dataDir = join(folder, `killed-${String(moved)}`);
      storeWith(['a']);
      const backup = await backedUp();
      storeWith(['b']);
      // The state in which a kill after that step leaves the folder.
      const aside = join(dataDir, 'before-restore-x');
      writeFileSync(`${storePath(dataDir)}-wal`, '');
      writeFileSync(restoreMark(dataDir), 'before-restore-x');
      makeFolder(aside);
      for (const part of moved === 'all' ? ['', '-wal'] : moved)
        copyFileSync(storePath(dataDir) + part, storePath(aside) + part);
      if (moved === 'all') copyFileSync(backup, storePath(dataDir));
      else copyFileSync(backup, `${storePath(dataDir)}.restoring`);
      expect(() => openStore(dataDir)).toThrow(/restore was cut short.*lamplighter restore/);
      expect([(await command('restore', backup)).code, present()]).toEqual([0, ['a']]);
      expect(sourcesIn(storePath(aside))).toEqual(['a', 'b']);
    }
  });

  test('killed at any instant leaves the old store or the new one, and the next restore ends well', async () => {
    storeWith(['a']);
    const backup = await backedUp();
    const env = { PATH: process.env['PATH'] ?? '', LAMPLIGHTER_DATA: dataDir };
    for (let n = 0; n < 3; n += 1) {
      const { child, ended } = start(['restore', backup], env);
      // Its copy is what is seen first of it.
      await expect
        .poll(() => existsSync(`${storePath(dataDir)}.restoring`) || child.exitCode !== null, { interval: 1 })
        .toBe(true);
      child.kill('SIGKILL');
      await ended;
      expect([(await command('restore', backup)).code, present(), (await command('verify')).code]).toEqual([
        0,
        ['a'],
        0,
      ]);
    }
  });
});

test('random bytes in the store are found by doctor, and end a command with 3 and one line, without a stack', async () => {
  storeWith(['a']);
  const bytes = readFileSync(storePath(dataDir));
  writeFileSync(storePath(dataDir), bytes.fill(0x5a, 4096));
  const doctor = await command('doctor');
  expect([doctor.code, doctor.stdout]).toEqual([
    1,
    expect.stringMatching(/^MEND store: .*lamplighter restore/m),
  ]);
  for (const args of [['crawl'], ['reviewers', 'list'], ['posts', 'export']]) {
    const { code, stderr } = await command(...args);
    expect([args, code, stderr.trimEnd().split('\n').length]).toEqual([args, 3, 1]);
    expect(stderr).toContain('restore a backup');
  }
});

test('a folder under a file, or where no folder can be, is an error and not a wait for ever', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file', 'a', 'b'))).toThrow(/ENOTDIR/);
  expect(() => makeFolder('/proc/version/a/b')).toThrow(/ENOTDIR|ENOENT/);
  expect(() => makeFolder('/proc/nowhere/a')).toThrow(/ENOENT|EACCES/);
});
