import { defined } from '../../base/defined.ts';
import { type Council, councilByCode, currentOf } from './councils.ts';
import { type Gazetteer, hasBodies, type Named } from './gazetteer.ts';
import { type OwnSite, ownSite } from './own-site.ts';
import { type Seen, seeNames } from './see-names.ts';
import { rolesOf, worthOf } from './roles.ts';
import { councilsOf, isMeant, isStillAnothers, type PostCues, readPost } from './post-cues.ts';
import { isByTheWay, isSaid, onAnothersSite, weightOf } from './told.ts';
import { meantBy, type NamedAt } from './references.ts';
import { namesSomethingElse } from './surroundings.ts';
import type { Tokens } from '../tokens.ts';
import type { CouncilRole, PostField, Span } from '../../model/verdict.ts';

/** Where a thing stands in a post: spans by field. */
export type Places = Readonly<Partial<Record<PostField, readonly Span[]>>>;

/**
 * A council or public body that a post names. `code` is that of a current council; one that is gone is found as each of
 * its successors, and `former` is its own code. `as` is the words it was first found as.
 */
export type Find = {
  readonly code: string;
  readonly name: string;
  readonly as: string;
  readonly former?: string;
  readonly spans: Places;
};

/** A city or region outside the UK. */
export type PlaceFind = {
  readonly name: string;
  readonly region: string;
  readonly country: string;
  readonly as: string;
  readonly spans: Places;
};

/** Token ranges in a field: `first, end, first, end, …` in reading order, end exclusive. */
export type Ranges = Readonly<Partial<Record<PostField, readonly number[]>>>;

export type FoundNames = {
  /** Those who bought first. */
  readonly councils: readonly (Find & { readonly role: CouncilRole })[];
  readonly bodies: readonly Find[];
  readonly places: readonly PlaceFind[];
  /** The same as the lists that rules may ask for. */
  readonly lists: Readonly<Record<'councils' | 'public-bodies' | 'places', Ranges>>;
};

/** The fields that are read for names, most telling first. */
const FIELDS = ['title', 'lede', 'heading', 'body'] as const;

const NOTHING: FoundNames = {
  councils: [],
  bodies: [],
  places: [],
  lists: { councils: {}, 'public-bodies': {}, places: {} },
};
const HOME = 'United Kingdom';

/**
 * Finds the councils, other public bodies and foreign places that a post names, over tokens of the gazetteer's lexicon.
 * The longest name wins (`East Devon` is not Devon); an ordinary word or surname (Reading, Kent) counts only beside a word
 * such as "council", in a headline, or when the post names the council in full elsewhere.
 */
export function findCouncils(
  gazetteer: Gazetteer,
  fields: Readonly<Partial<Record<PostField, Tokens>>>,
): FoundNames {
  const seen: Seen[] = FIELDS.flatMap((field) => {
    const tokens = fields[field];
    return tokens === undefined ? [] : seeNames(gazetteer, field, tokens);
  });
  const url = fields.url;
  const host = url === undefined ? undefined : ownSite(url);
  if (seen.length === 0 && host === undefined) return NOTHING;
  const post = readPost(seen);
  const draft: Draft = {
    councils: new Map(),
    bodies: new Map(),
    places: new Map(),
    lists: { councils: {}, 'public-bodies': {}, places: {} },
    named: [],
    isFirst: false,
    wasSaid: false,
    host: host?.code,
  };
  for (const one of seen) record(draft, one, post);
  if (url !== undefined && host !== undefined) recordHost(draft, url, host);
  if (draft.councils.size > 1) recordMeant(draft, fields, gazetteer.authority);
  return {
    councils: withRoles([...draft.councils.values()], () => tellsOfBodies(gazetteer, fields)),
    bodies: [...draft.bodies.values()],
    places: [...draft.places.values()],
    lists: draft.lists,
  };
}

function tellsOfBodies(gazetteer: Gazetteer, fields: Parameters<typeof findCouncils>[1]): boolean {
  return FIELDS.some((field) => {
    const tokens = fields[field];
    return tokens !== undefined && hasBodies(gazetteer, tokens);
  });
}

