/** What a server said a copy may be checked against (RFC 9110, 8.8). */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

/** Where an encoding was learnt. */
export const CHARSET_ORIGINS = ['bom', 'header', 'meta', 'xml', 'sniffed', 'default'] as const;

/** A page that was read whole and is content, as far as the fetcher can tell. */
export type Page = {
  readonly kind: 'page';
  /** As asked for. */
  readonly url: string;
  /** After redirects. */
  readonly finalUrl: string;
  readonly status: number;
  /** Names in lower case; of repeated fields the values joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Media type in lower case, without parameters; '' when the server named none. */
  readonly contentType: string;
  /** WHATWG name of the encoding that was used, and where it was learnt. */
  readonly charset: string;
  readonly charsetFrom: (typeof CHARSET_ORIGINS)[number];
  readonly body: string;
  /** Bytes as they came over the wire, and after decompression. */
  readonly wireBytes: number;
  readonly bytes: number;
  readonly validators: Validators;
  readonly redirects: readonly { readonly from: string; readonly to: string; readonly status: number }[];
  /** Unix time in milliseconds. */
  readonly fetchedAt: number;
};

/** Everything that can come of asking for an address. Only a `page` ever reaches an adapter. */
export type FetchOutcome =
  | Page
  | { readonly kind: 'notModified'; readonly url: string }
  /** A challenge, consent wall, log-in form or a 401, 403 or 451: a person must look; never evaded. */
  | { readonly kind: 'blocked'; readonly url: string; readonly status: number; readonly why: string }
  /**
   * 429 or 503: the host asked to be left alone until `retryAt` (Unix ms); the visit ends. `status` is 0 where it
   * was not asked, since an earlier wish still holds, and 200 where only the text of the page said so.
   */
  | { readonly kind: 'throttled'; readonly url: string; readonly status: number; readonly retryAt: number }
  | { readonly kind: 'robotsDisallowed'; readonly url: string; readonly why: string }
  /** 404, 410, or a 200 that says "not found". */
  | { readonly kind: 'gone'; readonly url: string; readonly status: number; readonly why: string }
  /** Sent to the home page of the site (or of another) instead of the page asked for. */
  | { readonly kind: 'movedHome'; readonly url: string; readonly to: string }
  /** Our own guard would not dial it. */
  | { readonly kind: 'refused'; readonly url: string; readonly why: string }
  /** Network, protocol, size, time or decoding; worth another try later. */
  | { readonly kind: 'failed'; readonly url: string; readonly why: string; readonly status?: number };

/** A page as its reader gave it back: its text packed, and in no other form. Without `copy` its reader was stopped over it. */
export type ReadPage = Omit<Page, 'body'> & {
  /** The text under zstd (RFC 8878) as it is kept, and the SHA-256 of that in hex. */
  readonly copy?: { readonly packed: Uint8Array; readonly hash: string };
};

/** What came of asking for an address and having the answer read. */
export type ReadOutcome = Exclude<FetchOutcome, Page> | ReadPage;

/** What was kept of a page besides its text. */
export type KeptPage = Pick<Page, 'url' | 'finalUrl' | 'contentType' | 'body' | 'fetchedAt'> &
  Partial<Pick<Page, 'status' | 'headers'>>;

/** A page again, from what was kept of it: its text was decoded when it came, so it is UTF-8 now. */
export function pageAgain(kept: KeptPage): Page {
  const bytes = Buffer.byteLength(kept.body);
  return {
    kind: 'page',
    status: 200,
    headers: {},
    ...kept,
    charset: 'UTF-8',
    charsetFrom: 'header',
    wireBytes: bytes,
    bytes,
    validators: {},
    redirects: [],
  };
}

/** A page of a listing that was due to be read when its reading was cut short. */
export type Frontier = { readonly url: string; readonly pageNumber: number };
