import { describe, expect, it } from 'vitest';
import { tooFast, workOf } from '../reading/growth.ts';
import { readShape } from '../reading/read-shape.ts';
import { SHAPES } from '../reading/shapes.ts';

const SMALL = 40_000;

describe('what a site sends, by the steps and the bytes of the heap that it takes', () => {
  it.each(SHAPES.map((shape) => [`${shape.kind}: ${shape.name}`, shape] as const))(
    '%s: the work grows no faster than n log n',
    async (_, shape) => {
      expect(tooFast(await workOf(shape, SMALL, (body) => readShape(shape, body)))).toEqual([]);
    },
  );
});