function withRoles(finds: readonly (Find & Weighed)[], hasOthers: () => boolean): FoundNames['councils'] {
  const roles = rolesOf(
    finds.map(({ code, name, weight, isSaid, isFull }) => ({
      points: weight,
      isSaid,
      isArea: name.endsWith(' County Council') && !isFull,
      code,
      county: councilByCode(code)?.county ?? '',
    })),
    hasOthers,
  );
  return finds
    .map(({ code, name, as, former, spans }, at) => ({
      ...{ code, name, as, spans, role: roles[at] ?? 'named' },
      ...defined({ former }),
    }))
    .sort((one, other) => Number(one.role === 'named') - Number(other.role === 'named'));
}

/** Spans and ranges grow while names are recorded. */
type Growing = Partial<Record<PostField, Span[]>>;
type ListName = keyof FoundNames['lists'];
/**
 * How much speaks for a council's having bought; grows while names are recorded. `isFirst`: it is the first told of, or of its list.
 * `isFull`: somewhere a word makes a council of it. `isSaid`: it is told of as a council, or as who did something, and not by a place's name only.
 */
type Weighed = { weight: number; isFull: boolean; isSaid: boolean; readonly isFirst: boolean };
type Draft = {
  readonly councils: Map<string, Find & Weighed & { readonly spans: Growing }>;
  readonly bodies: Map<string, Find & { readonly spans: Growing }>;
  readonly places: Map<string, PlaceFind & { readonly spans: Growing }>;
  readonly lists: Record<ListName, Partial<Record<PostField, number[]>>>;
  /** In reading order. */
  readonly named: NamedAt[];
  /** The council on whose own site the post stands: whoever else is named is not the first told of. */
  readonly host: string | undefined;
  /** Whether the council recorded last was the first that is told of, or of the list that was. */
  isFirst: boolean;
  /** Whether the name recorded last was told of as more than a place, or is of a list that was. */
  wasSaid: boolean;
};

function record(draft: Draft, read: Seen, post: PostCues): void {
  const seen = draft.host === undefined ? read : onAnothersSite(read);
  const { named } = seen.sighting.entry;
  const abroad = abroadAs(seen, post);
  if (abroad !== undefined) {
    const key = `${abroad.name}/${abroad.region}/${abroad.country}`;
    add(draft.places, key, { ...abroad, as: wordsAt(seen), spans: {} }, seen);
    list(draft, 'places', seen);
    return;
  }
  if (seen.cued === null && (seen.carried || namesSomethingElse(seen.tokens, seen.sighting))) return;
  const bodies = bodiesOf(named);
  for (const { code, name } of bodies)
    add(draft.bodies, code, { code, name, as: wordsAt(seen), spans: {} }, seen);
  if (bodies.length > 0) list(draft, 'public-bodies', seen);
  const wanted = councilsOf(seen, post).filter(
    (code) => isMeant(seen, code, post) && !isStillAnothers(seen, code, post),
  );
  if (wanted.length > 0) list(draft, 'councils', seen);
  const isNoneYet =
    draft.host === undefined && [...draft.councils.values()].every(({ weight }) => weight === 0);
  for (const code of wanted)
    for (const current of currentOf(code)) recordCouncil(draft, seen, code, current, isNoneYet);
}

function recordCouncil(
  draft: Draft,
  seen: Seen,
  code: string,
  { code: own, name }: Council,
  isNoneYet: boolean,
): void {
  const former = own === code ? {} : { former: code };
  const none = { weight: 0, isFull: false, isSaid: false };
  const fresh = { code: own, name, as: wordsAt(seen), ...former, spans: {}, ...none };
  const before = draft.councils.get(own);
  const isFirst = (seen.goesOn && draft.isFirst && before === undefined) || isNoneYet;
  const find = add(draft.councils, own, { ...fresh, isFirst }, seen);
  find.weight += weightOf(seen, isFirst);
  find.isFull ||= seen.cued !== null;
  draft.wasSaid = isSaid(seen) || (seen.goesOn && draft.wasSaid && seen.standing !== 'place');
  find.isSaid ||= draft.wasSaid;
  draft.isFirst = find.isFirst && seen.standing !== 'place';
  draft.named.push({
    field: FIELDS.findIndex((field) => field === seen.field),
    at: seen.sighting.first,
    code: own,
    name,
    isByTheWay: isByTheWay(seen),
  });
}

