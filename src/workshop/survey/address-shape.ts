/**
 * The shape of a post's address: folders by name, numbers as `N`, and the last part as `*`:
 * `/news/articles/2021/a-slug/` is `/news/articles/N/*`. Of a query the names, with values that are plain words:
 * `/index.php?id=3:lamps&view=article` is `/*?id=*&view=article`.
 */
export function shapeOf(url: string): string {
  const parts = segments(url);
  const folders = parts.slice(0, -1).map((part) => (/^\d+$/.test(part) ? 'N' : part));
  return `/${[...folders, parts.length === 0 ? '' : '*'].join('/')}${queryShape(url)}`;
}

function queryShape(url: string): string {
  const params = [...(URL.parse(url)?.searchParams ?? [])].map(
    ([name, value]) => `${name}=${/^[a-z_]{1,14}$/i.test(value) ? value : '*'}`,
  );
  return params.length === 0 ? '' : `?${params.sort().join('&')}`;
}

/** The commonest of some shapes, and the share of the addresses that have it. */
export function commonShape(urls: readonly string[]): { readonly shape: string; readonly share: number } {
  const counts = new Map<string, number>();
  for (const url of urls) counts.set(shapeOf(url), (counts.get(shapeOf(url)) ?? 0) + 1);
  const [shape = '/', count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { shape, share: urls.length === 0 ? 0 : count / urls.length };
}

/**
 * A pattern, as the text of a regular expression, that these addresses of posts match and the listing's own does not;
 * undefined where they have nothing in common to go by.
 */
export function patternFor(urls: readonly string[]): string | undefined {
  const { shape, share } = commonShape(urls);
  // A pattern of paths cannot tell posts apart that share one.
  if (shape.includes('?')) return undefined;
  const folders = shape.split('/').slice(1, -1);
  if (folders.length === 0) return undefined;
  if (share === 1) return `${folders.map(folderPattern).join('')}\\/[^/]+\\/?$`;
  const lists = urls.map((url) => segments(url).slice(0, -1));
  const [first = []] = lists;
  const shared = first.slice(0, first.findIndex((part, at) => lists.some((list) => list[at] !== part)) >>> 0);
  return shared.length === 0 || /^\d+$/.test(shared[0] ?? '')
    ? undefined
    : `^https?:\\/\\/[^/]+${shared.map(folderPattern).join('')}\\/.`;
}

/** The longest run of whole folders, without a number in them, that all these addresses have: `/news/articles/`. */
export function sharedFolder(urls: readonly string[]): string | undefined {
  const folders = pathShape(commonShape(urls).shape).split('/').slice(1, -1);
  const named = folders.slice(0, [...folders, 'N'].indexOf('N'));
  return named.length === 0 ? undefined : `/${named.join('/')}/`;
}

function pathShape(shape: string): string {
  return shape.replace(/\?.*/s, '');
}

/** A folder as the text of a regular expression; `N` is any number. */
export function folderPattern(part: string): string {
  if (part === 'N') return '\\/\\d+';
  return `\\/${part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`;
}

export function segments(url: string): string[] {
  return (URL.parse(url)?.pathname ?? '').split('/').filter((part) => part !== '');
}
