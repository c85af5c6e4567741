import { describe, expect, it } from 'vitest';
import { cleanUrl } from '../../src/base/clean-url.ts';
import { urlKey } from '../../src/base/url.ts';
import { BYTES, STEPS, tooFast } from './growth.ts';
import { readShape } from './read-shape.ts';
import { SHAPES } from './shapes.ts';
import { SOAK, someOf } from '../some-of.ts';

/** The soak suite reads pages twice as large, and counts the bytes of the heap as well. */
const counted = { small: SOAK ? 12_000 : 7000, measure: STEPS };

describe('what a site sends', () => {
  it.each(someOf(SHAPES, 3).map((shape) => [`${shape.kind}: ${shape.name}`, shape] as const))(
    '%s: the work grows no faster than n log n',
    async (_, shape) => {
      expect(await tooFast(shape, (body) => readShape(shape, body), counted)).toBeUndefined();
    },
  );
});

describe('an address', () => {
  const many = { make: (n: number) => `https://a.example/p?utm_source=a${'&a'.repeat(n)}` };
  const source = { hosts: { canonical: 'a.example', aliases: [] }, urlRules: [], dropParams: [] };

  it.each([
    ['its key', (url: string) => urlKey(url, source)],
    ['what is shown of it', (url: string) => cleanUrl(url, source)],
  ])('%s: the work grows no faster than its parameters', async (_, make) => {
    // What is longer than 8,192 characters is no address.
    expect(await tooFast(many, make, { small: 1900, measure: STEPS })).toBeUndefined();
  });
});

describe('work that grows with the square', () => {
  const lines = { make: (n: number) => '<p>One paragraph</p>\n'.repeat(n) };

  it('is seen by its steps', async () => {
    const square = async (body: string): Promise<void> => {
      for (let at = 0; at < body.length; at += 200) await readShape({ kind: 'sitemap' }, body);
    };
    expect(await tooFast(lines, square, { ...counted, small: 3000 })).toBeDefined();
  });

  it('is seen by the bytes of the heap', async () => {
    const square = (body: string): number => {
      const all = body.split('\n');
      return all.reduce((sum, _, at) => sum + all.slice(at).length, 0);
    };
    expect(await tooFast(lines, square, { small: 40_000, measure: BYTES })).toBeDefined();
  });
});
