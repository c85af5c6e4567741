import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../../src/base/code-beside.ts';
import { writeFiles } from '../../src/run/commands/catalogue.ts';
import { dataPackage } from '../../src/site/package/package.ts';
import { backUp, backupsIn } from '../../src/store/backup.ts';
import { openStore, restoreMark, type Store } from '../../src/store/open.ts';
import { restoreStore } from '../../src/store/restore.ts';
import { addReviewer } from '../../src/store/reviewers.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { acceptedCandidate, listed } from '../catalogue/fixtures.ts';
import { lay } from '../desk/desk-fixture.ts';
import { randomFrom } from '../random.ts';

/** Against a victim that hangs. */
const LONGEST_MS = 60_000;
const VICTIM = fileURLToPath(new URL('victim.ts', import.meta.url));

/** What so many kills did to what was promised. */
export type Killing = {
  readonly kills: number;
  /** How many of them met work under way. */
  readonly met: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unsound: readonly string[];
};

export type Work = 'accept' | 'publish' | 'rescore' | 'import' | 'backup' | 'restore';
export const WORKS: readonly Work[] = ['accept', 'publish', 'rescore', 'import', 'backup', 'restore'];

type World = {
  readonly args: () => readonly string[];
  /** The longest wait before a kill, about as long as one piece of the work takes; absent where a victim ends by itself: then so long. */
  readonly mostMs?: number;
  /** What is wrong after a kill, given all that was ever said to be done. */
  readonly judge: (
    done: readonly string[],
    kills: number,
  ) => { lost: string[]; doubled: string[]; unsound: string[] };
};

