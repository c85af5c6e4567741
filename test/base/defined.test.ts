import { expect, test } from 'vitest';
import { defined } from '../../src/base/defined.ts';

test('what is undefined leaves no field behind; null, false, 0 and an empty text do', () => {
  const fields: Record<string, unknown> = { a: undefined, b: null, c: false, d: 0, e: '' };
  expect(Object.keys(defined(fields))).toEqual(['b', 'c', 'd', 'e']);
});
