/** How a council bought: the name of the procedure, in its plain sense. */
export const BUYING_ROUTES = [
  { slug: 'framework', label: 'From a framework' },
  { slug: 'open', label: 'Open procedure' },
  { slug: 'restricted', label: 'Restricted procedure' },
  { slug: 'negotiated', label: 'Negotiated or dialogue' },
  { slug: 'dynamic', label: 'Dynamic purchasing system or market' },
  { slug: 'below-threshold', label: 'Quotes below the threshold' },
  { slug: 'direct', label: 'Direct award' },
  { slug: 'in-house', label: 'Brought in house' },
  { slug: 'other', label: 'Another way' },
] as const;

export type BuyingRoute = (typeof BUYING_ROUTES)[number]['slug'];
export const BUYING_ROUTE_SLUGS: readonly BuyingRoute[] = BUYING_ROUTES.map(({ slug }) => slug);

/** What a reader asks of a case, each part only where a person confirmed it from the text. */
export type CaseFacts = {
  readonly challenge?: string;
  readonly bought?: string;
  /** `amount` in whole units of `currency` (ISO 4217); `say` as the text puts it: "£25 million over ten years". */
  readonly cost?: { readonly amount: number; readonly currency: string; readonly say: string };
  readonly result?: { readonly say: string; readonly value?: number; readonly unit?: string };
  readonly route?: BuyingRoute;
  readonly supplier?: string;
  /** ISO 8601 date, as far as it is known: 2024-09-20, 2024-09 or 2024. */
  readonly starts?: string;
  /** How long, in months. */
  readonly months?: number;
  /** Whom to ask: an office or a public address, never a private person's. */
  readonly contact?: string;
};
