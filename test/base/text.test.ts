import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutElements, withoutTags } from '../../src/base/text.ts';
import { STEPS, tooFast } from '../reading/growth.ts';

const LINKS = [{ start: /<a\b/gi, end: /<\/a\s*>/gi }];
const markup = fc
  .array(fc.constantFrom('<a>', '<a href=x', '<A>', '</a>', '</a >', '</a', '<abbr>', '<', '>', 'x', ' '))
  .map((parts) => parts.join(''));

it('tags and elements are taken out as an expression for the whole of each would', () => {
  fc.assert(
    fc.property(markup, (html) => {
      expect(withoutTags(html)).toBe(html.replaceAll(/<[^>]*>/g, ' '));
      expect(withoutElements(html, LINKS)).toBe(html.replaceAll(/<a\b[^>]*>[\s\S]*?<\/a\s*>/gi, ' '));
    }),
  );
});

it.each(['<a>', '<a ', '</a>', '<', '<a></a'])('… in time that grows with their number: %s', async (part) => {
  const shape = { make: (n: number) => part.repeat(n) };
  const read = (html: string): string => withoutTags(withoutElements(html, LINKS));
  expect(await tooFast(shape, read, { small: 7000, measure: STEPS })).toBeUndefined();
});
