import { defined } from '../base/defined.ts';
import { foldSpace } from '../base/text.ts';
import { type Council, councilByCode, currentOf } from '../classify/councils/councils.ts';
import { GENERAL } from '../classify/load-taxonomy.ts';
import { byListing, type Catalogue, havingValue, type Made } from './catalogue.ts';
import { type Entry, isShowable } from './entry.ts';
import { tellSameStory } from './same-story.ts';
import { likenessWord, SIMILAR, similarCouncils } from './similar.ts';

/** What another site's page is about: a council and a kind of contract, either of which may be unknown. */
export type Occasion = {
  readonly council?: Place;
  /** A buyer that was named and that no list of ours has; an entry may know it by the slug of its name. */
  readonly stranger?: string;
  /** Slugs, the most fitting first; none when the kind of contract is not known. */
  readonly topics: readonly string[];
};

/** A council or another buyer, as an occasion needs it. */
export type Place = { readonly code: string; readonly name: string; readonly nation: string };

/** Where an entry is seen from a council. */
export type Nearness = 'same council' | 'similar council' | 'same nation' | 'elsewhere';

/** An entry that was chosen, and the facts it was chosen by. */
export type Pick = {
  readonly entry: Entry;
  readonly nearness: Nearness;
  /** The council that makes it near: the same one, or the most similar one. */
  readonly near?: Council;
  /** The topic they share, if any. */
  readonly topic?: string;
};

const PLACES: readonly Nearness[] = ['same council', 'similar council', 'same nation', 'elsewhere'];
const EVIDENCE = ['independently-evaluated', 'quantified', 'claimed'];

/**
 * Chooses the entries that serve an occasion best, the same ones every time: those on its topic before all others, then by
 * place (same council, similar councils by rank, same nation), then the better evidenced and newer ones; after the topic come
 * examples of good buying in general, then other topics. Within each, a second story of one publisher waits for all others',
 * and whatever seems to tell a chosen story again waits for everything else.
 * It gives `limit` entries whenever the catalogue has that many to show.
 */
export function chooseShowcase(catalogue: Catalogue, occasion: Occasion, limit: number): Pick[] {
  const view = viewFrom(occasion);
  const picks: Made[] = [];
  const again: Made[] = [];
  const seen = new Set<number>();
  for (const pool of pools(catalogue, occasion, view)) {
    const fresh = pool.filter(({ entry }) => !seen.has(entry.id) && isShowable(entry));
    for (const { entry } of fresh) seen.add(entry.id);
    take(catalogue, inOrder(fresh, occasion, view), { picks, again, limit });
    if (picks.length >= limit) break;
  }
  return [...picks, ...again].slice(0, limit).map((made) => pickOf(made, occasion, view));
}

/** The best first; newer ones before older ones. */
function inOrder(pool: readonly Made[], occasion: Occasion, view: View): Made[] {
  return pool
    .map((made) => ({ made, rank: rankOf(made, occasion, view) }))
    .sort((a, b) => a.rank - b.rank || byListing(a.made, b.made))
    .map(({ made }) => made);
}

type Taken = { readonly picks: Made[]; readonly again: Made[]; readonly limit: number };

/** Takes what is still wanted of a pool: first of publishers that have nothing yet, then of the others; never a story once more. */
function take(catalogue: Catalogue, pool: readonly Made[], { picks, again, limit }: Taken): void {
  const later: Made[] = [];
  const takeOne = (made: Made) =>
    (picks.some((pick) => tellSameStory(catalogue, pick, made)) ? again : picks).push(made);
  for (const made of pool) {
    if (picks.length >= limit) return;
    if (picks.some(({ entry }) => entry.publisher === made.entry.publisher)) later.push(made);
    else takeOne(made);
  }
  for (const made of later) if (picks.length < limit) takeOne(made);
}

/** Where to look, the best first, so that of ten thousand entries only a few hundred need be weighed. */
function* pools(catalogue: Catalogue, { topics }: Occasion, view: View): Generator<readonly Made[]> {
  for (const topic of topics) yield havingValue(catalogue, 'topic', topic);
  // A neighbour's other trade says less about a contract than how to buy well does.
  if (topics.length > 0) yield havingValue(catalogue, 'topic', GENERAL);
  // A former council and its successor have entries in common.
  yield [...new Set([...view.own].flatMap((code) => havingValue(catalogue, 'council', code)))];
  for (const code of view.ranks.keys()) yield havingValue(catalogue, 'council', code);
  yield havingValue(catalogue, 'nation', view.nation);
  yield catalogue.made;
}