/** A post on a council's own site is about that council, whether it says so or not. */
function recordHost(draft: Draft, url: Tokens, { code, first, end }: OwnSite): void {
  const council = councilByCode(code);
  if (council === undefined) return;
  const span = rangeSpan(url, { first, end });
  const find = draft.councils.get(code) ?? {
    ...{ code, name: council.name, as: url.text.slice(...span), spans: { url: [span] } },
    ...{ weight: 0, isFull: true, isSaid: true, isFirst: true },
  };
  find.isSaid = true;
  find.weight += worthOf('acts', false, true, true);
  draft.councils.set(code, find);
  draft.lists.councils.url = [first, end];
}

/** What "the council" did counts for the one that is meant: on its own site for itself, which has enough already. */
function recordMeant(
  { councils, named, host }: Draft,
  fields: Parameters<typeof findCouncils>[1],
  authority: Gazetteer['authority'],
): void {
  if (host !== undefined) return;
  const read = FIELDS.map((field) => fields[field]);
  for (const code of meantBy(read, authority, named)) {
    const find = councils.get(code);
    if (find === undefined) continue;
    find.weight += worthOf('acts', false, true, false);
    find.isSaid = true;
  }
}

function bodiesOf(named: readonly Named[]): { code: string; name: string }[] {
  return named.flatMap((one) => (one.kind === 'body' ? [{ code: one.code, name: one.name }] : []));
}

/** The foreign place that a name stands for here, when it does. */
function abroadAs(seen: Seen, post: PostCues): { name: string; region: string; country: string } | undefined {
  const { named, name } = seen.sighting.entry;
  const { within } = seen;
  if (within !== undefined && within.country !== HOME && named.some((one) => one.kind !== 'region'))
    return { name, region: within.name === within.country ? '' : within.name, country: within.country };
  const places = named.flatMap((one) => (one.kind === 'place' ? [one] : wholeRegion(one)));
  const [first] = places;
  if (first === undefined || seen.cued !== null) return undefined;
  if (places.length === named.length && first.region === '') return first;
  const home = post.countries.has(HOME) || post.certain.size > 0;
  return places.find(
    (place) => post.regions.has(place.region) || (!home && post.countries.has(place.country)),
  );
}

/** A state or country abroad that stands for itself: its government buys too. Abbreviations never do. */
function wholeRegion(named: Named): { name: string; region: string; country: string }[] {
  if (named.kind !== 'region' || named.brief || named.country === HOME) return [];
  return [{ name: named.name, region: '', country: named.country }];
}

function wordsAt({ tokens, sighting, cued }: Seen): string {
  return tokens.text.slice(...rangeSpan(tokens, cued ?? sighting));
}

function rangeSpan(tokens: Tokens, { first, end }: { first: number; end: number }): Span {
  return [tokens.from[first] ?? 0, tokens.to[end - 1] ?? 0];
}

/** Adds the place of a name to what was found of it before, or begins a find with `fresh`. */
function add<T extends { readonly spans: Growing }>(
  finds: Map<string, T>,
  key: string,
  fresh: T,
  seen: Seen,
): T {
  const find = finds.get(key) ?? fresh;
  finds.set(key, find);
  (find.spans[seen.field] ??= []).push(rangeSpan(seen.tokens, seen.cued ?? seen.sighting));
  return find;
}

function list({ lists }: Draft, name: ListName, { field, sighting, cued }: Seen): void {
  const { first, end } = cued ?? sighting;
  (lists[name][field] ??= []).push(first, end);
}
