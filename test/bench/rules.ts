import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, marksFor } from '../../src/classify/classify.ts';
import { loadRules, parseRules, type RuleSet, withCorrections } from '../../src/classify/rules.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { previewRules } from '../../src/learn/trial/preview.ts';
import { openTrials } from '../../src/learn/trial/trials.ts';
import { pack } from '../../src/store/blobs.ts';
import { type Lesson, learnCorrections } from '../../src/learn/corrections.ts';
import { type Ranking, rankAnew } from '../../src/learn/rank/rank-anew.ts';
import { rankCandidate } from '../../src/store/rankable.ts';
import { rankWaiting } from '../../src/rounds/upkeep/rank-waiting.ts';
import { keepMarks } from '../../src/store/marks.ts';
import { inSlices, inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { keepVerdict } from '../../src/store/verdicts.ts';
import { decide, quantiles, reviewerAt } from './deciding.ts';
import { realTexts } from './real-texts.ts';

/**
 * Previews of edited packs over 100,000 stored posts, in CPU of this process: whole pages of real blogs where `../shared` has them (some
 * 730 words each), else the labelled summaries; each text again and again. `npm run bench rules`.
 */
const POSTS = 100_000;
const EVERY_ACCEPTED = 150;
const DECISIONS = 300;

const rules = loadRules();

const EDITS: readonly (readonly [say: string, edit: (text: string) => string])[] = [
  ['the same pack', (text) => text],
  [
    'another weight',
    (text) => text.replace(/(id: act\.bought\n {4}group: act\n {4}weight: )[\d.]+/, '$11.5'),
  ],
  ['another line', (text) => text.replace(/^thresholds: .*$/m, 'thresholds: { queue: 4, strong: 30 }')],
  [
    'another term in act.bought',
    (text) => text.replace('terms: ["procured",', 'terms: ["procured", "rented",'),
  ],
  [
    'another term in act.together',
    (text) =>
      text.replace(
        '"framework agreement~", "procurement framework~"',
        '"framework agreement~", "shared order~", "procurement framework~"',
      ),
  ],
  [
    'another term against (not.*)',
    (text) => text.replace(/(id: not\.guidance[\s\S]*?terms: \[)/, '$1"read our tips", '),
  ],
  [
    'a rule of named places',
    (text) =>
      text.replace('list: ["councils", "public-bodies", "places"]', 'list: ["councils", "public-bodies"]'),
  ],
  [
    'the list @buyer, of many rules',
    (text) => text.replace('"consortium", "procurement team", "team"]', '"consortium", "procurement team"]'),
  ],
  ['a learnt line halved', (text) => text.replace(/wording: [\d.]+/, 'wording: 0.3')],
];

export async function run(print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-bench-'));
  const store = openStore(dataDir);
  fill(store);
  for (const [say, edit] of EDITS) {
    const text = edit(rules.text);
    if (say !== 'the same pack' && text === rules.text) throw new Error(`the pack has no place for ${say}`);
    const before = process.cpuUsage();
    const reading = parseRules(text);
    if (reading.kind === 'faulty') throw new Error(`${say}: ${reading.faults[0]?.say}`);
    const { read, reread, counts } = previewRules(
      store,
      { next: reading.rules, inForce: rules.source },
      { most: 100 },
    );
    const { user, system } = process.cpuUsage(before);
    const seconds = ((user + system) / 1e6).toFixed(2);
    const sum = (side: typeof counts.lost) => side.accepted + side.rejected + side.undecided;
    print(
      `${say}: ${seconds} s of CPU, ${read} weighed, ${reread} texts read, ${sum(counts.lost)} lost, ${sum(counts.gained)} gained`,
    );
  }
  for (const [say, order] of [
    ['nothing', undefined],
    ['a trial in its thread', (EDITS[3]?.[1] ?? String)(rules.text)],
  ] as const)
    print(`beside ${say}: ${await loopBeside(store.path, order)}`);
  await rankAll(store, print);
  await decideBeside(store, dataDir, print);
  store.close();
  rmSync(dataDir, { recursive: true });
}

/** Learning from decisions, and ranking all posts as if each waited on the desk, by what was learnt. */
async function rankAll(store: Store, print: (line: string) => void): Promise<void> {
  store.exec(
    `insert into candidate (post_id, origin, state, created_at)
     select id, 'rules', 'new', 1 from post where id not in (select post_id from candidate)`,
  );
  const { lines } = rules;
  if (lines === null) return;
  const lessons = realTexts()
    .slice(0, 2000)
    .flatMap((text, n): Lesson[] => {
      const { marks, url, verdict } = kindOf(text, rules);
      if (marks === undefined) return [];
      return [{ url, marks, score: verdict.score, accepted: verdict.score > 0 || n % 9 === 0, chance: 1 }];
    });
  const cost = (work: () => unknown): string => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return `${((user + system) / 1e6).toFixed(2)} s of CPU`;
  };
  let taught = rules;
  const learning = cost(() => {
    const corrections = learnCorrections(lessons, lines.weights);
    if (corrections !== undefined) taught = withCorrections(rules, corrections);
  });
  print(`learning from ${lessons.length} decisions: ${learning}`);
  const rankings: Ranking[] = [];
  const parts = rankAnew(store, taught);
  const first = cost(() => {
    const { value } = parts.next();
    if (value !== undefined) rankings.push(value);
  });
  const others = cost(() => rankings.push(...parts));
  print(`ranking the first 5,000 anew: ${first}; all others: ${others}`);
  const written = cost(() => {
    for (const { ids, tenths } of rankings)
      inSlices(
        store,
        ids.map((id, at) => () => rankCandidate(store, id, (tenths[at] ?? 0) / 10)),
      );
  });
  print(`writing that in slices: ${written}`);
  store.exec('update candidate set score = score + 0.1');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const log = (event: string) => print(event);
  await rankWaiting({ store, rules: taught, stop: new AbortController().signal, log });
  delay.disable();
  print(`beside ranking in its thread, and the writing: ${lateness(delay)}`);
}

/** Deciding on the desk of the same process, alone and while all that waits is ranked anew and written. */
async function decideBeside(store: Store, dataDir: string, print: (line: string) => void): Promise<void> {
  const { app, person } = await reviewerAt(store, dataDir, rules);
  await decide(person, 50);
  print(`decide → next page, alone: ${quantiles((await decide(person, DECISIONS)).wait)}`);
  store.exec("update candidate set score = score + 0.1 where state = 'new'");
  const stop = new AbortController();
  const ranking = rankWaiting({ store, rules, stop: stop.signal, log: print });
  const { wait } = await decide(person, DECISIONS);
  stop.abort();
  await ranking;
  print(`… beside ranking in its thread, and the writing: ${quantiles(wait)}`);
  await app.close();
}

/** How late the event loop of a server comes, in ms, while a trial runs in its thread (or for as long with none). */
async function loopBeside(storeFile: string, text: string | undefined): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const trials = openTrials();
  delay.enable();
  if (text === undefined) await sleep(5000);
  else {
    trials.start(1, { storeFile, text, inForce: rules.text });
    while (trials.of(1)?.tried === undefined && trials.of(1)?.failed === undefined) await sleep(20);
  }
  delay.disable();
  await trials.close();
  return lateness(delay);
}

