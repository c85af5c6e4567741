import * as z from 'zod';

/** A page to render, as its process is told. */
export const RenderOrderSchema = z.strictObject({
  kind: z.literal('order'),
  id: z.string(),
  url: z.string(),
  /** The guarding proxy: the only thing that the browser may speak to. */
  proxy: z.string(),
  agent: z.string(),
  waitFor: z.array(z.string()),
  more: z.string().optional(),
  rounds: z.int(),
  /** Between two askings for more. */
  pauseMs: z.number(),
  /** For each step: to open the page, and until something of it is there. */
  stepMs: z.number(),
  /** For all that is done with an open page. */
  readMs: z.number(),
  maxBytes: z.number(),
});
export type RenderOrder = z.infer<typeof RenderOrderSchema>;

const VerdictSchema = z.strictObject({ kind: z.literal('verdict'), ask: z.int(), ok: z.boolean() });

/** What the process of the browser hears. */
export const ToBrowserSchema = z.discriminatedUnion('kind', [RenderOrderSchema, VerdictSchema]);
export type ToBrowser = z.infer<typeof ToBrowserSchema>;

const RenderedSchema = z.strictObject({
  kind: z.literal('rendered'),
  id: z.string(),
  html: z.string(),
  finalUrl: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  redirects: z.array(z.strictObject({ from: z.string(), to: z.string(), status: z.int() })),
});
export type Rendered = z.infer<typeof RenderedSchema>;

const BrokenSchema = z.strictObject({
  kind: z.literal('broken'),
  id: z.string(),
  why: z.string(),
  /** The last address that the page itself was sent to, where it is known. */
  ended: z.string().optional(),
});
export type Broken = z.infer<typeof BrokenSchema>;

/** What the process of the browser says: it is ready; may it ask for this https address; what came of an order. */
export const FromBrowserSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('may'), ask: z.int(), id: z.string(), url: z.string() }),
  RenderedSchema,
  BrokenSchema,
]);
export type FromBrowser = z.infer<typeof FromBrowserSchema>;
