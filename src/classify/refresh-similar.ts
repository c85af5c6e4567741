import type { Fact } from '../base/csv.ts';

/** As many of each council's nearest as anybody asks for. */
const NEAREST = 20;
const FEWEST = 300;
const COLUMNS = ['local-authority-code_A', 'local-authority-code_B', 'distance'] as const;

/** Why a table of distances cannot be what it should be, or null. */
export function whyNoDistances(published: readonly Fact[], councils: readonly Fact[]): string | null {
  const columns = Object.keys(published[0] ?? {});
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) return `it has no column ${missing.join(', ')}`;
  const bad = published.findIndex((row) => !/^\d+(\.\d+)?(e-?\d+)?$/.test(row['distance'] ?? ''));
  if (bad !== -1)
    return `its row ${bad + 2} has the distance "${published[bad]?.['distance'] ?? ''}", no number`;
  const known = new Set(councils.map((row) => row['code']));
  const named = new Set(
    published.map((row) => row['local-authority-code_A']).filter((code) => known.has(code)),
  );
  return named.size < FEWEST ? `it holds ${named.size} councils that we know, fewer than ${FEWEST}` : null;
}

/**
 * For each current council those most like it that run the same services, the nearest first, from mySociety's published distances
 * (local-authority-similarity, `distance_map.csv`; where the table has several kinds of distance, the composite one).
 */
export function nearestCouncils(councils: readonly Fact[], published: readonly Fact[]): Fact[] {
  const current = new Map(councils.flatMap((row) => (row['ended'] === '' ? [[row['code'] ?? '', row]] : [])));
  const composite = published.filter((row) => (row['type'] ?? 'composite') === 'composite');
  const from = Map.groupBy(composite, (row) => row['local-authority-code_A'] ?? '');
  return [...current].flatMap(([code, { tier }]) => {
    const nearest = (from.get(code) ?? [])
      .filter((row) => current.get(row['local-authority-code_B'] ?? '')?.['tier'] === tier)
      .sort((a, b) => Number(a['distance']) - Number(b['distance']))
      .slice(0, NEAREST);
    return nearest.length === 0
      ? []
      : [{ code, nearest: nearest.map((row) => row['local-authority-code_B']).join(';') }];
  });
}
