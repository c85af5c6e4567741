import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type SuiteResult, tally } from './suite-result.ts';

const PRODUCT = path.join(import.meta.dirname, '../..');
const Came = z.object({
  outcomes: z.array(z.string()).optional(),
  posts: z.array(z.string()).optional(),
  storiesPerTitle: z.record(z.string(), z.number()).default({}),
});
/** What two notes of the cases ask for beyond posts and outcomes. */
const ALSO: Readonly<Record<string, (came: z.infer<typeof Came>) => boolean>> = {
  '42-oldest-first-listing': ({ posts = [] }) => posts.length === 22,
  '45-per-visit-token-in-links': ({ posts = [] }) => posts.length === 10,
};

/** Whole crawls of small sites, each by the case's own `run.sh`. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const dir = path.join(suitesDir, '../cases/reports');
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir).filter((name) => existsSync(path.join(dir, name, 'run.sh')));
  const rows = [];
  // One after the other: they share their ports.
  for (const name of names.sort()) rows.push(await crawled(path.join(dir, name), name));
  return [tally('cases/crawls', rows, (row) => row)];
}

async function crawled(dir: string, name: string) {
  const wanted = Came.parse(JSON.parse(readFileSync(`${dir}/expected.json`, 'utf8')));
  const env = { ...process.env, PRODUCT, NODE: process.execPath };
  const { stdout } = await promisify(execFile)('sh', [`${dir}/run.sh`], { cwd: os.tmpdir(), env });
  const came = Came.parse(JSON.parse(stdout));
  const isSo =
    isAlike(came.posts, wanted.posts) &&
    isAlike(came.outcomes, wanted.outcomes) &&
    Object.values(came.storiesPerTitle).every((stories) => stories === 1) &&
    (ALSO[name]?.(came) ?? true);
  return { ok: isSo, name: `${name}: ${stdout.replaceAll(/\s+/g, ' ')}` };
}

function isAlike(came: readonly string[] = [], wanted?: readonly string[]): boolean {
  return wanted === undefined || JSON.stringify(came) === JSON.stringify(wanted);
}
