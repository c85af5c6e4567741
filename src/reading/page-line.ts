import * as z from 'zod';

/** A page as one line of `lamplighter read`. */
export const PageLine = z
  .object({
    id: z.union([z.string(), z.number()]),
    url: z.url({ protocol: /^https?$/ }),
    status: z.int().nullish(),
    headers: z.record(z.string(), z.string()).nullish(),
    html: z.string().nullish(),
    base64: z.base64().nullish(),
    card: z.object({ title: z.string().nullish(), date: z.string().nullish() }).nullish(),
  })
  .refine((line) => typeof line.html === 'string' || typeof line.base64 === 'string', 'needs html or base64');
export type PageLine = z.infer<typeof PageLine>;

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
