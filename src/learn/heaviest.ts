export type Heavy = { readonly name: string; readonly points: number };

const SHOWN = 8;

/** The heaviest of some weights, for or against. */
export function heaviest(weights: Readonly<Record<string, number>>): Heavy[] {
  return Object.entries(weights)
    .sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]) || (one[0] < other[0] ? -1 : 1))
    .slice(0, SHOWN)
    .map(([name, points]) => ({ name, points }));
}
