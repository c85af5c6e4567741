import { makeRoom, placeFor } from './room.ts';

/**
 * Words by their spelling, as a double-array trie (Aoe 1989): from state s the unit u leads to `t = cells[2s + 1] + u` if `cells[2t]` is s,
 * else to DEAD. A table of hashes is read at a place of its own for each word, and the word compared after that; this reads on where it is.
 */
export type Spellings = {
  readonly cells: Int32Array;
  /** The number of the word that ends at a state, 0 for none. */
  readonly numbers: Int32Array;
  /** Words that are not all ASCII, which are few. */
  readonly others: ReadonlyMap<string, number>;
};

/** The state where each word begins, and the one that none comes to. */
export const ROOT = 1;
const DEAD = 0;
const NOWHERE = -1;
const UNITS = 128;

/** The state after one more unit of ASCII. */
export function goOn(cells: Int32Array, state: number, unit: number): number {
  const next = ((cells[(state << 1) + 1] ?? 0) + unit) | 0;
  return cells[next << 1] === state ? next : DEAD;
}

/** The number of a word, 0 where it is none of these. */
export function numberOf({ cells, numbers, others }: Spellings, word: string): number {
  let state = ROOT;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    if (unit >= UNITS) return others.get(word) ?? 0;
    state = goOn(cells, state, unit);
  }
  return numbers[state] ?? 0;
}

/** The number of the word that a text has here, to the letter. @param units its UTF-16 units. */
export function numberIn(
  { cells, numbers }: Spellings,
  units: Uint16Array,
  from: number,
  to: number,
): number {
  let state = ROOT;
  for (let at = from; at < to && state !== DEAD; at += 1) {
    const unit = units[at] ?? UNITS;
    state = unit < UNITS ? goOn(cells, state, unit) : DEAD;
  }
  return numbers[state] ?? 0;
}

/** Puts words together; a word's number is its place in the list, from 1 up, and '' is no word. */
export function spell(words: readonly string[]): Spellings {
  const tree = makeTree();
  const others = new Map<string, number>();
  for (const [number, word] of words.entries())
    if (word !== '' && !plant(tree, word, number)) others.set(word, number);
  const states = layOut(tree);
  // Behind the base of any state there is a cell for each unit.
  const cells = new Int32Array(2 * (states.reduce((most, { base }) => Math.max(most, base), 0) + UNITS)).fill(
    NOWHERE,
  );
  const numbers = new Int32Array(cells.length / 2);
  for (const { state, parent, base, node } of states) {
    cells[2 * state] = parent;
    cells[2 * state + 1] = base;
    numbers[state] = tree.number[node] ?? 0;
  }
  cells[2 * DEAD + 1] = 0;
  return { cells, numbers, others };
}

type State = {
  readonly state: number;
  readonly parent: number;
  readonly node: number;
  readonly base: number;
};

/** The state of each node, those of short words first: they are read most. */
function layOut(tree: Tree): State[] {
  const room = makeRoom(ROOT + 1);
  const found = (node: number, state: number, parent: number): State => {
    const units = unitsBelow(tree, node);
    return { node, state, parent, base: units.length === 0 ? 0 : placeFor(units, room) };
  };
  const states = [found(0, ROOT, DEAD)];
  for (const { node, state, base } of states)
    for (let child = tree.child[node] ?? 0; child !== 0; child = tree.sibling[child] ?? 0)
      states.push(found(child, base + (tree.unit[child] ?? 0), state));
  return states;
}

/** The words as a tree, node by node: its letter, its first child, the next child of its parent, the word that ends there. Node 0 is the root. */
type Tree = { readonly [part in 'unit' | 'child' | 'sibling' | 'number']: number[] };

function makeTree(): Tree {
  return { unit: [0], child: [0], sibling: [0], number: [0] };
}

/** False of a word that is not all ASCII; what of it was planted ends no word. */
function plant(tree: Tree, word: string, number: number): boolean {
  let node = 0;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    if (unit >= UNITS) return false;
    let next = tree.child[node] ?? 0;
    while (next !== 0 && tree.unit[next] !== unit) next = tree.sibling[next] ?? 0;
    node = next === 0 ? addChild(tree, node, unit) : next;
  }
  tree.number[node] = number;
  return true;
}

function addChild(tree: Tree, node: number, unit: number): number {
  const child = tree.unit.push(unit) - 1;
  tree.sibling[child] = tree.child[node] ?? 0;
  tree.child[node] = child;
  tree.child[child] = 0;
  tree.number[child] = 0;
  return child;
}

function unitsBelow(tree: Tree, node: number): number[] {
  const units = [];
  for (let child = tree.child[node] ?? 0; child !== 0; child = tree.sibling[child] ?? 0)
    units.push(tree.unit[child] ?? 0);
  return units;
}
