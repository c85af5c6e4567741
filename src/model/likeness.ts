/**
 * What a page said, in hashes that cannot be read back: enough to tell later whether it still says it, without keeping its text.
 * Shingles are runs of four words; of a long text the lowest hashes stand for all (Broder's min-wise sampling).
 */
export type Likeness = { readonly title: readonly string[]; readonly shingles: readonly string[] };
