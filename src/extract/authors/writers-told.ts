import { isPublisher, type Publishers } from './name.ts';

/**
 * Who is named by a meta element, or by several of one name that the survey has joined by semicolons. Whoever makes a site for others signs it
 * with an address, and the house may stand beside those who wrote.
 */
export function writersTold(said: string | undefined, publishers: Publishers): string | undefined {
  const parts = (said ?? '').split(';').map((part) => part.trim());
  const people = parts.filter((part) => part !== '' && !/https?:\/\//i.test(part));
  const writers = people.length > 1 ? people.filter((one) => !isPublisher(one, publishers)) : people;
  // Journals tell machines the surname first.
  const isTurned = writers.every((one) => /^[^,\s]+, [^,]+$/.test(one));
  const names = isTurned ? writers.map((one) => one.replace(/^(.+), (.+)$/, '$2 $1')) : writers;
  return [...new Set(names)].join(', ') || undefined;
}
