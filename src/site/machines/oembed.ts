import * as z from 'zod';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import { caseNumber } from '../../catalogue/entry.ts';
import type { PublishDeps } from '../deps.ts';
import { escapeHtml } from '../../base/text.ts';
import { type Framed, frameHeight } from '../frame.ts';
import { frameOfCase, frameOfList, frameOfOccasion } from '../framed.ts';
import { Filtered, Showcased } from '../inputs.ts';
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

/** oEmbed 1.0: the address of a case study, a list, a search or a block gives a frame of type `rich`. */
export function oembedAnswer(deps: PublishDeps, query: z.infer<typeof OembedQuery>): OembedAnswer {
  if (query.format !== 'json') return { kind: 'refused', status: 501, say: 'Only format=json is offered.' };
  const wanted = URL.parse(query.url);
  if (wanted === null || wanted.origin !== new URL(deps.publicUrl).origin)
    return {
      kind: 'refused',
      status: 404,
      say: `Give the address of a case study, a list, a search or a block at ${deps.publicUrl} as url.`,
    };
  const framed = framedAt(deps, wanted);
  if (framed === undefined)
    return { kind: 'refused', status: 404, say: 'There is nothing to embed at this address.' };
  const width = Math.min(Math.max(query.maxwidth || 600, 200), 1200);
  const high = frameHeight(framed.cards, width);
  const height = Math.min(high, query.maxheight > 0 ? query.maxheight : high);
  return { kind: 'found', payload: json(answer(deps, framed, { width, height })) };
}

// WordPress takes only a frame from those it does not know; where scripts may run, ours sets its height to what it needs.
function answer({ publicUrl }: PublishDeps, framed: Framed, size: { width: number; height: number }) {
  const [card, other] = framed.cards;
  const frame = [
    `<iframe src="${escapeHtml(publicUrl + framed.path)}" title="${escapeHtml(framed.title)}"`,
    `width="${size.width}" height="${size.height}" loading="lazy" style="max-width:100%;border:0"`,
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>',
  ].join(' ');
  return {
    version: '1.0',
    type: 'rich',
    title: framed.title,
    ...(card !== undefined && other === undefined ? { author_name: card.publisher } : {}),
    provider_name: 'Lamplighter',
    provider_url: publicUrl,
    cache_age: 3600,
    ...size,
    html: `${frame}<script type="module" src="${escapeHtml(publicUrl)}/embed.js"></script>`,
  };
}

/** What can be framed of an address of ours. */
function framedAt(deps: PublishDeps, { pathname, searchParams }: URL): Framed | undefined {
  const [first = '', second = '', third = '', fourth = ''] = pathname
    .split('/')
    .filter((part) => part !== '');
  const name = decoded(second);
  switch (first) {
    case 'case':
      return caseAt(deps, name);
    case 'buyer':
    case 'council':
      return occasionAt(deps, { council: name });
    case 'topic':
      return occasionAt(deps, { kind: name });
    case 'practice':
    case 'source':
      return listAt(deps, new URLSearchParams({ [first]: name }));
    case 'search':
      return listAt(deps, searchParams);
    case 'embed':
      if (name === 'case') return caseAt(deps, decoded(third));
      if (name === 'list') return listAt(deps, searchParams);
      return name === 'page'
        ? blockAt(deps, [decoded(third), decoded(fourth)], searchParams)
        : blockAt(deps, [name, decoded(third)], searchParams);
    default:
      return undefined;
  }
}

function caseAt(deps: PublishDeps, name: string): Framed | undefined {
  const entry = readCatalogue(deps.store).byId.get(caseNumber(name))?.entry;
  return entry === undefined || entry.withdrawn !== null ? undefined : frameOfCase(deps, entry);
}

function blockAt(deps: PublishDeps, [council, kind]: readonly [string, string], query: URLSearchParams) {
  if (council !== '' || kind !== '') return occasionAt(deps, { council, kind });
  const limit = query.get('limit');
  return occasionAt(deps, {
    council: query.get('council') ?? '',
    group: query.get('group') ?? '',
    kind: query.get('kind') ?? '',
    cpv: query.getAll('cpv'),
    ...(limit === null ? {} : { limit }),
  });
}

function occasionAt(deps: PublishDeps, words: z.input<typeof Showcased>): Framed {
  return frameOfOccasion(deps, Showcased.parse(words));
}

function listAt(deps: PublishDeps, query: URLSearchParams): Framed {
  const { q, ...facets } = Object.fromEntries(
    [...new Set(query.keys())].map((key) => [key, query.getAll(key)]),
  );
  return frameOfList(deps, Filtered.parse({ ...facets, q: q?.[0] ?? '' }).filters);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
