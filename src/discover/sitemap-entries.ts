import { Parser } from 'htmlparser2';
import { foldSpace } from '../base/text.ts';
import { resolveUrl } from '../base/url.ts';

/** One `<url>` (a page) or `<sitemap>` (a further map) of a sitemap, its address absolute. */
export type SitemapEntry = {
  readonly kind: 'page' | 'map';
  readonly url: string;
  readonly date?: string;
  readonly title?: string;
};

/** The fields of an entry that are read. `own` is text without a `<loc>` around it, which some maps have. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['loc', 'loc'],
  ['lastmod', 'lastmod'],
  ['news:publication_date', 'published'],
  ['news:title', 'title'],
]);

/** A map is three or four levels deep; the parser slows with depth, so what is nested like this is an attack and is read no further. */
const GIVE_UP = 100;
const CHUNK = 65_536;

/** Where the reader is in a map. */
type Place = {
  depth: number;
  isMap: boolean;
  /** The entry that is open: its tag in full, and the texts of its fields so far. */
  open: { readonly tag: string; readonly prefix: string; readonly texts: Map<string, string> } | undefined;
  field: string | undefined;
};

/**
 * Reads a map by events: one may hold 50,000 entries, of which no tree is wanted. Namespaces may have any prefix, or be wrong.
 * Undefined when there is neither a `<urlset>` nor a `<sitemapindex>`.
 */
export function readSitemapEntries(xml: string, base: string): readonly SitemapEntry[] | undefined {
  const entries: SitemapEntry[] = [];
  const place: Place = { depth: 0, isMap: false, open: undefined, field: undefined };
  const parser = new Parser(
    {
      onopentagname: (name) =>
        enter(place, name.toLowerCase(), (entry) => entries.push(...entryOf(entry, base))),
      ontext: (text) => {
        const { open, field } = place;
        if (field !== undefined) open?.texts.set(field, (open.texts.get(field) ?? '') + text);
      },
      onclosetag: (name) => {
        place.depth -= 1;
        place.field = 'own';
        if (place.open?.tag !== name.toLowerCase()) return;
        entries.push(...entryOf(place.open, base));
        place.open = undefined;
      },
    },
    { xmlMode: true },
  );
  for (let at = 0; at < xml.length; at += CHUNK) {
    if (place.depth > GIVE_UP) break;
    parser.write(xml.slice(at, at + CHUNK));
  }
  parser.end();
  return place.isMap ? entries : undefined;
}

function enter(place: Place, tag: string, done: (entry: NonNullable<Place['open']>) => void): void {
  const at = tag.indexOf(':') + 1;
  const [prefix, local] = [tag.slice(0, at), tag.slice(at)];
  place.depth += 1;
  place.isMap ||= local === 'urlset' || local === 'sitemapindex';
  const isEntry =
    (local === 'url' || local === 'sitemap') && (place.open === undefined || place.open.prefix === prefix);
  if (isEntry) {
    // The one before was never closed.
    if (place.open !== undefined) done(place.open);
    place.open = { tag, prefix, texts: new Map() };
    place.field = 'own';
  } else place.field = FIELDS.get(prefix === place.open?.prefix ? local : tag);
}

function entryOf({ tag, texts }: NonNullable<Place['open']>, base: string): readonly SitemapEntry[] {
  const text = (field: string): string => foldSpace(texts.get(field) ?? '');
  const address = text('loc') || text('own');
  const url = address === '' ? undefined : resolveUrl(address, base);
  if (url === undefined) return [];
  const date = text('published') || text('lastmod');
  return [
    {
      kind: tag.endsWith('sitemap') ? 'map' : 'page',
      url,
      ...(date === '' ? {} : { date }),
      ...(text('title') === '' ? {} : { title: text('title') }),
    },
  ];
}