/** The reason for a choice, for readers: "similar rural council · waste and recycling". */
export function whyPicked(pick: Pick, occasion: Occasion, topicTitle: (slug: string) => string): string {
  const place = placeWords(pick, occasion.council);
  const slug = pick.topic ?? pick.entry.topics[0];
  const topic =
    slug === undefined || slug === GENERAL ? 'good buying in general' : topicTitle(slug).toLowerCase();
  return place === '' ? topic : `${place} · ${topic}`;
}

function placeWords({ nearness, near, entry }: Pick, from: Place | undefined): string {
  switch (nearness) {
    case 'same council':
      return from === undefined || councilByCode(from.code) === undefined ? 'same buyer' : 'same council';
    case 'similar council':
      return foldSpace(`similar ${near === undefined ? '' : likenessBetween(from, near)} council`);
    case 'same nation':
      return from === undefined ? '' : `also in ${from.nation}`;
    case 'elsewhere':
      return entry.councils.length > 0 && from !== undefined ? anotherBuyer(entry) : '';
  }
}

function anotherBuyer({ councils }: Entry): string {
  return councils.some(({ code }) => councilByCode(code) !== undefined) ? 'another council' : 'another buyer';
}

// A former council is called what stands there now.
function likenessBetween(from: Place | undefined, near: Council): string {
  const [here] = from === undefined ? [] : currentOf(from.code);
  return here === undefined ? '' : likenessWord(here, near);
}

/** The current councils one stands in, how similar each other one is (from 1), and the nation. */
type View = {
  readonly own: ReadonlySet<string>;
  readonly ranks: ReadonlyMap<string, number>;
  readonly nation: string;
};

function viewFrom({ council, stranger }: Occasion): View {
  if (council === undefined)
    return { own: new Set(stranger === undefined ? [] : [stranger]), ranks: new Map(), nation: '' };
  const nearest = similarCouncils(council.code).slice(0, SIMILAR);
  return {
    own: new Set([council.code, ...currentOf(council.code).map(({ code }) => code)]),
    ranks: new Map(nearest.map(({ code }, at) => [code, at + 1])),
    nation: council.nation,
  };
}

const RANKS = 32;

/** How well an entry serves, as a number: less is better. By topic, then place, how alike the council is, evidence. */
function rankOf({ entry, places }: Made, { topics }: Occasion, view: View): number {
  const at = topics.findIndex((topic) => entry.topics.includes(topic));
  const { nearness, rank } = placeOf(places, entry, view);
  const evidence = EVIDENCE.indexOf(entry.evidence);
  // Among strangers to the topic, stories about good buying itself say more than another trade's.
  const isForeign = at === -1 && !entry.topics.includes(GENERAL) ? 1 : 0;
  const byPlace = (at === -1 ? topics.length : at) * PLACES.length + PLACES.indexOf(nearness);
  const byEvidence = isForeign * (EVIDENCE.length + 1) + (evidence === -1 ? EVIDENCE.length : evidence);
  return (byPlace * RANKS + Math.min(rank, RANKS - 1)) * 2 * (EVIDENCE.length + 1) + byEvidence;
}

function pickOf({ entry, places }: Made, { topics }: Occasion, view: View): Pick {
  const { nearness, near } = placeOf(places, entry, view);
  const topic = topics.find((one) => entry.topics.includes(one));
  return { entry, nearness, ...defined({ near, topic }) };
}

type Placed = { readonly nearness: Nearness; readonly near?: Council; readonly rank: number };

function placeOf(places: readonly Council[], entry: Entry, view: View): Placed {
  let nearest: Council | undefined;
  for (const place of places) {
    if (view.own.has(place.code)) return { nearness: 'same council', near: place, rank: 0 };
    if ((view.ranks.get(place.code) ?? Infinity) < (view.ranks.get(nearest?.code ?? '') ?? Infinity))
      nearest = place;
  }
  // A former council without successors is only known by its own code.
  if (entry.councils.some(({ code }) => view.own.has(code))) return { nearness: 'same council', rank: 0 };
  if (nearest !== undefined)
    return { nearness: 'similar council', near: nearest, rank: view.ranks.get(nearest.code) ?? 0 };
  const isNational = view.nation !== '' && places.some(({ nation }) => nation === view.nation);
  return { nearness: isNational ? 'same nation' : 'elsewhere', rank: 0 };
}
