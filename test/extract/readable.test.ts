import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/base/html.ts';
import { isSoonRead } from '../../src/extract/readable.ts';

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
