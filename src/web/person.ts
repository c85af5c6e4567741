import type { FastifyRequest } from 'fastify';
import type { Person } from '../model/person.ts';

const people = new WeakMap<FastifyRequest, Person>();

/** Notes who sends a request, once, where they are let in. */
export function rememberPerson(request: FastifyRequest, person: Person): void {
  people.set(request, person);
}

/** The person behind a request that has passed the gate. @throws on a public route, where nobody is asked. */
export function personOf(request: FastifyRequest): Person {
  const person = people.get(request);
  if (person === undefined) throw new Error(`nobody has signed in for ${request.method} ${request.url}`);
  return person;
}

/** As `personOf`; undefined where nobody was asked who they are. */
export function maybePersonOf(request: FastifyRequest): Person | undefined {
  return people.get(request);
}
