import { makeRoom, placeFor } from './pack/room.ts';

/** A trie while it grows: node 0 is the root. */
export type TrieDraft = { readonly children: Map<number, number>[]; readonly sets: number[][] };

/** A trie as flat arrays. */
export type Trie = {
  /** Child of the root by symbol; 0 for none. */
  readonly first: Int32Array;
  /** Where the children of a node begin among the edges; NONE of one that has none. */
  readonly base: Int32Array;
  /** Edges below the root as a double array, `node, child` at twice the node's base and the symbol. */
  readonly edges: Int32Array;
  /** Node n ends the terms of sets `sets[setsFrom[n]]` up to `setsFrom[n + 1]`. */
  readonly setsFrom: Int32Array;
  readonly sets: Int32Array;
};

const NONE = -1;

export function makeTrie(): TrieDraft {
  return { children: [new Map()], sets: [[]] };
}

/** Adds one term, as symbols from 0 upwards, for one set. */
export function growTrie(draft: TrieDraft, symbols: readonly number[], set: number): void {
  let node = 0;
  for (const symbol of symbols) {
    const next = draft.children[node]?.get(symbol) ?? draft.children.push(new Map()) - 1;
    draft.sets[next] ??= [];
    draft.children[node]?.set(symbol, next);
    node = next;
  }
  const ending = draft.sets[node];
  if (ending !== undefined && !ending.includes(set)) ending.push(set);
}

export function freezeTrie({ children, sets }: TrieDraft, symbolCount: number): Trie {
  const first = new Int32Array(symbolCount);
  for (const [symbol, child] of children[0] ?? []) first[symbol] = child;
  const rows = listRows(sets);
  return { first, ...layEdges(children, symbolCount), setsFrom: rows.from, sets: rows.values };
}

/** Whether a node has children. */
export function isInner({ base }: Trie, node: number): boolean {
  return base[node] !== NONE;
}

/** The child of an inner node by a symbol, or 0. */
export function childOf({ base, edges }: Trie, node: number, symbol: number): number {
  const at = 2 * ((base[node] ?? 0) + symbol);
  return edges[at] === node ? (edges[at + 1] ?? 0) : 0;
}

/** Lists of lists as one array and the place where each begins. */
export function listRows(rows: readonly (readonly number[])[]): { from: Int32Array; values: Int32Array } {
  const from = new Int32Array(rows.length + 1);
  for (const [index, row] of rows.entries()) from[index + 1] = (from[index] ?? 0) + row.length;
  return { from, values: Int32Array.from(rows.flat()) };
}

function layEdges(
  children: readonly ReadonlyMap<number, number>[],
  symbolCount: number,
): Pick<Trie, 'base' | 'edges'> {
  const room = makeRoom(0);
  const inner = [...children.keys()].filter((node) => node !== 0 && children[node]?.size !== 0);
  const base = new Int32Array(children.length).fill(NONE);
  // Those with most children first, while there is room.
  for (const node of inner.sort((one, other) => (children[other]?.size ?? 0) - (children[one]?.size ?? 0)))
    base[node] = placeFor([...(children[node]?.keys() ?? [])], room);
  const edges = new Int32Array(2 * (base.reduce((most, one) => Math.max(most, one), 0) + symbolCount));
  for (const node of inner)
    for (const [symbol, child] of children[node] ?? [])
      edges.set([node, child], 2 * ((base[node] ?? 0) + symbol));
  return { base, edges };
}
