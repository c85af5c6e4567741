import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standingOf } from '../../src/review/decision.ts';
import { invite } from '../../src/accounts/invite.ts';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { lay, PASSWORD } from './desk-fixture.ts';
import { formSecret } from '../../src/server/form-secret.ts';
import { randomFrom } from '../random.ts';
import { actOtherwise } from './model-acts.ts';
import {
  anyCandidate,
  type Form,
  hiddenFields,
  pageOf,
  type Person,
  post,
  type Server,
  type World,
} from './model-world.ts';

export type ModelResult = {
  readonly operations: number;
  readonly kills: number;
  readonly promised: number;
  /** Corrections, hand-overs and answers to letters among them; and decisions on several posts at once. */
  readonly others: number;
  readonly batches: number;
  readonly conflicts: number;
  readonly unanswered: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly contradictory: readonly string[];
};

const MAIN = fileURLToPath(new URL('../../src/run/main.ts', import.meta.url));

/**
 * Five people at one desk press what comes to mind, twice, late and at once, while the server is killed now and then.
 * Then everything that was answered for is looked for in the store, and every state is derived anew from its decisions.
 */
export async function runModel(of: {
  readonly operations: number;
  readonly kills: number;
  readonly seed: number;
}): Promise<ModelResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-model-'));
  const store = openStore(dataDir);
  const candidates = Array.from({ length: 60 }, () => lay(store));
  const server = await startServer(dataDir);
  const world: World = {
    random: randomFrom(of.seed),
    store,
    secret: formSecret(dataDir),
    candidates,
    server,
    up: Promise.resolve(),
    promised: [],
    batches: [],
    conflicts: 0,
    unanswered: 0,
  };
  const people = await Promise.all(
    ['Ana', 'Ben', 'Cy', 'Dee', 'Eve'].map((name) => join5(store, world, name)),
  );
  const every = Math.ceil(of.operations / (of.kills + 1));
  let begun = 0;
  let kills = 0;
  const worker = async (person: Person): Promise<void> => {
    while (begun < of.operations) {
      begun += 1;
      // As rounds do: or all would soon be decided, and nothing be left to be ticked.
      if (begun % 100 === 0) world.candidates.push(...Array.from({ length: 20 }, () => lay(store)));
      if (begun % every === 0 && kills < of.kills) {
        kills += 1;
        // The others are in the middle of theirs; what they begin next waits for the new server.
        world.up = restart(world, dataDir);
      }
      await world.up;
      await operate(world, person).catch(() => {
        world.unanswered += 1;
      });
    }
  };
  try {
    await Promise.all(people.map(worker));
  } finally {
    world.server.child.kill('SIGKILL');
  }
  const result = judge(store, world);
  store.close();
  return { operations: begun, kills, ...result };
}

async function startServer(dataDir: string, port = 0): Promise<Server> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--no-schedule'], {
    env: { ...process.env, LAMPLIGHTER_DATA: dataDir, PORT: String(port), NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // Read to the end: a server whose stdout is closed would stop.
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      const at = /at (http:\/\/127\.0\.0\.1:(\d+)) /.exec(said);
      if (at !== null) resolve(at);
    });
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  return { child, origin: found[1] ?? '', port: Number(found[2]) };
}

async function restart(world: World, dataDir: string): Promise<void> {
  await world.up;
  const { child, port } = world.server;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  world.server = await startServer(dataDir, port);
}

