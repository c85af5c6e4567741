import { type KeyRules, urlKey } from '../base/url.ts';
import { foldTitle } from '../health/listing-facts.ts';
import type { Card } from '../model/card.ts';
import type { PostOnRecord } from '../store/known-posts.ts';
import { segments } from '../workshop/survey/address-shape.ts';

/** A card of the site as it is now, and the post on record that it is. */
export type FoundAgain = { readonly card: Card; readonly post: PostOnRecord };

export type Alignment = {
  readonly pairs: readonly FoundAgain[];
  /** Cards that are no post on record. */
  readonly strangers: readonly Card[];
};

/**
 * Finds the posts on record among cards: by address, else by title with the last part of the address or the day, else by a title or a
 * telling last part that only one of each side has. Posts are the truth that new places are found by.
 */
export function align(cards: readonly Card[], posts: readonly PostOnRecord[], rules: KeyRules): Alignment {
  const byKey = new Map(posts.map((post) => [post.key, post]));
  const byTitle = grouped(posts, ({ title }) => foldTitle(title));
  const shown = grouped(cards, ({ title }) => foldTitle(title ?? ''));
  const bySlug = grouped(posts, ({ url }) => slugOf(url));
  const slugs = grouped(cards, ({ url }) => slugOf(url));
  const taken = new Set<number>();
  const pairs: FoundAgain[] = [];
  const strangers: Card[] = [];
  const later: Card[] = [];
  const take = (card: Card, post: PostOnRecord | undefined): boolean => {
    if (post === undefined || taken.has(post.id)) return false;
    taken.add(post.id);
    pairs.push({ card, post });
    return true;
  };
  for (const card of cards) if (!take(card, byKey.get(urlKey(card.url, rules)))) later.push(card);
  for (const card of later) {
    const folded = foldTitle(card.title ?? '');
    const same = (folded === '' ? [] : (byTitle.get(folded) ?? [])).filter(({ id }) => !taken.has(id));
    const slug = same.filter(({ url }) => slugOf(url) === slugOf(card.url));
    const day = same.filter(({ published }) => published !== null && published === card.published?.value);
    const isOnly = same.length === 1 && shown.get(folded)?.length === 1;
    const namesake = (bySlug.get(slugOf(card.url)) ?? []).filter(({ id }) => !taken.has(id));
    const isTold = /-.*-/.test(slugOf(card.url)) && slugs.get(slugOf(card.url))?.length === 1;
    const named = isTold && namesake.length === 1 ? namesake[0] : undefined;
    const one = [slug, day].find(({ length }) => length === 1)?.[0] ?? (isOnly ? same[0] : named);
    if (!take(card, one)) strangers.push(card);
  }
  return { pairs, strangers };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** The last part of an address, as far as it names a post. */
export function slugOf(url: string): string {
  return (segments(url).at(-1) ?? '').replace(/\.\w{2,5}$/, '');
}
