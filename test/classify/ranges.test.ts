import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRange, joinRanges } from '../../src/classify/ranges.ts';

const range = fc
  .tuple(fc.nat(200), fc.integer({ min: 1, max: 5 }))
  .map(([at, size]) => [at, at + size] as const);

test('ranges in any order, few or many, become those that their tokens make, in order', () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 150 }), (ranges) => {
      const found = { ranges: new Int32Array(2), count: 0 };
      for (const [first, end] of ranges) addRange(found, first, end);
      joinRanges(found);
      expect([...found.ranges.subarray(0, found.count)]).toEqual(joinedSlowly(ranges));
    }),
  );
});

/** Ranges that only touch stay apart: between two tokens of one there is no end of another. */
function joinedSlowly(ranges: readonly (readonly [number, number])[]): number[] {
  const isWithin = (place: number) => ranges.some(([first, end]) => first < place && place < end);
  const bounds = new Set(ranges.flat());
  const joined: number[] = [];
  for (const bound of [...bounds].sort((one, other) => one - other)) {
    if (isWithin(bound)) continue;
    if (ranges.some(([, end]) => end === bound)) joined.push(bound);
    if (ranges.some(([first]) => first === bound)) joined.push(bound);
  }
  return joined;
}
