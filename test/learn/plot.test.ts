import { expect, test } from 'vitest';
import { recallPlot } from '../../src/learn/plot.ts';

const ranked = (marks: string) => marks.split('').map((mark, at) => ({ score: -at, wanted: mark === '+' }));

test('a plot draws each ranking, names it, and says its figures in words', () => {
  const svg = recallPlot([
    { name: 'rules & <lines>', ranked: ranked('+-+-------') },
    { name: 'alone', ranked: ranked('--------++') },
  ]);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain(
    'rules &amp; &lt;lines>: 50 % after 10 %, 50 % after 20 %, 100 % after 30 %, 100 % after 40 %',
  );
  expect(svg).toContain('alone: 0 % after 10 %');
  expect(svg.match(/stroke-width="2\.5"/g)).toHaveLength(4);
});

test('a plot of nothing is still one', () => {
  expect(recallPlot([{ name: 'nothing', ranked: [] }])).not.toContain('NaN');
});
