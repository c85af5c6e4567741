/** `points`: the weight itself. `usually`: the points that it gives or takes where it stands once. */
export type Heavy = { readonly name: string; readonly points: number; readonly usually: number };

const SHOWN = 8;

/** The heaviest of some weights, for or against. @param share what a name is of a post in which it stands once, 0 to 1. */
export function heaviest(weights: Readonly<Record<string, number>>, share: number): Heavy[] {
  return Object.entries(weights)
    .sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]) || (one[0] < other[0] ? -1 : 1))
    .slice(0, SHOWN)
    .map(([name, points]) => ({ name, points, usually: Math.round(points * share * 100) / 100 }));
}
