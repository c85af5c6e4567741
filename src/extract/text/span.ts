/** The lines from one to before another. */
export type LineSpan = readonly [from: number, to: number];
/** How much running text stands in a span, less what its links cost; in characters. */
export type Gain = (span: LineSpan) => number;
/** How much running text a page has, and where its title stands among its lines, or -1. */
export type Running = { readonly prose: number; readonly titleAt: number };
