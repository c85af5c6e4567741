import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationsOf } from './operations-of.ts';
import { shapeOf } from '../../src/web/input.ts';
import { accessTable, type Route } from '../../src/web/route.ts';
import { freshStore } from '../catalogue/fixtures.ts';
import { openDesk } from '../desk/desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  const operations = await operationsOf(freshStore(), { now: () => 0 });
  desk = await openDesk({ now: () => 0, operations });
});
afterAll(() => desk.close());

const routes = (): readonly Route[] => desk.parts.flatMap((part) => part.routes);
const keyOf = ({ method, path }: Route) => `${method} ${path}`;

test('every address is declared as a route, and the table of access is made from nothing else', () => {
  expect(routes().length).toBeGreaterThan(60);
  for (const part of desk.parts) expect(part.access).toEqual(accessTable(part.routes));
});

test('every route says what kinds of caller it takes, and they fit its role', () => {
  const wrong = routes().filter(({ access, principals }) => {
    const isOpen = principals.includes('nobody') || principals.includes('feed-token');
    return principals.length === 0 || isOpen !== (access === 'public');
  });
  expect(wrong.map(keyOf)).toEqual([]);
});

test('every parameter of a path has a schema', () => {
  const wrong = routes().filter(({ path, params }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    return named.some((name) => !(name in shapeOf(params)));
  });
  expect(wrong.map(keyOf)).toEqual([]);
});
