import { describe, expect, it } from 'vitest';
import { tooFast, workOf } from './growth.ts';
import { readShape } from './read-shape.ts';
import { SHAPES } from './shapes.ts';

/** The soak suite does the same with pages ten times as large, where the bytes of the heap count as well. */
const SMALL = 4000;

describe('what a site sends', () => {
  it.each(SHAPES.map((shape) => [`${shape.kind}: ${shape.name}`, shape] as const))(
    '%s: the work grows no faster than n log n',
    async (_, shape) => {
      expect(tooFast(await workOf(shape, SMALL, (body) => readShape(shape, body)))).toEqual([]);
    },
  );
});

describe('work that grows with the square', () => {
  const lines = { make: (n: number) => '<p>One paragraph</p>\n'.repeat(n) };

  it('is seen by its steps', async () => {
    const works = await workOf(lines, SMALL, async (body) => {
      for (let at = 0; at < body.length; at += 200) await readShape({ kind: 'sitemap' }, body);
    });
    expect(tooFast(works).join()).toContain('steps');
  });

  it('is seen by the bytes of the heap', async () => {
    const works = await workOf(lines, 10 * SMALL, (body) => {
      const all = body.split('\n');
      return all.reduce((sum, _, at) => sum + all.slice(at).length, 0);
    });
    expect(tooFast(works).join()).toContain('bytes');
  });
});