/** Kills processes that do one kind of work, each at an instant that the seed gives, and judges the store after every kill. */
export async function killWork(
  work: Work,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<Killing> {
  const folder = mkdtempSync(join(tmpdir(), `lamplighter-kills-${work}-`));
  const random = randomFrom(seed);
  const world = WORLDS[work](folder);
  const done: string[] = [];
  const [lost, doubled, unsound] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let met = 0;
  try {
    let lengthMs = world.mostMs ?? (await lengthOf(work, world));
    for (let kill = 1; kill <= kills; kill += 1) {
      // One that ends by itself has nothing left to kill once it has said "done".
      const after = world.mostMs === undefined ? 0 : Math.floor(random() * 4);
      const instant = { after, ms: random() * lengthMs };
      const killed = await killOnce([work, ...world.args()], instant);
      met += killed.met ? 1 : 0;
      // It was quicker than the one that was measured.
      if (!killed.met) lengthMs = Math.min(lengthMs, killed.lastedMs);
      done.push(...killed.done);
      const found = world.judge(done, kill);
      found.lost.forEach((one) => lost.add(one));
      found.doubled.forEach((one) => doubled.add(one));
      found.unsound.forEach((one) => unsound.add(`after kill ${kill}: ${one}`));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { kills, met, lost: [...lost], doubled: [...doubled], unsound: [...unsound] };
}

/** How long one piece of such work takes on this machine today, in ms, from "ready" to the end of the process. */
async function lengthOf(work: Work, world: World): Promise<number> {
  const { lastedMs } = await killOnce([work, ...world.args()], { after: 0, ms: LONGEST_MS });
  world.judge([], 0);
  return lastedMs;
}

type Killed = { readonly done: readonly string[]; readonly met: boolean; readonly lastedMs: number };

/** Starts a victim and kills it so many ms after it has said so many things. */
async function killOnce(
  args: readonly string[],
  { after, ms }: { readonly after: number; readonly ms: number },
): Promise<Killed> {
  const child = spawn(process.execPath, ['--no-warnings', VICTIM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What was compiled once is kept: most of a victim's time is its start.
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  let [said, faults] = ['', ''];
  let readyAt = 0;
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    readyAt ||= performance.now();
    // "ready" and so many times "done".
    if (timer !== undefined || said.split('\n').length <= after + 1) return;
    timer = setTimeout(() => child.kill('SIGKILL'), ms);
  });
  child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
  await once(child, 'close');
  clearTimeout(timer);
  if (child.signalCode !== 'SIGKILL' && child.exitCode !== 0) throw new Error(faults);
  const done = said.split('\n').flatMap((line) => (line.startsWith('done ') ? [line.slice(5)] : []));
  return { done, met: child.signalCode === 'SIGKILL', lastedMs: performance.now() - readyAt };
}

const WORLDS: Readonly<Record<Work, (folder: string) => World>> = {
  accept: (folder) => deskWorld(folder, 'decision'),
  publish: (folder) => deskWorld(folder, 'entry_event'),
  rescore: rescoreWorld,
  import: importWorld,
  backup: backupWorld,
  restore: restoreWorld,
};

const NOTHING = { lost: [], doubled: [], unsound: [] };

/** Each thing that was said to be done is a row; besides those, one at most for each kill: written, and not yet told. */
function deskWorld(folder: string, table: 'decision' | 'entry_event'): World {
  const store = openStore(folder);
  addReviewer(store, { email: 'ada@example.org', name: 'Ada', role: 'admin', password: null, now: 0 });
  for (let n = 0; n < 20; n += 1) acceptedCandidate(store);
  store.close();
  return {
    args: () => [folder],
    mostMs: 15,
    judge: (done, kills) =>
      withStore(folder, (opened) => {
        const rows = count(opened, `select count(*) as n from ${table}`);
        const wrong = count(
          opened,
          table === 'decision'
            ? `select count(*) as n from candidate c where exists (select 1 from decision where candidate_id = c.id)
               and c.state <> (select case kind when 'accept' then 'accepted' else 'rejected' end from decision
                               where candidate_id = c.id order by id desc limit 1)`
            : `select count(*) as n from entry e where 1 <> (select count(*) from entry_event
               where entry_id = e.id and kind = 'listed')`,
        );
        return {
          lost: rows < done.length ? [`${done.length - rows} of ${done.length} rows of ${table}`] : [],
          doubled: [
            ...(rows > done.length + kills
              ? [`${rows} rows of ${table}, ${done.length} done, ${kills} kills`]
              : []),
            ...(wrong > 0 ? [`${wrong} rows contradict their history in ${table}`] : []),
          ],
          unsound: faults(folder),
        };
      }),
  };
}

function rescoreWorld(folder: string): World {
  const store = openStore(folder);
  for (let n = 0; n < 60; n += 1) lay(store);
  const [posts, candidates] = [count(store, POSTS), count(store, CANDIDATES)];
  store.close();
  return {
    args: () => [folder],
    mostMs: 400,
    judge: () =>
      withStore(folder, (opened) => ({
        lost: [
          ...(count(opened, POSTS) < posts || count(opened, CANDIDATES) < candidates
            ? ['posts or candidates']
            : []),
          ...(count(
            opened,
            'select count(*) as n from post where id not in (select post_id from classification)',
          ) > 0
            ? ['a verdict']
            : []),
        ],
        doubled:
          count(opened, CANDIDATES) > candidates || count(opened, POSTS) > posts
            ? ['posts or candidates']
            : [],
        unsound: faults(folder),
      })),
  };
}

/** All of it or nothing, into a store of its own each time; and what a kill left empty takes it whole. */
function importWorld(folder: string): World {
  const [from, dir] = [join(folder, 'from'), join(folder, 'package')];
  const store = openStore(from);
  for (let n = 0; n < 150; n += 1) listed(store);
  const whole = count(store, ENTRIES);
  writeFiles(
    dir,
    dataPackage(store).map(({ name, body }) => ({ path: name, body })),
  );
  store.close();
  let at = 0;
  return {
    args: () => [join(folder, `into-${(at += 1)}`), dir],
    judge: () => {
      const into = join(folder, `into-${at}`);
      if (!existsSync(into)) return NOTHING;
      const there = withStore(into, (opened) => count(opened, ENTRIES));
      const unsound = faults(into);
      rmSync(into, { recursive: true });
      return {
        lost: there > 0 && there < whole ? [`${whole - there} of ${whole} entries`] : [],
        doubled: there > whole ? [`${there} entries of ${whole}`] : [],
        unsound,
      };
    },
  };
}

/** A file that has the name of a backup is a whole one, whenever; and the store is as it was. */
function backupWorld(folder: string): World {
  const [data, backups] = [join(folder, 'data'), join(folder, 'backups')];
  mkdirSync(backups);
  const posts = filled(data, 40);
  return {
    args: () => [data, backups],
    mostMs: 60,
    judge: () => ({
      lost: withStore(data, (opened) => count(opened, POSTS)) === posts ? [] : ['posts of the store'],
      doubled: [],
      unsound: [
        ...faults(data),
        ...backupsIn(backups).flatMap(({ name }) => {
          const { problems, posts: kept } = verifyStore(join(backups, name));
          return kept === posts ? problems : [...problems, `${name} has ${kept} posts of ${posts}`];
        }),
      ],
    }),
  };
}

/** The one store or the other, whole, once the restore that was cut short is made again; and what was there stands aside. */
function restoreWorld(folder: string): World {
  const data = join(folder, 'data');
  const files = [30, 50].map((posts) => {
    const of = join(folder, `of-${posts}`);
    filled(of, posts);
    return backUp(of, join(folder, 'backups'), { keep: 9, now: posts * 1000 });
  });
  restoreStore(data, files[0] ?? '', 0);
  return {
    args: () => [data, ...files],
    mostMs: 60,
    judge: (_done, kill) => {
      if (existsSync(restoreMark(data))) restoreStore(data, files[0] ?? '', kill);
      for (const name of readdirSync(data).filter((one) => one.startsWith('before-restore-')))
        rmSync(join(data, name), { recursive: true });
      const posts = withStore(data, (opened) => count(opened, POSTS));
      return {
        lost: posts === 30 || posts === 50 ? [] : [`the store has ${posts} posts`],
        doubled: [],
        unsound: faults(data),
      };
    },
  };
}

const POSTS = 'select count(*) as n from post';
const CANDIDATES = 'select count(*) as n from candidate';
const ENTRIES = 'select count(*) as n from entry';

function filled(dataDir: string, posts: number): number {
  const store = openStore(dataDir);
  for (let n = 0; n < posts; n += 1) acceptedCandidate(store);
  store.close();
  return posts;
}

function withStore<T>(dataDir: string, look: (store: Store) => T): T {
  const store = openStore(dataDir);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

function faults(dataDir: string): string[] {
  return [...verifyStore(join(dataDir, 'lamplighter.sqlite')).problems];
}

function count(store: Store, query: string): number {
  return Number(store.sql(query).get()?.['n']);
}
