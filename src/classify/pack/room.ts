/**
 * Cells of a double array (Aoe 1989), as they are taken: rows of numbers are laid over one another so that none of them meet. `next` leads from
 * a cell towards the free one behind it, by leaps; `from` is where a row of so many numbers found its place last.
 */
export type Room = { next: Int32Array; readonly from: number[] };

/** Rows of so many numbers or more are looked for a place together. */
const LONG = 8;

/** Room whose first cells are never free. */
export function makeRoom(taken: number): Room {
  const room = { next: new Int32Array(0), from: [] };
  widen(room, 1024);
  for (let at = 0; at < taken; at += 1) room.next[at] = at + 1;
  return room;
}

/** The base from which these numbers (0 or more) all lead to free cells, which are theirs from now on. */
export function placeFor(numbers: readonly number[], room: Room): number {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const kind = Math.min(numbers.length, LONG);
  for (let at = freeFrom(room, Math.max(room.from[kind] ?? 0, least)); ; at = freeFrom(room, at + 1)) {
    const base = at - least;
    while (base + most >= room.next.length) widen(room, 2 * room.next.length);
    if (!numbers.every((number) => room.next[base + number] === base + number)) continue;
    for (const number of numbers) room.next[base + number] = base + number + 1;
    room.from[kind] = at;
    return base;
  }
}

function widen(room: Room, size: number): void {
  const next = new Int32Array(size);
  next.set(room.next);
  for (let at = room.next.length; at < size; at += 1) next[at] = at;
  room.next = next;
}

function freeFrom(room: Room, from: number): number {
  let at = from;
  for (;;) {
    while (at < room.next.length && room.next[at] !== at) at = room.next[at] ?? at;
    if (at < room.next.length) break;
    widen(room, 2 * room.next.length);
  }
  // Whoever comes this way again is spared the steps between.
  for (let step = from; step < at;) {
    const after = room.next[step] ?? at;
    room.next[step] = at;
    step = after;
  }
  return at;
}
