import { expect, it } from 'vitest';
import { markBlocks } from '../../src/review/marks.ts';

const hit = (group: string, field: 'heading' | 'body', ...spans: [number, number][]) => ({
  ...{ rule: group, group, points: 1, full: 1, field, spans },
});
const marked = (blocks: ReturnType<typeof markBlocks>): string[] =>
  blocks.map(({ pieces }) =>
    pieces.map(({ text, groups }) => (groups.length === 0 ? text : `[${text}:${groups.join('+')}]`)).join(''),
  );

it('marks each block where its kind is counted from the first block of that kind on', () => {
  const blocks = [
    { kind: 'body', text: 'Kent bought light.' },
    { kind: 'heading', text: 'What it saved' },
    { kind: 'body', text: 'It saved 40%.' },
    { kind: 'body', text: 'So.' },
  ] as const;
  const hits = [
    hit('act', 'body', [5, 11]),
    hit('outcome', 'body', [22, 27], [28, 31]),
    hit('outcome', 'heading', [8, 13]),
  ];
  expect(marked(markBlocks(blocks, hits))).toEqual([
    'Kent [bought:act] light.',
    'What it [saved:outcome]',
    'It [saved 40%:outcome].',
    'So.',
  ]);
});

it('cuts a match that goes on in the next block at the end of each', () => {
  const blocks = [
    { kind: 'body', text: 'ab' },
    { kind: 'body', text: 'cd' },
  ] as const;
  expect(marked(markBlocks(blocks, [hit('act', 'body', [1, 4]), hit('body', 'body', [3, 5])]))).toEqual([
    'a[b:act+body]',
    '[cd:act+body]',
  ]);
});
