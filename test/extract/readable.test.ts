import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/base/html.ts';
import type { Line } from '../../src/extract/lines.ts';
import { isSoonRead, isWorthRereading } from '../../src/extract/readable.ts';

describe('whether readability is asked at all', () => {
  const within = (depth: number): string => `${'<div>'.repeat(depth)}A lamp${'</div>'.repeat(depth)}`;

  it.each([
    ['a page of many paragraphs', '<p>A lamp <i>burns</i></p>'.repeat(2500), true],
    ['a page in some boxes', within(30).repeat(100), true],
    ['a trail of links without end', '<a href="/">Home</a> › '.repeat(7000), false],
    ['few boxes, each in two hundred others', within(200).repeat(20), false],
  ])('%s', (_, html, isAsked) => {
    expect(isSoonRead(parseHtml(html))).toBe(isAsked);
  });
});

describe('whether a page that we are not sure of is worth another reading', () => {
  const element = parseHtml('');
  const line = (text: string, more: Partial<Line> = {}): Line => ({
    ...{ kind: 'text', text, linked: 0, beside: false, element },
    ...more,
  });
  const sentence = (at: number): string =>
    `In week ${at} the county asked sixty schools what is left on the plate, and why.`;
  const some = (from: number, more: Partial<Line> = {}): Line[] =>
    [0, 1, 2, 3].map((at) => line(sentence(from + at), more));
  const ours = some(0);

  it.each([
    ['all that runs on is ours', [], false],
    [
      'the rest is a menu',
      Array.from({ length: 200 }, (_, at) => line(`Week ${at} at a glance`, { linked: 1 })),
      false,
    ],
    ['half as much stands in a box that we took for clutter', some(10, { beside: true }), true],
    ['the rest is told for other posts', some(10, { beside: true, company: true }), false],
  ])('%s', (_, rest, isWorth) => {
    expect(isWorthRereading(20_000, [...ours, ...rest], { ours, titleAt: -1 })).toBe(isWorth);
  });
});
