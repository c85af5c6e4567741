import { cellList, readFacts } from '../classify/facts.ts';
import { allCouncils, type Council, councilByCode, currentOf } from '../classify/councils/councils.ts';

/** How many of a council's nearest count as councils like it. */
export const SIMILAR = 20;

const WORDS: Readonly<Record<string, string>> = {
  Urban: 'urban',
  'Urban with rural areas': 'part-rural',
  Rural: 'rural',
  'Sparse and rural': 'sparsely populated',
};

/**
 * All other current councils, the most similar first: those that run the same services (tier), then by nearness. Nearness is what
 * mySociety publishes as far as our table of it goes, and beyond it Euclidean on z-scores, the way that is made: where a council
 * lies, population density, deprivation and how it is spread, and the rural shares. A former council is like what its first
 * successor is like.
 */
export function similarCouncils(code: string): readonly Council[] {
  const council = councilByCode(code)?.former === true ? currentOf(code)[0] : councilByCode(code);
  if (council === undefined) return [];
  let ranking = rankings.get(council.code);
  if (ranking === undefined) rankings.set(council.code, (ranking = rank(council)));
  return ranking;
}

/** What two similar councils have in common, as an adjective: `rural` of "a similar rural council"; '' where they differ. */
export function likenessWord(one: Council, other: Council): string {
  return one.ruralUrban === other.ruralUrban ? (WORDS[one.ruralUrban] ?? '') : '';
}

const rankings = new Map<string, readonly Council[]>();

function rank(council: Council): readonly Council[] {
  const all = vectors();
  const own = all.get(council.code) ?? [];
  const nearest = published().get(council.code) ?? [];
  const place = ({ code }: Council) => {
    const at = nearest.indexOf(code);
    return at === -1 ? nearest.length : at;
  };
  return [...all]
    .filter(([code]) => code !== council.code)
    .flatMap(([code, vector]) => {
      const other = councilByCode(code);
      return other === undefined ? [] : [{ other, distance: distance(own, vector) }];
    })
    .sort(
      (a, b) =>
        Number(b.other.tier === council.tier) - Number(a.other.tier === council.tier) ||
        place(a.other) - place(b.other) ||
        a.distance - b.distance,
    )
    .map(({ other }) => other);
}

let nearestOf: ReadonlyMap<string, readonly string[]> | undefined;

function published(): ReadonlyMap<string, readonly string[]> {
  nearestOf ??= new Map(
    readFacts('similar-councils').map(({ code = '', nearest }) => [code, cellList(nearest)]),
  );
  return nearestOf;
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, at) => value - (b[at] ?? 0)));
}

let zScores: ReadonlyMap<string, readonly number[]> | undefined;

function vectors(): ReadonlyMap<string, readonly number[]> {
  zScores ??= makeVectors(allCouncils().filter((council) => !council.former));
  return zScores;
}

// Those of mySociety's published method that we keep figures for. Population by itself is not among them: measured against that
// ranking, adding it made ours worse, as did taking the logarithm of density.
function figuresOf({ figures }: Council): readonly (number | null)[] {
  const { population, areaKm2, ...others } = figures;
  const density = population === null || areaKm2 === null || areaKm2 === 0 ? null : population / areaKm2;
  return [density, ...Object.values(others)];
}

// A figure that is not known stands at the mean, which is nought.
function makeVectors(councils: readonly Council[]): ReadonlyMap<string, readonly number[]> {
  const rows = councils.map(figuresOf);
  const columns = (rows[0] ?? []).map((_, at) => scale(rows.flatMap((row) => row[at] ?? [])));
  return new Map(
    councils.map((council, row) => [
      council.code,
      columns.map(({ mean, deviation }, at) => {
        const value = rows[row]?.[at] ?? null;
        return value === null || deviation === 0 ? 0 : (value - mean) / deviation;
      }),
    ]),
  );
}

function scale(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
