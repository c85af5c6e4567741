import { type KeyRules, urlKey } from '../../base/url.ts';
import { sameWords } from '../../extract/plain-text.ts';
import { type Advice, LEAST_POSTS, LEAST_WORDS, type Placed } from './identity.ts';

/** A title is another's if it has no more of its words. */
const MOST_SHARED = 0.2;

/**
 * The reverse: parameters that are dropped, since elsewhere they are for tracking or since the source says so, and by which alone a listing
 * tells posts of different titles apart. Without a rule all of these posts would be one.
 */
export function tellingAdvice(cards: readonly Placed[], source: KeyRules): Advice[] {
  const groups = new Map<string, Placed[]>();
  for (const card of cards) {
    const key = urlKey(card.url, source);
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  const found = new Map<string, Placed[]>();
  for (const group of groups.values()) {
    const titles = new Set(group.map(({ title }) => sameWords(title)).filter((title) => title !== ''));
    const names = titles.size < 2 ? [] : differingIn(group);
    for (const name of names.length === 1 ? names : [])
      found.set(name, [...(found.get(name) ?? []), ...group]);
  }
  return [...found].map(([name, posts]) => ({
    rule: `keepParams: ['${name}']`,
    adds: { field: 'keepParams', name },
    why: `${posts.length} posts of the listing differ in nothing else, and count as ${new Set(posts.map(({ url }) => urlKey(url, source))).size}: ${posts
      .slice(0, 2)
      .map(({ url }) => url)
      .join(' and ')}`,
  }));
}

/**
 * The same across runs: a listing that shows few posts at a time never shows two under one address at once. What it shows now under the address
 * of a post on record has another title, three times and more, and a parameter that was dropped.
 */
export function tellingAcrossRuns(
  cards: readonly Placed[],
  known: readonly (Placed & { readonly key: string })[],
  source: KeyRules,
): Advice[] {
  const titles = new Map(known.map(({ key, title }) => [key, sameWords(title)]));
  const found = new Map<string, string[]>();
  for (const { url, title } of cards) {
    const before = titles.get(urlKey(url, source));
    const [name, ...more] = droppedFrom(url, source);
    if (before === undefined || name === undefined || more.length > 0) continue;
    if (isAnother(sameWords(title), before)) found.set(name, [...(found.get(name) ?? []), url]);
  }
  return [...found]
    .filter(([, urls]) => urls.length >= LEAST_POSTS)
    .map(([name, urls]) => ({
      rule: `keepParams: ['${name}']`,
      adds: { field: 'keepParams', name },
      why: `${urls.length} posts of the listing count as posts on record of other titles: ${urls[0]}`,
    }));
}

/** The parameters of an address that its key leaves out. */
function droppedFrom(url: string, source: KeyRules): readonly string[] {
  const kept = new Set(URL.parse(urlKey(url, source))?.searchParams.keys());
  return [...new Set(URL.parse(url)?.searchParams.keys())].filter((name) => !kept.has(name));
}

/** Whether two titles have next to nothing in common: an edit leaves more. */
function isAnother(one: string, other: string): boolean {
  const [a, b] = [new Set(one.split(' ')), new Set(other.split(' '))];
  if (a.size < LEAST_WORDS || b.size < LEAST_WORDS) return false;
  return [...a].filter((word) => b.has(word)).length <= Math.min(a.size, b.size) * MOST_SHARED;
}

/** The parameters that have another value for each of several posts. */
function differingIn(posts: readonly Placed[]): readonly string[] {
  const urls = posts.flatMap(({ url }) => URL.parse(url) ?? []);
  const names = new Set(urls.flatMap((url) => [...url.searchParams.keys()]));
  return [...names].filter((name) => {
    const values = new Set(urls.map((url) => url.searchParams.get(name)));
    return values.size === urls.length && values.size > 1;
  });
}
