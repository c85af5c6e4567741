/**
 * A selector within a card (`h3 a`, `time@datetime` for an attribute, `.` for the card itself, `.@text` for the loose text that stands in it and in
 * no element of its own), or a chain of them: the first that gives text wins.
 */
export type CardField = string | readonly string[];

/** WordPress REST: `base` is the site or sub-path above `wp-json`, `type` the REST base of the post type. */
export type WordPressStrategy = {
  readonly kind: 'wordpress';
  readonly base: string;
  readonly type: string;
  /** Posts a page, 1–100 (WordPress refuses more). */
  readonly perPage: number;
  /** Extra query arguments, e.g. `categories=12`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly maxPages: number;
};

/** An RSS, RDF, Atom or JSON feed; it is always read whole. */
export type FeedStrategy = { readonly kind: 'feed'; readonly url: string };

/** A sitemap or sitemap index, plain or gzipped; `include` and `exclude` judge page addresses. */
export type SitemapStrategy = {
  readonly kind: 'sitemap';
  readonly url: string;
  readonly include?: RegExp;
  readonly exclude?: RegExp;
  /** How many child sitemaps of an index may be read in one run. */
  readonly maxMaps: number;
};

/** How numbered listing pages are addressed: a query parameter, or a path with `{n}` in it. */
export type Paging = {
  readonly param?: string;
  readonly path?: string;
  /** The number of page 1 (Drupal: 0; ColdFusion `startRow`: 1). */
  readonly first: number;
  /** What one page adds to the number (`startRow` with ten a page: 10). */
  readonly step: number;
};

/** Where a card has its parts. */
export type CardParts = {
  readonly link: CardField;
  readonly title?: CardField;
  readonly date?: CardField;
  readonly teaser?: CardField;
};

/** The newest posts where they stand apart from the list and in other mark-up; a part that is not given is read as in the list. */
export type Lead = Partial<CardParts> & { readonly card: string | readonly string[] };

export type ListingFields = CardParts & {
  /** `{year}` is the year of the run. */
  readonly url: string;
  readonly card: string | readonly string[];
  /** Cards without an element round them: each begins at what `card` finds, and goes on to the sibling where the next begins. */
  readonly flat?: boolean;
  readonly lead?: Lead;
  /** New posts come at the end of the last page: it is read in each run. */
  readonly oldestFirst?: boolean;
  /** Selector of the link to the next page; either this or `pages`, or neither for a single page. */
  readonly next?: string | readonly string[];
  readonly pages?: Paging;
  readonly maxPages: number;
};

/** A listing page in HTML. */
export type ListingStrategy = ListingFields & { readonly kind: 'listing' };

/** A listing that exists only after JavaScript; `more` is the selector of a "load more" button. */
export type BrowserStrategy = ListingFields & { readonly kind: 'browser'; readonly more?: string };

/** How a source is discovered, or witnessed. Plain data. */
export type Strategy = WordPressStrategy | FeedStrategy | SitemapStrategy | ListingStrategy | BrowserStrategy;

/** A field of an article read from its JSON-LD, by property name (`headline`, `datePublished`). */
export type JsonLd = { readonly jsonLd: string };

type Defaulted<T, K extends keyof T> = Omit<T, 'kind' | K> & Partial<Pick<T, K>>;

/** `wordpress({ base: '/', type: 'posts' })`; 100 posts a page and at most 20 pages unless told otherwise. */
export function wordpress(
  fields: Defaulted<WordPressStrategy, 'type' | 'perPage' | 'maxPages'>,
): WordPressStrategy {
  return { kind: 'wordpress', type: 'posts', perPage: 100, maxPages: 20, ...fields };
}

/** `feed({ url: '/feed/' })`. */
export function feed(fields: Omit<FeedStrategy, 'kind'>): FeedStrategy {
  return { kind: 'feed', ...fields };
}

/** `sitemap({ url: '/sitemap.xml', include: /\/news\// })`; at most 20 maps of an index unless told otherwise. */
export function sitemap(fields: Defaulted<SitemapStrategy, 'maxMaps'>): SitemapStrategy {
  return { kind: 'sitemap', maxMaps: 20, ...fields };
}

/** `listing({ url: '/news/', card: 'article', link: 'h3 a' })`; at most 3 pages unless told otherwise. */
export function listing(fields: Defaulted<ListingStrategy, 'maxPages'>): ListingStrategy {
  return { kind: 'listing', maxPages: 3, ...fields };
}

/** As `listing`, for a page that must be rendered first; at most 3 presses of `more` unless told otherwise. */
export function browser(fields: Defaulted<BrowserStrategy, 'maxPages'>): BrowserStrategy {
  return { kind: 'browser', maxPages: 3, ...fields };
}

/** A field read from the article's JSON-LD. */
export function jsonLd(property: string): JsonLd {
  return { jsonLd: property };
}
