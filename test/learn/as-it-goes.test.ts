import { expect, test } from 'vitest';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { judgeAsItGoes, readAsItGoes } from '../../src/learn/as-it-goes.ts';
import { toLabelledPost } from '../../src/learn/labelled.ts';
import { shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { randomFrom } from '../random.ts';

const set = { pack: loadRules().source, weights: shippedWeights() };

const MORE = [
  '',
  'It cut bills by 9%.',
  'The council will report.',
  'Bids were scored.',
  'Local suppliers won.',
];

/** Posts of five kinds, alike in each kind in all but one word that weighs nothing, which alone tells those that are accepted: only decisions can teach it. */
const posts = Array.from({ length: 100 }, (_, at) => {
  const wanted = at % 3 === 0;
  const summary = `Durham County Council bought ${at} vans under a contract${wanted ? ' and everything' : ' and living'}, and saved money on every one. ${MORE[at % 5]}`;
  return toLabelledPost(
    {
      ...{ id: String(at), source: 'site', url: 'https://site.example/', title: 'Vans', note: '' },
      label: wanted ? ('case-study' as const) : ('procurement-other' as const),
    },
    textBlocks(summary),
  );
});

test('learning from decisions finds what they agree on, where the score that never learns reads on as it came', () => {
  const { frozen, learning } = readAsItGoes(posts, set, randomFrom(7));
  const after = judgeAsItGoes(posts, set, randomFrom(7));
  expect(frozen).toHaveLength(100);
  expect(learning).toHaveLength(100);
  const found = (ranked: typeof frozen) => ranked.slice(0, 45).filter(({ wanted }) => wanted).length;
  expect(found(learning)).toBeGreaterThan(found(frozen) + 3);
  expect(after.map(({ decisions }) => decisions >= 50)).toEqual([true, true]);
  for (const one of after) expect(one.learning).toBeGreaterThan(one.frozen + 0.1);
});

test('of posts of one kind nothing is said', () => {
  const others = posts.filter(({ wanted }) => !wanted);
  expect(judgeAsItGoes(others, set, randomFrom(7))).toEqual([]);
});