function lateness(delay: ReturnType<typeof monitorEventLoopDelay>): string {
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
  return `the loop came ${ms(delay.percentile(50))} ms apart at the median, ${ms(delay.percentile(99))} at p99, ${ms(delay.max)} at most`;
}

type Kind = ReturnType<typeof kindOf>;

function fill(store: Store): void {
  const kinds = realTexts().map((text) => kindOf(text, rules));
  for (let start = 0; start < POSTS; start += 5000)
    inTransaction(store, () => {
      for (let n = start; n < start + 5000; n += 1) {
        const kind = kinds[n % kinds.length];
        if (kind !== undefined) addOne(store, n, kind);
      }
    });
  store.exec('analyze');
}

function kindOf({ title, text }: { title: string; text: string }, by: RuleSet) {
  const post = { url: 'https://bench.example/news/a', title, blocks: textBlocks(text) };
  const marks = marksFor(post, by);
  return { ...post, packed: pack(JSON.stringify(post.blocks)), marks, ...judge(post, by, marks) };
}

function addOne(store: Store, n: number, { title, packed, marks, verdict, finds }: Kind): void {
  const url = `https://bench.example/news/${n}`;
  const bodyHash = `h${n}`;
  const { lastInsertRowid } = store
    .sql(
      `insert into post (key, url, source_id, title, date_precision, date_origin, body_hash, words, first_seen, last_seen)
       values (?, ?, ?, ?, 'none', 'none', ?, 300, 1, 1)`,
    )
    .run(url, url, `source-${n % 40}`, title, bodyHash);
  const postId = Number(lastInsertRowid);
  store
    .sql('insert into revision (post_id, body_hash, title, blocks, seen_at) values (?, ?, ?, ?, 1)')
    .run(postId, bodyHash, title, packed);
  keepVerdict(store, { postId, rulesHash: rules.hash, bodyHash, verdict, finds }, 1);
  if (marks !== undefined) keepMarks(store, postId, bodyHash, marks);
  if (verdict.band === 'below') return;
  const state = n % EVERY_ACCEPTED === 0 ? 'accepted' : 'new';
  store
    .sql(`insert into candidate (post_id, origin, state, created_at) values (?, 'rules', ?, 1)`)
    .run(postId, state);
}
