import { expect, it } from 'vitest';
import { BYTES, tooFast } from '../reading/growth.ts';
import { readShape } from '../reading/read-shape.ts';
import { SHAPES } from '../reading/shapes.ts';

it.each(SHAPES.map((shape) => [`${shape.kind}: ${shape.name}`, shape] as const))(
  '%s: the bytes of the heap that it takes grow no faster than n log n',
  async (_, shape) => {
    const large = { small: 40_000, measure: BYTES };
    expect(await tooFast(shape, (body) => readShape(shape, body), large)).toBeUndefined();
  },
);
