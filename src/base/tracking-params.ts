import { TRACKING_NAMES, TRACKING_PREFIXES } from './tracking-names.ts';

/** One query parameter: its name in lower case, its value as written. */
type Param = { readonly name: string; readonly value: string };

/** What decides on parameters that are only sometimes noise: the names beside it, the site's own hosts, and whether the path names a post. */
type Company = {
  readonly names: ReadonlySet<string>;
  readonly hosts: readonly string[];
  readonly path: string;
};

/** Values by which a page asks for its copy for printing. */
const PRINT = /^(?:print(?:able|er)?|component)$/i;

const VIEWS = new Set([
  'view',
  'format',
  'layout',
  'tmpl',
  'output',
  'outputtype',
  'mode',
  'theme',
  'device',
]);
/** Where a copy for phones is asked for, or none; not where these values name a template of the site. */
const OF_SCREENS = /^(?:amp|mobile|desktop|phone)$/;
/** Questions of yes or no: how the page is to be shown, never which. */
const ASKS =
  /^(?:no_?(?:amp|js|script|cache|redirect)|amp|print(?:able|_view)?|mobile|desktop|lightbox|i?frame|embed(?:ded)?|popup|full_?screen|show_?comments|rss|from_?(?:rss|feed)|cookie_?consent)$/;
const YES_OR_NO = /^(?:[01]|true|false|yes|no|[yn]|on|off)?$/i;
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
  'shared',
  'partner',
  'campaign',
  'ref',
  'mod',
  '__source',
]);
const PLACES =
  /^(?:rss(?:[_-]\w+(?:-+\d)?|feed)?|atom|feed|newsletter|e-?mail|oembed|twitter|facebook|linkedin|whatsapp|reddit|pinterest|tumblr|telegram|mastodon|bluesky|jetpack-\w+)$/i;

/** Names of what a site gives to one visit; only with a value that nobody would give to a post. */
const OF_A_VISIT =
  /^(?:_?(?:wp)?nonce|_?(?:csrf_?)?token|csrf|\w*sess(?:ion)?(?:_?(?:id|key))?|(?:os_?c)?sid|zenid)$/;
/** A hash under a name of one letter; a number or words there are a search, or a page. */
const HASH = /^[\da-f]{32}$/i;
/** A moment in seconds or milliseconds, by which scripts get round a cache. */
const STAMP = /^1[4-9]\d{8}(?:\d{3})?$/;
const OF_CACHES = new Set(['_', 'cb', 'ts', 'timestamp', 'nocache', 'rnd', 'rand']);
/** Names for the way back, as portals write it behind a page: a path or an address. */
const WAY_BACK =
  /^(?:\w*_)?(?:redirect|(?:p_l_)?back_?url(?:_title)?|return_?(?:url|to)|referr?er|came_?from|destination)$/;
const ADDRESS = /^(?:https?(?::|%3a)|\/|%2f)|^node\/\d+$/i;

/** Whether a value is one that a machine drew: letters and digits mixed, and no word among them. */
export function isRandom(value: string): boolean {
  const isMixed = /^[\w-]{10,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
  return isMixed && (/^[\da-f]+$/i.test(value) || !/[a-z]{5}/i.test(value));
}

/**
 * Whether a parameter never says which post is meant. Names with a meaning on some sites (`ref`, `amp`, `source`, `link_id`) count
 * only with a value or in a company that gives them away; a site's own noise belongs in its `dropParams`.
 */
export function isTrackingParam({ name, value }: Param, { names, hosts, path }: Company): boolean {
  if (TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  if (isOfCopy({ name, value }) || isOfVisit({ name, value })) return true;
  if (isOfPortal({ name, value }, path)) return true;
  if (name === 'ref')
    return value === 'rss' || hosts.includes(value.toLowerCase()) || /^[\w-]+(?:\.[\w-]+)+$/.test(value);
  // How many clicks a button to share has had, and what became of a letter.
  if (name === 'nb' || name === 'msg') return names.has('share') || names.has('shared');
  // Action Network sends these two along with can_id.
  return (name === 'source' || name === 'link_id') && names.has('can_id');
}

/** Asks for the page's copy for printers, for phones or for its authors. */
function isOfCopy({ name, value }: Param): boolean {
  if (ASKS.test(name) && (YES_OR_NO.test(value) || PRINT.test(value))) return true;
  if (name === 'amp' || name === 'noamp') return /^(?:print|mobile|available)$/.test(value);
  if (name === 'preview') return value === 'true';
  // Blogger's page for phones.
  if (name === 'm') return /^[01]$/.test(value);
  if (!VIEWS.has(name)) return false;
  return PRINT.test(value) || (name !== 'layout' && name !== 'tmpl' && OF_SCREENS.test(value));
}

function isOfVisit({ name, value }: Param): boolean {
  if (CAME_FROM.has(name) && PLACES.test(value)) return true;
  if (OF_A_VISIT.test(name) && isRandom(value)) return true;
  if (name === 's') return HASH.test(value);
  return OF_CACHES.has(name) && STAMP.test(value);
}

/**
 * Whether a portal says how to get back from a page that its path names by itself. A path of one word (`/go`, `/login`) leads where the parameter says.
 */
function isOfPortal({ name, value }: Param, path: string): boolean {
  if (path.includes('/-/') && /^p_[plr]_|^inheritredirect$/.test(name)) return true;
  return WAY_BACK.test(name) && ADDRESS.test(value) && NAMES_A_POST.test(path);
}

const NAMES_A_POST = /[^/-]-[^/]{0,200}\/?$|\/\d+\/?$/;
