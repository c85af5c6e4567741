import type { Fact } from '../base/csv.ts';

/** A facts table as it should now be, and what is different, each a sentence for a person. */
export type Refreshed = { readonly facts: readonly Fact[]; readonly changes: readonly string[] };

/** Where mySociety publishes the councils of the UK, past and current. */
export const PUBLISHED_COUNCILS =
  'https://mysociety.github.io/uk_local_authority_names_and_codes/data/uk_la_past_current/1/uk_local_authorities_current.csv';

/** Our column of a council, and the published one that it comes from. Columns that are not here are our own. */
const COUNCIL_COLUMNS: readonly (readonly [ours: string, theirs: string])[] = [
  ['gss', 'gss-code'],
  ['name', 'official-name'],
  ['short_name', 'nice-name'],
  ['gov_uk_slug', 'gov-uk-slug'],
  ['nation', 'nation'],
  ['region', 'region'],
  ['type', 'local-authority-type'],
  ['tier', 'powers'],
  ['county', 'county-la'],
  ['combined_authority', 'combined-authority'],
  ['population_2020', 'pop-2020'],
  ['area_km2', 'area'],
  ['ended', 'end-date'],
  ['replaced_by', 'replaced-by'],
  ['former_gss', 'former-gss-codes'],
];
const BODY_COLUMNS: readonly (readonly [ours: string, theirs: string])[] = [
  ['gss', 'gss-code'],
  ['name', 'official-name'],
];
/** Types that are no principal councils: combined authorities and London's strategic one. */
const BODY_TYPES = new Set(['COMB', 'SRA']);
const FEWEST_CURRENT = 300;

const TIERS: Readonly<Record<string, string>> = {
  unitary: 'unitary',
  'upper tier': 'upper',
  'lower tier': 'lower',
  'ni district': 'ni',
};

/** Why a published table cannot be what it should be, or null: a renamed column must never empty ours. */
export function whyUnfit(published: readonly Fact[]): string | null {
  const columns = new Set(Object.keys(published[0] ?? {}));
  const missing = [
    'local-authority-code',
    'current-authority',
    ...COUNCIL_COLUMNS.map(([, theirs]) => theirs),
  ].filter((column) => !columns.has(column));
  if (missing.length > 0) return `it has no column ${missing.join(', ')}`;
  const current = published.filter((row) => row['current-authority'] === 'True').length;
  return current < FEWEST_CURRENT
    ? `it holds ${current} current councils, fewer than ${FEWEST_CURRENT}`
    : null;
}

/** Brings the councils up to date with the published table. Aliases and whatever else is ours stays as it is. */
export function refreshCouncils(ours: readonly Fact[], published: readonly Fact[]): Refreshed {
  const rows = published.filter((row) => !BODY_TYPES.has(row['local-authority-type'] ?? ''));
  return refresh(ours, rows, COUNCIL_COLUMNS, true);
}

/** Brings combined authorities up to date with the published table; consortia and the rest are ours alone. */
export function refreshBodies(ours: readonly Fact[], published: readonly Fact[]): Refreshed {
  const rows = published.filter((row) => BODY_TYPES.has(row['local-authority-type'] ?? ''));
  return refresh(ours, rows, BODY_COLUMNS, false);
}

function refresh(
  ours: readonly Fact[],
  published: readonly Fact[],
  columns: readonly (readonly [ours: string, theirs: string])[],
  sorted: boolean,
): Refreshed {
  const byCode = new Map(published.map((row) => [row['local-authority-code'] ?? '', row]));
  const changes: string[] = [];
  const kept = ours.map((fact) => {
    const row = byCode.get(fact['code'] ?? '');
    if (row === undefined) return fact;
    byCode.delete(fact['code'] ?? '');
    return withPublished(fact, row, columns, changes);
  });
  const empty = Object.fromEntries(Object.keys(ours[0] ?? {}).map((column) => [column, '']));
  const added = [...byCode].map(([code, row]) => {
    changes.push(
      `${code}: new, ${clean(row['official-name'])}; give it aliases and a rural-urban label if it has them`,
    );
    return withPublished({ ...empty, code }, row, columns, []);
  });
  const facts = [...kept, ...added];
  if (sorted && added.length + changes.length > 0) facts.sort(byEndThenCode);
  return { facts, changes };
}

function withPublished(
  fact: Fact,
  row: Fact,
  columns: readonly (readonly [ours: string, theirs: string])[],
  changes: string[],
): Fact {
  const next: Record<string, string> = { ...fact };
  for (const [column, theirs] of columns) {
    const before = fact[column] ?? '';
    const value = publishedCell(column, row, theirs);
    // What is not published (successors of the Northern Irish councils of 2015) is not a reason to forget what we know.
    if (value === before || value === '') continue;
    next[column] = value;
    changes.push(`${fact['code']}: ${column} is ${value}${before === '' ? '' : `, was ${before}`}`);
  }
  return next;
}

function publishedCell(column: string, row: Fact, theirs: string): string {
  const value = clean(row[theirs]);
  if (column === 'ended') return row['current-authority'] === 'True' ? '' : value;
  if (column === 'tier') return TIERS[value] ?? value;
  if (column === 'population_2020') return value === '' ? '' : Number(value).toFixed(0);
  if (column === 'area_km2') return value === '' ? '' : String(Math.round(Number(value) * 1000) / 1000);
  return column === 'replaced_by' || column === 'former_gss' ? value.replaceAll(',', ';') : value;
}

function clean(cell: string | undefined): string {
  return (cell ?? '').replaceAll(/\s+/g, ' ').trim();
}

function byEndThenCode(one: Fact, other: Fact): number {
  const ended = Number((one['ended'] ?? '') !== '') - Number((other['ended'] ?? '') !== '');
  return ended === 0 ? ((one['code'] ?? '') < (other['code'] ?? '') ? -1 : 1) : ended;
}
