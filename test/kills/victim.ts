import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { silent } from '../../src/base/log.ts';
import { publishCandidate } from '../../src/catalogue/publish.ts';
import { decide } from '../../src/review/decide.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { backUp } from '../../src/store/backup.ts';
import { openStore } from '../../src/store/open.ts';
import { restoreStore } from '../../src/store/restore.ts';

// A process that does one kind of work again and again, says what is done once it is, and is killed in the middle of it.

const [work = '', dataDir = '', ...rest] = process.argv.slice(2);
const WORKS: Readonly<Record<string, () => Promise<void> | void>> = {
  accept,
  publish,
  rescore,
  import: imported,
  backup,
  restore,
};

await WORKS[work]?.();

/** Done: whoever hears this may rely on it. */
function tell(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

/** Reviewers change their minds: accepted, rejected, accepted …, each decision by a form of its own. */
function accept(): void {
  const store = openStore(dataDir);
  const ids = candidateIds(store);
  tell('ready');
  for (let at = 0; ; at += 1) {
    const candidateId = ids[(at * 7) % ids.length] ?? 0;
    const candidate = candidateRow(store, candidateId);
    if (candidate === undefined) throw new Error(`candidate ${candidateId} is lost`);
    const isAccepted = candidate.state === 'accepted';
    const decided = decide(store, {
      candidateId,
      versionSeen: candidate.version,
      act: isAccepted ? { kind: 'reject', reason: 'notice' } : { kind: 'accept' },
      note: '',
      nonce: randomUUID(),
      reviewerId: 1,
      now: Date.now(),
    });
    if (decided.kind !== 'done') throw new Error(JSON.stringify(decided));
    tell('done', decided.decisionId);
  }
}

function publish(): void {
  const store = openStore(dataDir);
  const ids = candidateIds(store);
  tell('ready');
  for (let at = 0; ; at += 1) {
    const candidateId = ids[(at * 7) % ids.length] ?? 0;
    const form = {
      title: `Lamps of candidate ${candidateId}`,
      blurb: `How one rural county renewed every lamp in its streets and let the savings pay (${candidateId}).`,
      publisher: 'Ashden',
      councils: [{ code: 'NBL', as: 'Northumberland Council' }],
      topics: ['street-lighting'],
      practices: ['energy-ppa-performance-contract'],
      stage: 'manage-deliver',
      evidence: 'quantified',
    };
    const act = { by: 'editor', at: Date.now(), sayRule: () => 'says how something was bought' };
    const published = publishCandidate(store, candidateId, form, act);
    if (published.kind !== 'published' && published.kind !== 'revised')
      throw new Error(JSON.stringify(published));
    tell('done', published.id);
  }
}

/** New rules, one after the other: each stored post is scored anew. */
async function rescore(): Promise<void> {
  const { housekeep } = await import('../../src/rounds/upkeep/housekeep.ts');
  const { loadRules } = await import('../../src/classify/rules.ts');
  const rules = loadRules();
  const store = openStore(dataDir);
  tell('ready');
  for (let at = 0; ; at += 1) {
    const rulesHash = `pack-${process.pid}-${at}`;
    const stop = new AbortController().signal;
    // Of a crawl's tools, what housekeeping uses.
    await housekeep({ store, rules, rulesHash, stop, now: Date.now, log: silent } as Parameters<
      typeof housekeep
    >[0]);
    tell('done', rulesHash);
  }
}

async function imported(): Promise<void> {
  const { importPackage } = await import('../../src/site/package/import-package.ts');
  const store = openStore(dataDir);
  tell('ready');
  tell('done', importPackage(store, rest[0] ?? ''));
}

function backup(): void {
  tell('ready');
  for (let at = 0; ; at += 1)
    tell('done', backUp(dataDir, rest[0] ?? '', { keep: 3, now: Date.now() + at * 1000 }));
}

function restore(): void {
  tell('ready');
  for (let at = 0; ; at += 1) {
    const [file = ''] = rest.slice(at % rest.length);
    restoreStore(dataDir, file, Date.now() + at * 1000);
    tell('done', file);
  }
}

function candidateIds(store: ReturnType<typeof openStore>): number[] {
  return store
    .sql('select id from candidate order by id')
    .all()
    .map(({ id }) => Number(id));
}
