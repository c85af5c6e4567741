import { expect, it } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { withoutLines } from '../../src/classify/without-lines.ts';
import { anySite } from '../../src/reading/any-site.ts';
import { read } from '../../src/reading/read.ts';

const rules = loadRules();
const post = {
  ...{ url: 'https://x.example/a', title: 'Durham County Council procured buses' },
  blocks: textBlocks('The council procured a fleet of buses.\n\nIt saved £5m.\n\n'.repeat(400)),
};
const score = (by: { readonly hash: string; readonly without: string }) =>
  read(
    {
      adapter: { kind: 'none' },
      now: 0,
      reading: { kind: 'score', post, rules: { file: undefined, ...by } },
    },
    anySite(),
  );

it('a reader scores a long post as whoever asked would', async () => {
  const { verdict } = await score({ hash: rules.hash, without: '' });
  expect(verdict).toEqual(classify(post, rules));
  const without = await score({ hash: rules.hash, without: 'wording' });
  expect(without.verdict).toEqual(classify(post, withoutLines(rules, 'wording')));
});

it('and by no other rules than those that were meant', async () => {
  await expect(score({ hash: 'another', without: '' })).rejects.toThrow('the rule pack was edited meanwhile');
});
