import { expect, it } from 'vitest';
import { eachPart, type PartEnd } from '../../src/run/apart/parts.ts';

const over = { what: 'the page', why: 'no end of it' };

function parts(known: ReadonlyMap<string, PartEnd>) {
  const said: string[] = [];
  return {
    said,
    known,
    begin: (name: string) => void said.push(`begin ${name}`),
    end: (name: string, result: string) => void said.push(`end ${name} ${result}`),
  };
}

const each = {
  nameOf: (name: string) => name,
  work: async (name: string) => ({ read: name }),
  stopped: (name: string, { why }: typeof over) => ({ read: `${name}: ${why}` }),
};

it('goes on behind what an earlier process was stopped over, which is told as the result of that part', async () => {
  const known = new Map<string, PartEnd>([
    ['a', { result: '{"read":"a, earlier"}' }],
    ['b', { stopped: over }],
    ['c', { stopped: over }],
  ]);
  const watched = parts(known);
  const told: unknown[] = [];
  const results = await eachPart(['a', 'b', 'c', 'd'], watched, {
    ...each,
    tell: (result) => void told.push(result),
  });
  const c = { read: 'c: no end of it' };
  expect(results).toEqual([{ read: 'a, earlier' }, { read: 'b: no end of it' }, c, { read: 'd' }]);
  expect(watched.said).toEqual(['begin d', 'end d {"read":"d"}']);
  // The processes before told of the others.
  expect(told).toEqual([c, { read: 'd' }]);
});

it('works on all of it where nobody watches', async () => {
  expect(await eachPart(['a', 'b'], undefined, each)).toEqual([{ read: 'a' }, { read: 'b' }]);
});
