import { cellList, readFacts } from '../facts.ts';
import { type Fact } from '../../base/csv.ts';

/** Which services a council runs: counties are `upper`, districts `lower`; Northern Ireland's are `ni`. */
export type Tier = 'unitary' | 'upper' | 'lower' | 'ni';

/** What makes one council like another; null where mySociety publishes none (former councils). */
export type CouncilFigures = {
  readonly population: number | null;
  readonly areaKm2: number | null;
  /** Metres on one grid that covers the United Kingdom. */
  readonly easting: number | null;
  readonly northing: number | null;
  /** Composite UK deprivation score; higher is more deprived. */
  readonly deprivation: number | null;
  /** Shares of the population, 0–1, in the least, middling and most deprived neighbourhoods of the nation. */
  readonly leastDeprived: number | null;
  readonly middlingDeprived: number | null;
  readonly mostDeprived: number | null;
  /** Shares of the population, 0–1, by the composite rural–urban classification. */
  readonly highlyRural: number | null;
  readonly rural: number | null;
  readonly urban: number | null;
};

/** A principal council of the UK, or one that was; `code` is mySociety's and lasts, GSS codes change with boundaries. */
export type Council = {
  readonly code: string;
  /** '' for the Northern Irish councils before 2015. */
  readonly gss: string;
  readonly formerGss: readonly string[];
  /** The official name. */
  readonly name: string;
  readonly shortName: string;
  /** Of the official name: `durham-county-council`. */
  readonly slug: string;
  readonly aliases: readonly string[];
  readonly nation: string;
  readonly region: string;
  readonly tier: Tier;
  /** `Urban`, `Urban with rural areas`, `Rural`, `Sparse and rural`; '' for former councils. */
  readonly ruralUrban: string;
  /** Code of the county around a district, '' elsewhere. */
  readonly county: string;
  readonly former: boolean;
  /** Codes of what took over, which may themselves have been replaced: ask `currentOf`. */
  readonly replacedBy: readonly string[];
  readonly figures: CouncilFigures;
};

const TIERS: readonly Tier[] = ['unitary', 'upper', 'lower', 'ni'];
const BEFORE =
  /^(?:the |london borough of |royal borough of |city and county of |city of |borough(?: council)? of |county of |council of )/;
const AFTER =
  / (?:council|county borough|metropolitan borough|metropolitan district|borough|district|county|city|mbc|mdc|ua|london boro|city of|county of)$/;

/** Every council, current ones first, both by code. */
export function allCouncils(): readonly Council[] {
  return registry().councils;
}

/** The council of a code, current or former. */
export function councilByCode(code: string): Council | undefined {
  return registry().byCode.get(code);
}

/** The councils that now stand where this one stood: itself, or its successors however many steps on. */
export function currentOf(code: string): Council[] {
  const council = councilByCode(code);
  if (council === undefined) return [];
  if (!council.former) return [council];
  return [...new Set(council.replacedBy.flatMap((next) => currentOf(next)))];
}

/**
 * The council that someone means by a code, a GSS code (current or former), a slug, or a name in any usual form:
 * `NBL`, `E06000048`, `county-durham`, `Hull`, `london borough of brent`, `Bristol, City of`. Current councils win.
 */
export function resolveCouncil(wanted: string): Council | undefined {
  const key = nameKey(wanted);
  return councilByCode(wanted.trim().toUpperCase()) ?? councilByKey(key) ?? councilByKey(plainName(key));
}

type Registry = {
  readonly councils: readonly Council[];
  readonly byCode: ReadonlyMap<string, Council>;
  readonly govUkSlugs: ReadonlyMap<string, string>;
};

let loaded: Registry | undefined;

function registry(): Registry {
  loaded ??= makeRegistry(readFacts('councils'));
  return loaded;
}

function makeRegistry(facts: readonly Fact[]): Registry {
  const councils = facts.map(makeCouncil);
  return {
    councils,
    byCode: new Map(councils.map((council) => [council.code, council])),
    govUkSlugs: new Map(facts.map((fact) => [fact['code'] ?? '', fact['gov_uk_slug'] ?? ''])),
  };
}

let keyed: ReadonlyMap<string, Council> | undefined;

function councilByKey(key: string): Council | undefined {
  keyed ??= makeKeys(registry());
  return keyed.get(key);
}

function makeKeys({ councils, govUkSlugs }: Registry): ReadonlyMap<string, Council> {
  const keys = new Map<string, Council>();
  const name = (council: Council, key: string) => {
    if (key !== '' && !keys.has(key)) keys.set(key, council);
  };
  for (const council of councils)
    for (const gss of [council.gss, ...council.formerGss]) name(council, gss.toLowerCase());
  // Whole names before shortened ones, so that "Cumbria County" never hides a council that is called so.
  for (const council of councils) for (const form of namesOf(council)) name(council, nameKey(form));
  for (const council of councils)
    for (const form of namesOf(council)) name(council, plainName(nameKey(form)));
  for (const council of councils) name(council, nameKey(govUkSlugs.get(council.code) ?? ''));
  return keys;
}

/** Every name a council goes by, the official one first. */
export function namesOf(council: Council): string[] {
  return [council.name, council.shortName, ...council.aliases];
}

function makeCouncil(fact: Fact): Council {
  const cell = (column: string) => fact[column] ?? '';
  return {
    code: cell('code'),
    gss: cell('gss'),
    formerGss: cellList(cell('former_gss')),
    name: cell('name'),
    shortName: cell('short_name'),
    slug: nameKey(cell('name')).replaceAll(' ', '-'),
    aliases: cellList(cell('aliases')),
    nation: cell('nation'),
    region: cell('region'),
    tier: TIERS.find((tier) => tier === cell('tier')) ?? 'unitary',
    ruralUrban: cell('rural_urban'),
    county: cell('county'),
    former: cell('ended') !== '',
    replacedBy: cellList(cell('replaced_by')),
    figures: {
      population: figure(cell('population_2020')),
      areaKm2: figure(cell('area_km2')),
      easting: figure(cell('easting')),
      northing: figure(cell('northing')),
      deprivation: figure(cell('deprivation')),
      leastDeprived: figure(cell('least_deprived')),
      middlingDeprived: figure(cell('middling_deprived')),
      mostDeprived: figure(cell('most_deprived')),
      highlyRural: figure(cell('highly_rural')),
      rural: figure(cell('rural')),
      urban: figure(cell('urban')),
    },
  };
}

function figure(cell: string): number | null {
  return cell === '' ? null : Number(cell);
}

/** One spelling of a name: lower-case words, `&` as `and`, no punctuation; a slug comes out the same as its name. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
}

/** The place in a name: `bristol` of `city of bristol council` and of `bristol city of`. */
function plainName(key: string): string {
  const shorter = key.replace(BEFORE, '').replace(AFTER, '');
  return shorter === key ? key : plainName(shorter);
}
