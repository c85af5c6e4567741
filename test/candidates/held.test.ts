// Before what it counts.
import { stepsOf } from '../classify/steps.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { propose, type Proposal } from '../../src/candidates/propose.ts';
import { workOn } from '../../src/candidates/text-work.ts';
import { inTransaction } from '../../src/store/open.ts';
import { verdictOf } from '../../src/store/verdicts.ts';
import { begunStore } from '../store/begun-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'lamplighter-held-'));
const store = begunStore(folder);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** A post of so many words, no five of them in the order of another `story`. */
function proposalOf(host: string, story: number, words: number): Proposal {
  const blocks = Array.from({ length: words / 20 }, (_, at) => ({
    kind: 'body' as const,
    text: Array.from({ length: 20 }, (_, n) => `w${(at * 20 + n) * (story + 1)}`).join(' '),
  }));
  const url = `https://${host}/${story}`;
  const post = {
    ...{ url, title: `Story ${story}`, blocks, canonicals: [], winners: {} },
    published: { value: null, precision: 'none', origin: 'none' },
  } as const;
  return {
    ...{ post, sourceId: 'site', key: url, aliases: [], verdict: verdictOf(store, 0), finds: null },
    ...{ rulesHash: 'r', origin: 'hand', held: null, now: 1 },
  };
}

/** How many steps the store is held for while a post is stored whose text was worked on before. */
async function held(proposal: Proposal): Promise<number> {
  const work = workOn(proposal.post);
  for (const step of Object.values(work)) step();
  return stepsOf(
    () => inTransaction(store, () => propose(store, { ...proposal, work })),
    ['/src/', '/node_modules/'],
  );
}

it('a long text holds the store no longer than a usual one, once it was worked on', async () => {
  await held(proposalOf('a.example', 1, 4000));
  const usual = await held(proposalOf('a.example', 2, 6000));
  const longest = await held(proposalOf('a.example', 3, 34_000));
  expect(longest).toBeLessThan(1.2 * usual);
});

it('the twentieth copy of a long text holds the store no longer than the twentieth of a usual one', async () => {
  const twentieth = async (story: number, words: number): Promise<number> => {
    let steps = 0;
    for (let n = 0; n < 20; n += 1) steps = await held(proposalOf(`copy-${n}.example`, story, words));
    return steps;
  };
  expect(await twentieth(9, 34_000)).toBeLessThan(1.5 * (await twentieth(8, 6000)));
});
