import type { HtmlElement as Element } from '../base/html.ts';

/** Namespaces of feeds under the prefix they usually have; '' for the feed formats themselves. Matched by how the address starts. */
const NAMESPACES: readonly (readonly [start: string, prefix: string])[] = [
  ['www.w3.org/2005/atom', ''],
  ['purl.org/atom/', ''],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/', 'module'],
  ['purl.org/rss/1.0', ''],
  ['purl.org/net/rss1.1', ''],
  ['my.netscape.com/', ''],
  ['channel.netscape.com/', ''],
  ['backend.userland.com/', ''],
  ['blogs.law.harvard.edu/', ''],
  ['cyber.law.harvard.edu/', ''],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/dc/elements', 'dc'],
  ['rssnamespace.org/feedburner', 'feedburner'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/1999/02/22-rdf', 'rdf'],
];

const UNDECLARED: ReadonlyMap<string, string> = new Map([
  ['atom', ''],
  ['rss', ''],
]);

/** The prefixes of known namespaces, by those that a feed declares for them. */
export function prefixesOf(elements: readonly Element[]): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const { attribs } of elements) {
    for (const name in attribs) {
      if (!/^xmlns:/i.test(name)) continue;
      const known = prefixOf(attribs[name] ?? '');
      if (known !== undefined) declared.set(name.slice(6).toLowerCase(), known);
    }
  }
  return declared;
}

/** The prefix that a namespace usually has; '' for those of feeds, undefined for an unknown one. */
export function prefixOf(namespace: string): string | undefined {
  const bare = namespace.toLowerCase().replace(/^https?:\/\//, '');
  return NAMESPACES.find(([start]) => bare.startsWith(start))?.[1];
}

/** `atom:title` → `title`, `d:date` → `dc:date` where `d` was declared so; in lower case. */
export function plainName(name: string, prefixes: ReadonlyMap<string, string>): string {
  const [first = '', second] = name.toLowerCase().split(':');
  if (second === undefined) return first;
  const prefix = prefixes.get(first) ?? UNDECLARED.get(first) ?? first;
  return prefix === '' ? second : `${prefix}:${second}`;
}
