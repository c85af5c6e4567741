import { expect, it } from 'vitest';
import { BYTES, STEPS, tooFast } from '../reading/growth.ts';
import { LATER_SHAPES } from '../reading/later-shapes.ts';
import { readShape } from '../reading/read-shape.ts';
import { SHAPES } from '../reading/shapes.ts';

const named = (shapes: typeof SHAPES) =>
  shapes.map((shape) => [`${shape.kind}: ${shape.name}`, shape] as const);

it.each(named([...SHAPES, ...LATER_SHAPES]))(
  '%s: the bytes of the heap that it takes grow no faster than n log n',
  async (_, shape) => {
    const large = { small: 40_000, measure: BYTES };
    expect(await tooFast(shape, (body) => readShape(shape, body), large)).toBeUndefined();
  },
);

// Those of SHAPES are counted in test/reading/growth.test.ts.
it.each(named(LATER_SHAPES))('%s: the work grows no faster than n log n', async (_, shape) => {
  const counted = { small: 12_000, measure: STEPS };
  expect(await tooFast(shape, (body) => readShape(shape, body), counted)).toBeUndefined();
});
