import type { Expectations } from '../../base/source.ts';
import { defined } from '../../base/defined.ts';
import type { LearntRule } from '../../model/learnt-rule.ts';
import { sameWords } from '../../extract/plain-text.ts';

/** What is known of a post's place and content, read or listed. */
export type Placed = {
  readonly url: string;
  readonly title: string;
  readonly published: string | null;
};

/** What a rule adds to an adapter's definition, where a program can write it there. */
type Addition =
  | { readonly field: 'dropParams' | 'keepParams'; readonly name: string }
  | { readonly field: 'date' | 'author' | 'drop'; readonly selector: string }
  | { readonly field: 'expect'; readonly expect: Expectations };

/** A rule that an adapter lacks, as it would be written there, and why; without `adds` a person must write it. */
export type Advice = LearntRule & { readonly adds?: Addition };

/** So many different posts must show the same before it is a habit of the site, */
export const LEAST_POSTS = 3;
/** called by so many words, */
export const LEAST_WORDS = 3;
/** and of one post so many copies are compared. */
const MOST_COPIES = 20;

/** How two addresses of one content differ, if it is in one thing. */
type Difference =
  | { readonly kind: 'param' | 'prefix'; readonly name: string }
  | { readonly kind: 'fragment'; readonly name: '' };

/**
 * What changes in a site's addresses while title and day stay the same, learnt from the posts that it gave us: a parameter, a prefix of
 * the path, a fragment. What tells different posts apart elsewhere on the site is never proposed.
 */
export function identityAdvice(posts: readonly Placed[]): Advice[] {
  const found = new Map<
    string,
    { readonly difference: Difference; readonly groups: Set<string>; example: string }
  >();
  for (const [content, urls] of copiesOf(posts)) {
    for (const [one, other] of pairsOf(urls)) {
      const difference = differenceOf(one, other);
      if (difference === undefined) continue;
      const key = `${difference.kind} ${difference.name}`;
      const known = found.get(key) ?? { difference, groups: new Set(), example: `${one} and ${other}` };
      known.groups.add(content);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .filter(({ difference, groups }) => groups.size >= LEAST_POSTS && !tellsApart(posts, difference))
    .map(({ difference, groups, example }) => ({
      rule: ruleOf(difference),
      ...defined({ adds: additionOf(difference) }),
      why: `${groups.size} posts came under addresses that differ in nothing else: ${example}`,
    }));
}

/** Addresses by what stands there, where that is more than one. */
function copiesOf(posts: readonly Placed[]): readonly (readonly [string, readonly string[]])[] {
  const all = new Map<string, string[]>();
  for (const { title, published, url } of posts) {
    const words = sameWords(title);
    // "Untitled" and "Read more" are no title.
    if (words.split(' ').length < LEAST_WORDS) continue;
    const content = `${words} ${published ?? ''}`;
    all.set(content, [...(all.get(content) ?? []).slice(0, MOST_COPIES - 1), url]);
  }
  return [...all].filter(([, urls]) => urls.length > 1);
}

function pairsOf(urls: readonly string[]): readonly (readonly [string, string])[] {
  return urls.slice(1).map((url) => [urls[0] ?? '', url]);
}

function differenceOf(one: string, other: string): Difference | undefined {
  const [a, b] = [URL.parse(one), URL.parse(other)];
  if (a === null || b === null || a.host !== b.host) return undefined;
  const params = differingParams(a, b);
  const differs = [a.pathname !== b.pathname, params.length > 0, a.hash !== b.hash];
  if (differs.filter(Boolean).length !== 1) return undefined;
  if (a.hash !== b.hash) return { kind: 'fragment', name: '' };
  if (params.length > 0) return params.length === 1 ? { kind: 'param', name: params[0] ?? '' } : undefined;
  const prefix = prefixOf(a.pathname, b.pathname) ?? prefixOf(b.pathname, a.pathname);
  return prefix === undefined ? undefined : { kind: 'prefix', name: prefix };
}

function differingParams(a: URL, b: URL): readonly string[] {
  const names = new Set([...a.searchParams.keys(), ...b.searchParams.keys()]);
  return [...names].filter(
    (name) => a.searchParams.getAll(name).join('&') !== b.searchParams.getAll(name).join('&'),
  );
}

/** The folder that one path has in front of the other. */
function prefixOf(longer: string, shorter: string): string | undefined {
  const prefix = longer.slice(0, Math.max(0, longer.length - shorter.length));
  return longer.endsWith(shorter) && /^\/[\w-]+$/.test(prefix) ? prefix : undefined;
}

/** Whether posts of different titles have addresses that differ in this alone. */
function tellsApart(posts: readonly Placed[], difference: Difference): boolean {
  const titles = new Map<string, string>();
  return posts.some(({ url, title }) => {
    const bare = without(url, difference);
    const before = titles.get(bare);
    titles.set(bare, before ?? sameWords(title));
    return before !== undefined && before !== sameWords(title);
  });
}

function without(address: string, { kind, name }: Difference): string {
  const url = URL.parse(address);
  if (url === null) return address;
  if (kind === 'fragment') url.hash = '';
  if (kind === 'param') url.searchParams.delete(name);
  if (kind === 'prefix' && url.pathname.startsWith(`${name}/`))
    url.pathname = url.pathname.slice(name.length);
  return url.href;
}

function additionOf({ kind, name }: Difference): Addition | undefined {
  return kind === 'param' ? { field: 'dropParams', name } : undefined;
}

function ruleOf({ kind, name }: Difference): string {
  if (kind === 'param') return `dropParams: ['${name}']`;
  if (kind === 'prefix') return `urlRules: [{ from: /^\\${name}(?=\\/)/, to: '' }]`;
  return 'link: a selector without the fragment, since it names no post here';
}
