import { TRACKING_NAMES, TRACKING_PREFIXES } from './tracking-names.ts';

/** One query parameter: its name in lower case, its value as written. */
type Param = { readonly name: string; readonly value: string };

/** What decides on parameters that are only sometimes noise: the names beside it, and the site's own hosts. */
type Company = { readonly names: ReadonlySet<string>; readonly hosts: readonly string[] };

/** Values by which a page asks for its copy for printing. */
const PRINT = /^(?:print(?:able|er)?|component)$/i;

const VIEWS = new Set(['view', 'format', 'layout', 'tmpl', 'output', 'outputtype', 'mode']);
/** Where a reader came from, as values say it under names that mean something else elsewhere (`from`, `source`). */
const CAME_FROM = new Set([
  'from',
  'src',
  'source',
  'via',
  'origin',
  'cmp',
  'cid',
  'medium',
  'feature',
  'share',
]);
const PLACES =
  /^(?:rss|atom|feed|newsletter|e-?mail|oembed|twitter|facebook|linkedin|whatsapp|reddit|pinterest|tumblr|telegram|mastodon|bluesky|jetpack-\w+)$/i;

/** Names of what a site gives to one visit; only with a value that nobody would give to a post. */
const OF_A_VISIT = /^(?:_?(?:wp)?nonce|_?(?:csrf_?)?token|csrf|session(?:_?id)?|sid)$/;

function isRandom(value: string): boolean {
  const isMixed = /^[\w-]{10,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
  return isMixed && (/^[\da-f]+$/i.test(value) || !/[a-z]{5}/i.test(value));
}

/**
 * Whether a parameter never says which post is meant. Names with a meaning on some sites (`ref`, `amp`, `source`, `link_id`) count
 * only with a value or in a company that gives them away; a site's own noise belongs in its `dropParams`.
 */
export function isTrackingParam({ name, value }: Param, { names, hosts }: Company): boolean {
  if (TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  if (isOfCopy({ name, value }) || isOfVisit({ name, value })) return true;
  if (name === 'ref')
    return value === 'rss' || hosts.includes(value.toLowerCase()) || /^[\w-]+(?:\.[\w-]+)+$/.test(value);
  // How many clicks a button to share has had.
  if (name === 'nb') return names.has('share');
  // Action Network sends these two along with can_id.
  return (name === 'source' || name === 'link_id') && names.has('can_id');
}

/** Asks for the page's copy for printers, for phones or for its authors. */
function isOfCopy({ name, value }: Param): boolean {
  if (name === 'amp' || name === 'print' || name === 'printable' || name === 'print_view')
    return /^(?:1|true|yes|y|print)?$/i.test(value);
  if (name === 'preview') return value === 'true';
  // Blogger's page for phones.
  if (name === 'm') return /^[01]$/.test(value);
  return VIEWS.has(name) && (PRINT.test(value) || (name !== 'layout' && name !== 'tmpl' && value === 'amp'));
}

function isOfVisit({ name, value }: Param): boolean {
  return (CAME_FROM.has(name) && PLACES.test(value)) || (OF_A_VISIT.test(name) && isRandom(value));
}
