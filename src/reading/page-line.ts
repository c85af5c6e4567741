/** A page as one line of `lamplighter read`; it has `html` or `base64`. */
export type PageLine = {
  readonly id: string | number;
  readonly url: string;
  readonly status?: number | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | null | undefined;
  readonly html?: string | null | undefined;
  readonly base64?: string | null | undefined;
  readonly card?:
    | {
        readonly title?: string | null | undefined;
        readonly date?: string | null | undefined;
      }
    | null
    | undefined;
};

/** What a line gave; every key is there, null where nothing is known. */
export type ReadLine = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What is said of a line of which nothing is known but its kind. */
export function bareLine({ id, url }: PageLine, kind: string): ReadLine {
  return {
    id,
    url,
    kind,
    title: null,
    author: null,
    published: { value: null, precision: 'none', origin: 'none', confirmed: false },
    text: null,
    beside: [],
    canonicals: [],
    cut: null,
    why: null,
    evidence: null,
  };
}
