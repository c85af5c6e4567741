import { councilByCode } from './councils.ts';
import { cautionFor } from './cautions.ts';
import type { Sighting } from './gazetteer.ts';
import { isSure, type Seen } from './see-names.ts';
import { headlined } from './surroundings.ts';
import { actsAlone, isWhere } from './whose-name.ts';

/** What the whole post says about whose places it names. */
export type PostCues = {
  /** Councils that are named beyond doubt somewhere. */
  readonly certain: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Names that another body carries ("Dorset Police") and that nowhere do anything by themselves. */
  readonly carried: ReadonlySet<string>;
  /** Whether it names a council whose name is no ordinary word or surname. */
  readonly isOfCouncils: boolean;
};

/** Reads what a post's names say about each other. */
export function readPost(seen: readonly Seen[]): PostCues {
  const certain = new Set<string>();
  const countries = new Set<string>();
  const regions = new Set<string>();
  for (const { sighting, cued, within } of seen)
    for (const named of sighting.entry.named) {
      if (
        named.kind === 'council' &&
        within === undefined &&
        (cued !== null || isFullName(sighting, named.code))
      )
        certain.add(named.code);
      if (named.kind === 'region') countries.add(named.country);
      if (named.kind === 'region' && !named.brief) regions.add(named.name);
      if (named.kind === 'place' && isPlain(sighting)) countries.add(named.country);
    }
  return { certain, countries, regions, carried: carriedIn(seen), isOfCouncils: seen.some(isSureHere) };
}

function isSureHere({ sighting, within }: Seen): boolean {
  return within === undefined && isSure(sighting);
}

function carriedIn(seen: readonly Seen[]): ReadonlySet<string> {
  const names = seen.flatMap((one) => (one.carried ? [one.sighting.entry.name] : []));
  const carried = new Set(names);
  if (carried.size > 0)
    for (const one of seen)
      if (one.standing === 'acts' && !one.carried) carried.delete(one.sighting.entry.name);
  return carried;
}

function isFullName({ entry }: Sighting, code: string): boolean {
  return entry.words.length > 1 && councilByCode(code)?.name === entry.name;
}

/** A name that only stands for a foreign place. */
function isPlain({ entry }: Sighting): boolean {
  return entry.named.every((named) => named.kind === 'place');
}

/** The councils a name may stand for: a current one hides a former one of the same name. */
export function councilsOf({ sighting }: Seen, post: PostCues): string[] {
  const codes = sighting.entry.named.flatMap((one) => (one.kind === 'council' ? [one.code] : []));
  const current = codes.filter((code) => councilByCode(code)?.former === false);
  const also = cautionFor(sighting.entry.name)?.also;
  if (also !== undefined && also !== '' && post.certain.has(also)) return [also];
  return current.length > 0 ? current : codes;
}

/** Beside "Dorset Police" a bare "Dorset" is the force or the county, unless the council is named somewhere or something was done by it. */
export function isStillAnothers(
  { cued, sighting }: Seen,
  code: string,
  { carried, certain }: PostCues,
): boolean {
  return cued === null && !certain.has(code) && carried.has(sighting.entry.name);
}

/** Whether a name means the council here, or only happens to be spelt like it. */
export function isMeant(seen: Seen, code: string, post: PostCues): boolean {
  const caution = cautionFor(seen.sighting.entry.name);
  if (caution === undefined || seen.cued !== null || post.certain.has(code)) return true;
  if (caution.kind === 'bare' || seen.listed) return true;
  if (caution.kind === 'name' && actsAlone(seen.tokens, seen.sighting, post.isOfCouncils)) return true;
  if (seen.field !== 'title' && isWhere(seen.tokens, seen.sighting)) return caution.kind === 'word';
  return seen.field === 'title' && (caution.kind === 'name' || headlined(seen.tokens, seen.sighting));
}
