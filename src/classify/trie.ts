/** A trie while it grows: node 0 is the root. */
export type TrieDraft = { readonly children: Map<number, number>[]; readonly sets: number[][] };

/** A trie as flat arrays. */
export type Trie = {
  /** Child of the root by symbol; 0 for none. */
  readonly first: Int32Array;
  /** Edges below the root, open addressing: three numbers a slot, `node, symbol, child`; node 0 for a free slot. */
  readonly edges: Int32Array;
  /** 1 where a node has children. */
  readonly inner: Uint8Array;
  /** Node n ends the terms of sets `sets[setsFrom[n]]` up to `setsFrom[n + 1]`. */
  readonly setsFrom: Int32Array;
  readonly sets: Int32Array;
};

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
  return {
    first,
    edges: hashEdges(children),
    inner: Uint8Array.from(children, (below) => (below.size > 0 ? 1 : 0)),
    setsFrom: rows.from,
    sets: rows.values,
  };
}

/** The child of an inner node by a symbol, or 0. */
export function childOf({ edges }: Trie, node: number, symbol: number): number {
  const mask = edges.length / 3 - 1;
  for (let slot = slotOf(node, symbol) & mask; ; slot = (slot + 1) & mask) {
    const held = edges[slot * 3] ?? 0;
    if (held === 0) return 0;
    if (held === node && edges[slot * 3 + 1] === symbol) return edges[slot * 3 + 2] ?? 0;
  }
}

/** Lists of lists as one array and the place where each begins. */
export function listRows(rows: readonly (readonly number[])[]): { from: Int32Array; values: Int32Array } {
  const from = new Int32Array(rows.length + 1);
  for (const [index, row] of rows.entries()) from[index + 1] = (from[index] ?? 0) + row.length;
  return { from, values: Int32Array.from(rows.flat()) };
}

function hashEdges(children: readonly ReadonlyMap<number, number>[]): Int32Array {
  let size = 16;
  while (size < children.length * 4) size *= 2;
  const edges = new Int32Array(size * 3);
  for (const [node, below] of children.entries()) {
    if (node === 0) continue;
    for (const [symbol, child] of below) {
      let slot = slotOf(node, symbol) & (size - 1);
      while (edges[slot * 3] !== 0) slot = (slot + 1) & (size - 1);
      edges.set([node, symbol, child], slot * 3);
    }
  }
  return edges;
}

function slotOf(node: number, symbol: number): number {
  const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(symbol + 1, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