async function join5(store: Store, world: World, name: string): Promise<Person> {
  const path = invite(store, {
    email: `${name}@example.org`,
    role: 'reviewer',
    madeBy: null,
    now: Date.now(),
  });
  const answer = await post(world, { name, cookie: '', old: undefined }, path, { name, password: PASSWORD });
  return { name, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', old: undefined };
}

/** One thing that a person does: open a post and press a button, once or twice, now or from an old tab; undo; or another act. */
async function operate(world: World, person: Person): Promise<void> {
  const chance = world.random();
  if (chance < 0.15) return undoSomething(world, person);
  if (world.random() < 0.1) return actOtherwise(world, person);
  const stale = chance < 0.3 ? person.old : undefined;
  const form = stale ?? (await openPost(world, person));
  if (world.random() < 0.3) person.old = form;
  const act = pickAct(world);
  const fields = { ...form.fields, ...act };
  // A double click; and two buttons of one page at once.
  const presses = [
    fields,
    ...(chance > 0.8 ? [fields] : []),
    ...(chance > 0.93 ? [{ ...form.fields, ...pickAct(world) }] : []),
  ];
  const answers = await Promise.allSettled(
    presses.map((sent) => post(world, person, `/desk/${form.id}/decide`, sent)),
  );
  for (const [index, answer] of answers.entries()) note(world, form, presses[index]?.['act'] ?? '', answer);
}

function note(world: World, form: Form, act: string, answer: PromiseSettledResult<Response>): void {
  if (answer.status === 'rejected') {
    world.unanswered += 1;
    return;
  }
  if (answer.value.status === 409) world.conflicts += 1;
  if (answer.value.status === 303 && act !== 'note')
    world.promised.push({
      nonce: form.fields['nonce'] ?? '',
      kind: act.split(':')[0] ?? '',
      candidateId: form.id,
    });
}

async function openPost(world: World, person: Person): Promise<Form> {
  const id = anyCandidate(world);
  // Half of the time what the desk deals, half of the time any post, decided or not.
  const { url, body } = await pageOf(world, person, world.random() < 0.5 ? '/desk/next' : `/desk/${id}`);
  const at = /\/desk\/(\d+)/.exec(url)?.[1];
  if (at !== undefined) return { id: Number(at), fields: hiddenFields(body) };
  return { id, fields: hiddenFields((await pageOf(world, person, `/desk/${id}`)).body) };
}

function pickAct(world: World): Record<string, string> {
  const acts = [
    { act: 'accept' },
    { act: 'reject:event' },
    { act: 'reject:notice' },
    { act: 'second' },
    { act: 'snooze', span: 'week' },
    { act: 'duplicate', of: String(anyCandidate(world)) },
    { act: 'note', note: 'a thought, @Ben' },
  ];
  return acts[Math.floor(world.random() * acts.length)] ?? { act: 'accept' };
}

async function undoSomething(world: World, person: Person): Promise<void> {
  const { body } = await pageOf(world, person, `/desk/${world.candidates[0]}`);
  const fields = hiddenFields(body, 'class="desk-undo"');
  const { nonce = '' } = fields;
  if (nonce === '') return;
  const send = () => post(world, person, '/desk/undo', fields);
  const [answer] = await Promise.all(world.random() < 0.3 ? [send(), send()] : [send()]);
  const location = answer?.headers.get('location') ?? '';
  if (answer?.status === 303 && location.includes('undone='))
    world.promised.push({ nonce, kind: 'undo', candidateId: Number(/\d+/.exec(location)?.[0]) });
}

function judge(store: Store, world: World) {
  const lost: string[] = [];
  const doubled: string[] = [];
  const contradictory: string[] = [];
  const byNonce = new Map<string, number>();
  const rows = world.candidates.flatMap((id) => decisionsOf(store, id));
  for (const { nonce } of rows) if (nonce !== null) byNonce.set(nonce, (byNonce.get(nonce) ?? 0) + 1);
  for (const [nonce, n] of byNonce) if (n > 1) doubled.push(nonce);
  for (const { nonce, kind, candidateId } of world.promised)
    if (!rows.some((row) => row.nonce === nonce && row.kind === kind && row.candidateId === candidateId))
      lost.push(`${kind} of ${candidateId} by form ${nonce}`);
  for (const { nonce, n } of world.batches) {
    const kept = rows.filter((row) => row.nonce?.startsWith(`${nonce}/`) === true).length;
    if (kept !== n) lost.push(`${n - kept} of ${n} of the batch ${nonce}`);
  }
  for (const id of world.candidates) contradictory.push(...contradictionsOf(store, id));
  return {
    promised: world.promised.length,
    others: world.promised.filter(({ kind, nonce }) => kind === 'edit' || nonce.startsWith('letter-')).length,
    batches: world.batches.length,
    conflicts: world.conflicts,
    unanswered: world.unanswered,
    lost,
    doubled,
    contradictory,
  };
}

/** Every record must have seen what the one before it made; and the state must be what they add up to. */
function contradictionsOf(store: Store, id: number): string[] {
  const wrong: string[] = [];
  const decisions = decisionsOf(store, id);
  const candidate = candidateRow(store, id);
  let version = 1;
  for (const decision of decisions) {
    if (decision.versionSeen !== version)
      wrong.push(`decision ${decision.id} saw ${decision.versionSeen}, not ${version}`);
    if (decision.kind !== 'note') version += 1;
  }
  const standing = standingOf(decisions);
  if (candidate?.version !== version)
    wrong.push(`candidate ${id} is version ${candidate?.version}, not ${version}`);
  if (candidate?.state !== standing.state)
    wrong.push(`candidate ${id} is ${candidate?.state}, not ${standing.state}`);
  if (JSON.stringify(candidate?.facts) !== JSON.stringify(standing.facts))
    wrong.push(`candidate ${id}: its facts are not those of its last correction`);
  if (candidate?.isDisputed !== standing.isDisputed) wrong.push(`candidate ${id}: disputed is wrong`);
  return wrong;
}
