import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

test('migrations are numbered one after the other, since a store knows by its position which it has had', () => {
  const numbers = readdirSync(new URL('../../src/store/migrations', import.meta.url))
    .toSorted()
    .map((name) => /^(\d{3})-[a-z-]+\.sql$/.exec(name)?.[1]);
  expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(3, '0')));
});
