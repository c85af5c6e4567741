import { expect, test } from 'vitest';
import { judgeApart } from '../../src/learn/apart.ts';

const posts = (part: string, kinds: string) =>
  kinds.split('').map((kind, at) => ({ part, wanted: kind === '+', whole: 5 - at, rules: at }));

test('tells each part apart, so that one that fails is not hidden by one that does not', () => {
  const all = [...posts('good', '+++---'), ...posts('bad', '---+')];
  expect(judgeApart(all, 3, ({ part }) => part)).toMatchObject([
    { name: 'good', posts: 6, wanted: 3, shown: 3, found: 3, auc: 1, whole: { recallEarly: 1 / 3 } },
    { name: 'bad', posts: 4, wanted: 1, shown: 3, found: 0, auc: 0, whole: { recallAt: [0, 0, 0, 0] } },
  ]);
});

test('ranks by the rules alone and by the learnt lines alone, too', () => {
  const [part] = judgeApart(posts('one', '+---------'), 9, () => 'one');
  expect(part?.whole.recallAt[0]).toBe(1);
  expect(part?.rules.recallAt[3]).toBe(0);
  expect(part?.lines.recallAt[0]).toBe(1);
});

test('a part of one kind alone has nothing to rank', () => {
  expect(judgeApart([...posts('none', '---'), ...posts('all', '++')], 0, ({ part }) => part)).toEqual([]);
});
