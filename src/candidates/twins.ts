import { addLatest } from '../store/latest-sketches.ts';
import type { Store } from '../store/open.ts';
import { addBoilerplate, type Boilerplate, boilerplateAmong } from '../store/boilerplate.ts';
import { dropEntries, keepSketch, postsFoundBy, type Sketched, sketchesOf } from '../store/sketches.ts';
import { MOST_SKETCHED } from '../model/likeness.ts';

/** Two texts tell the same story from here on: shared shingles as a share of the shorter text's own. */
const SAME_STORY = 0.3;
/** Two posts of one site share its footer before a third gives that away: only a copy is the same story there. */
const SAME_COPY = 0.9;
/** Fewer sampled shingles than this in common prove nothing: a quotation, an address. */
const LEAST_SHARED = 3;
/** What posts of one site have in common under so many titles is that site's, and no story's. */
const TITLES = 3;
/** So many posts are compared with a new one, those with most in common first. */
const MOST_COMPARED = 48;

/**
 * Keeps the sketch of a candidate's post and answers the candidates whose posts tell the same story. What this takes depends on the
 * length of the post, and not on how many others there are: a post is found by its lowest few hashes (and asks by twice as many), and what
 * its site says under every post leads nowhere. The caller holds a transaction.
 */
export function twinsOf(store: Store, postId: number, sketch: Uint32Array): number[] {
  const own = keepSketch(store, postId, sketch);
  const known = boilerplateAmong(store, own.hashes);
  const mine = ownOf(own.site, own.hashes, known);
  const few = fewOf(own.hashes.length);
  const others = sketchesOf(store, postsFoundBy(store, mine.subarray(0, 2 * few), MOST_COMPARED)).filter(
    (other) => other.postId !== postId,
  );
  const learnt = learn(store, own, others, mine);
  for (const hash of learnt) known.set(hash, [own.site, ...(known.get(hash) ?? [])]);
  addLatest(store, postId, ownOf(own.site, mine, known).subarray(0, few));
  return others
    .filter((other) => isSameStory(store, own, other, known))
    .map(({ candidateId }) => candidateId);
}

/** Long texts are found by more, so that an excerpt of a tenth still finds them. */
function fewOf(size: number): number {
  return 16 + Math.ceil(size / 16);
}

/**
 * Learns what a site says under every post, from the posts at hand: hashes that three titles of it share. Copies of one post are no
 * proof of any. None of them leads to a post of that site from now on.
 */
function learn(
  store: Store,
  own: Sketched,
  others: readonly Sketched[],
  hashes: Uint32Array,
): ReadonlySet<number> {
  const near = others.filter(({ site }) => site === own.site);
  if (new Set([own, ...near].map(({ title }) => title)).size < TITLES) return new Set();
  const titles = new Map<number, Set<string>>([...hashes].map((hash) => [hash, new Set([own.title])]));
  for (const { title, hashes: theirs } of near) for (const hash of theirs) titles.get(hash)?.add(title);
  const learnt = new Set([...titles].flatMap(([hash, under]) => (under.size >= TITLES ? [hash] : [])));
  addBoilerplate(store, own.site, learnt);
  dropEntries(
    store,
    learnt,
    near.map(({ postId }) => postId),
  );
  return learnt;
}

/**
 * Containment of the shorter text in the longer (Broder 1997), over the range of hashes that both sketches cover. What any site says under
 * all its posts is not shared, and what a post's own site says is no part of it.
 */
function isSameStory(store: Store, own: Sketched, other: Sketched, known: Boilerplate): boolean {
  const shared = countShared(own.hashes, other.hashes, known);
  if (shared < LEAST_SHARED) return false;
  const until = Math.min(covered(own.hashes), covered(other.hashes));
  const mine = upTo(own.hashes, until);
  const theirs = upTo(other.hashes, until);
  const size = Math.min(
    ownOf(own.site, mine, known).length,
    ownOf(other.site, theirs, boilerplateAmong(store, theirs)).length,
  );
  return shared / Math.max(1, size) >= (own.site === other.site ? SAME_COPY : SAME_STORY);
}

/** How many hashes are in both lists, ascending, and said by no site under all its posts. */
function countShared(mine: Uint32Array, theirs: Uint32Array, known: Boilerplate): number {
  let shared = 0;
  let at = 0;
  for (const hash of mine) {
    while (at < theirs.length && (theirs[at] ?? 0) < hash) at += 1;
    if (theirs[at] === hash && !known.has(hash)) shared += 1;
  }
  return shared;
}

/** Those of some hashes, ascending, that are not above a limit. */
function upTo(hashes: Uint32Array, limit: number): Uint32Array {
  let count = hashes.length;
  while (count > 0 && (hashes[count - 1] ?? 0) > limit) count -= 1;
  return hashes.subarray(0, count);
}

/** Those of these hashes that are not what the site says under every post. */
function ownOf(site: string, hashes: Uint32Array, known: Boilerplate): Uint32Array {
  const own = new Uint32Array(hashes.length);
  let count = 0;
  for (const hash of hashes) if (known.get(hash)?.includes(site) !== true) own[count++] = hash;
  return own.subarray(0, count);
}

/** A sketch holds every hash of its post up to here. */
function covered(hashes: Uint32Array): number {
  return hashes.length < MOST_SKETCHED ? Number.POSITIVE_INFINITY : (hashes.at(-1) ?? 0);
}
