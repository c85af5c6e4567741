import { TELLS } from '../classify/lines/telling.ts';

export type Heavy = { readonly name: string; readonly points: number };

const SHOWN = 8;

/** The heaviest of some weights, for or against, tells by what a reviewer calls them. */
export function heaviest(weights: Readonly<Record<string, number>>): Heavy[] {
  return Object.entries(weights)
    .sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]) || (one[0] < other[0] ? -1 : 1))
    .slice(0, SHOWN)
    .map(([name, points]) => ({ name: TELLS.find(({ tag }) => tag === name)?.label ?? name, points }));
}
