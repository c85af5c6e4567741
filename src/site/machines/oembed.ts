import * as z from 'zod';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { casePath } from '../../catalogue/entry.ts';
import type { PublishDeps } from '../deps.ts';
import { escapeHtml } from '../embed.ts';
import { json, type Payload } from '../send.ts';

export type OembedAnswer =
  | { readonly kind: 'found'; readonly payload: Payload }
  | { readonly kind: 'refused'; readonly status: number; readonly say: string };

/** What a site asks by oEmbed; a width or height that is no number is none. */
export const OembedQuery = z.object({
  url: z.string().default(''),
  format: z.string().default('json'),
  maxwidth: z.coerce.number().catch(0),
  maxheight: z.coerce.number().catch(0),
});

/** oEmbed 1.0: the address of a case study gives a card of type `rich`. */
export function oembedAnswer(deps: PublishDeps, query: z.infer<typeof OembedQuery>): OembedAnswer {
  if (query.format !== 'json') return { kind: 'refused', status: 501, say: 'Only format=json is offered.' };
  const wanted = URL.parse(query.url);
  if (wanted === null || wanted.origin !== new URL(deps.publicUrl).origin)
    return {
      kind: 'refused',
      status: 404,
      say: `Give the address of a case study at ${deps.publicUrl} as url.`,
    };
  const id = /^\/case\/(\d{1,15})(?:-|$)/.exec(wanted.pathname)?.[1];
  const entry = readCatalogue(deps.store).byId.get(Number(id ?? -1));
  if (entry === undefined || entry.withdrawn !== null)
    return { kind: 'refused', status: 404, say: 'No case study has this address.' };
  const url = `${deps.publicUrl}${casePath(entry)}`;
  const width = Math.min(Math.max(query.maxwidth || 600, 200), 1200);
  const html = `<blockquote class="lamplighter-card"><p><small>${escapeHtml(entry.publisher)}</small></p><p><a href="${escapeHtml(url)}">${escapeHtml(entry.title)}</a></p><p>${escapeHtml(entry.blurb)}</p></blockquote>`;
  return {
    kind: 'found',
    payload: json({
      version: '1.0',
      type: 'rich',
      title: entry.title,
      author_name: entry.publisher,
      provider_name: 'Lamplighter',
      provider_url: deps.publicUrl,
      cache_age: 3600,
      width,
      height: Math.min(220, query.maxheight || 220),
      html,
    }),
  };
}
