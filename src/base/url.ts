import { domainToASCII } from 'node:url';
import { copiedFrom } from './addresses/copied-from.ts';
import { withoutSession } from './addresses/session-ids.ts';
import { unwrapped } from './addresses/unwrapped.ts';
import { defined } from './defined.ts';
import { rewrite } from './expressions/rewrite.ts';
import { onceEach } from './once-each.ts';
import { tellingParams } from './query-params.ts';
import { absoluteUrl, type Source } from './source.ts';

/** The parts of a source that decide which spellings are one address. */
export type KeyRules = Pick<Source, 'hosts' | 'urlRules' | 'dropParams' | 'keepParams' | 'anchors'>;

/** Raised whenever `urlKey` answers otherwise for some address: stored posts are given their names anew then. */
export const KEYS = 5;
/** RFC 9110, 4.1 asks for 8,000 octets at least; what is longer is not a link to a post. */
const LONGEST = 8192;
/** Suffixes under which strangers register or are given names. */
const SHARED =
  /(?:^|\.)(?:(?:ac|co|com|gov|ltd|me|net|nhs|org|plc|police|sch|edu)\.[a-z]{2}|(?:blogspot|wordpress|medium|substack|tumblr|wixsite|weebly|squarespace|azurewebsites)\.com|(?:github|gitlab|ghost)\.io|(?:netlify|vercel)\.app|apc\.org)$/;

/**
 * The canonical key of an address (RFC 3986, 6.2, and what publishers do beyond it): all spellings of one post give one key.
 * A key is for comparing, not for dialling or showing: its scheme is always https. A text that is not an http(s) address is its own key.
 * @throws Failure (`config`) where a rule of the source finds no end on it.
 */
export function urlKey(url: string, source: KeyRules): string {
  const asked = parse(url, undefined);
  if (asked === undefined) return url.trim();
  const parsed = copiedFrom(asked, (host) => namesOf(source.hosts).spellings.has(bareHost(host))) ?? asked;
  const [path, query] = rewritten(parsed, source.urlRules);
  return `https://${keyHost(parsed, source)}${keyPath(path)}${keyQuery(path, query, source)}${fragmentOf(parsed, source)}`;
}

/**
 * The absolute http(s) address a link leads to, without credentials and fragment, which are never sent; undefined for anything else. A
 * fragment that is a route of a site drawn in the browser stays: without it every post there has the address of the home page. So does every
 * other where `anchors` of a page are posts.
 */
export function resolveUrl(
  href: string,
  base: string | undefined,
  { anchors }: Pick<KeyRules, 'anchors'> = {},
): string | undefined {
  const parsed = parse(href, base);
  if (parsed === undefined) return undefined;
  parsed.hash = fragmentOf(parsed, defined({ anchors }));
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/**
 * Whether two addresses belong to one publisher's site: the same host, or the same registrable domain by a short list of
 * suffixes (`.gov.uk`, `.blogspot.com` …) instead of the whole Public Suffix List. An unknown suffix errs towards "the same".
 */
export function sameSite(a: string, b: string): boolean {
  const first = siteOf(a);
  return first !== undefined && first === siteOf(b);
}

/** What two addresses of one publisher's site share, as `sameSite` has it: its registrable domain; undefined of what is no address. */
export function siteOf(url: string): string | undefined {
  const parsed = parse(url, undefined);
  return parsed === undefined ? undefined : site(bareHost(parsed.hostname));
}

/** Whether an address is on one of a source's hosts, `www.` or not. Answers false for what is not an address. */
export function isOnHosts(url: string, { canonical, aliases }: Source['hosts']): boolean {
  const host = parse(url, undefined)?.host ?? '';
  return [canonical, ...aliases].flatMap(withAndWithoutWww).includes(bareHost(host));
}

/** Other names that a post goes by, from its listing and its page. */
export type OtherNames = {
  readonly url: string;
  /** After redirects. */
  readonly finalUrl?: string;
  /** rel=canonical and og:url, as the page gives them. */
  readonly canonicals?: readonly string[];
  /** `wp:123` or a feed's guid. */
  readonly externalId?: string;
};

/**
 * The keys besides its own under which a post may be met again. An address counts only on the source's own site, and never when it is
 * the site's root or the listing: pages that all name one of these as their canonical are a common fault, and would become one post.
 * An `externalId` that is not an address is scoped to the source: two sites both have a `wp:1`.
 */
export function aliasKeys(
  post: OtherNames,
  source: KeyRules & Pick<Source, 'id' | 'home' | 'discover'>,
): string[] {
  const taken = [urlKey(post.url, source), ...noPosts(source)];
  const id = post.externalId?.trim() ?? '';
  const isAddress = /^https?:/i.test(id);
  const addresses = [post.finalUrl ?? '', ...(post.canonicals ?? []), isAddress ? id : ''];
  const keys = addresses
    .flatMap((address) => (address.trim() === '' ? [] : (resolveUrl(address, post.url) ?? [])))
    .filter((address) => isOfSite(address, source))
    .map((address) => urlKey(address, source))
    .filter((key) => !taken.includes(key));
  return [...new Set(id === '' || isAddress ? keys : [...keys, idKey(id, source.id)])];
}

/** Keys of what is no post of a source: the site's root, its home and its listing. */
const noPosts = onceEach((source: KeyRules & Pick<Source, 'home' | 'discover'>): readonly string[] => {
  const listing = absoluteUrl(source, 'url' in source.discover ? source.discover.url : source.discover.base);
  return [new URL('/', source.home).href, source.home, listing].map((url) => urlKey(url, source));
});

/** `wp:ashden-news:123`, `guid:ashden-news:tag:ashden.org,2024:7`. */
function idKey(id: string, sourceId: string): string {
  return id.startsWith('wp:') ? `wp:${sourceId}:${id.slice(3)}` : `guid:${sourceId}:${id}`;
}

function isOfSite(url: string, { hosts }: KeyRules): boolean {
  const own = siteOf(url);
  return own !== undefined && namesOf(hosts).sites.has(own);
}

function parse(text: string, base: string | undefined): URL | undefined {
  if (text.length > LONGEST) return undefined;
  const url = URL.parse(text.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  return unwrapped(url) ?? url;
}

/** `#/topic/5`, `#!/topic`, `#View:uri=C1`: a fragment that is a page of its own; '' for a place in a page. */
function routeOf({ hash }: URL): string {
  return /^#(?:!?\/|!\w|[A-Za-z]\w*:\w+=)/.test(hash) ? hash : '';
}

/** The part of a fragment that names a post; '' for a place in a page, unless its places are posts. */
function fragmentOf(url: URL, { anchors = false }: Pick<KeyRules, 'anchors'>): string {
  return anchors ? url.hash : routeOf(url);
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

type HostNames = {
  readonly canonical: string;
  readonly spellings: ReadonlySet<string>;
  readonly sites: ReadonlySet<string>;
};
/** An adapter's hosts are asked for with every link of its pages. */
const namesOf = onceEach(({ canonical, aliases }: KeyRules['hosts']): HostNames => ({
  canonical: asciiHost(canonical),
  spellings: new Set([canonical, ...aliases].flatMap(withAndWithoutWww)),
  sites: new Set([canonical, ...aliases].flatMap((host) => siteOf(`https://${host}/`) ?? [])),
}));

function keyHost(url: URL, { hosts }: KeyRules): string {
  const port = url.port === '443' ? '' : url.port;
  const host = bareHost(url.hostname) + (port === '' ? '' : `:${port}`);
  const { canonical, spellings } = namesOf(hosts);
  return spellings.has(host.replace(/^(?:amp|m|mobile)\./, '')) ? canonical : host;
}

function withAndWithoutWww(host: string): readonly string[] {
  const bare = asciiHost(host).replace(/^www\./, '');
  return [bare, `www.${bare}`];
}

function asciiHost(host: string): string {
  const [name = '', port] = host.split(':');
  const ascii = domainToASCII(bareHost(name)) || bareHost(name);
  return port === undefined ? ascii : `${ascii}:${port}`;
}

function rewritten(url: URL, rules: KeyRules['urlRules']): readonly [path: string, query: string] {
  // Set and got again, for what is cut away may leave dot segments behind.
  url.pathname = withoutSession(url.pathname);
  const start = normalPercent(url.pathname).replaceAll(/\/{2,}/g, '/') + normalPercent(url.search);
  const end = rules.reduce((text, rule) => rewrite(text, rule), start);
  const mark = end.indexOf('?');
  return mark === -1 ? [end, ''] : [end.slice(0, mark), end.slice(mark + 1)];
}

function keyPath(path: string): string {
  let rest = path.startsWith('/') ? path : `/${path}`;
  for (;;) {
    const shorter = rest
      .replace(/(?:%20|\+)$/, '')
      .replace(/\/index\.php(?=\/[^/])/i, '')
      .replace(/\/(?:index|default)\.(?:[sx]?html?|php\d?|aspx?|jspx?|cfm)$/i, '/')
      .replace(/(?<=[^/])\/$/, '')
      .replace(/(?<=[^/])\/amp$|(?<=[^/.])\.amp(?=\.html?$|$)/i, '')
      .replace(/^\/amp(?=\/[^/])/i, '')
      .replace(/^\/print(?:-?version(?=\/[^/])|(?=\/[^/]+\/[^/]))|\/print(?:able)?(?=\/\d+$)/i, '')
      .replace(/\/(?<=\/(?:\d+|[^/-]+(?:-[^/-]+)+)\/)print(?:able)?(?:\.html?)?$/i, '');
    if (shorter === rest) return rest;
    rest = withoutDots(shorter);
  }
}

/** What is cut away may leave dot segments behind, which every client takes out (RFC 3986, 5.2.4). */
function withoutDots(path: string): string {
  return /\/\.\.?(?:\/|$)/.test(path) ? new URL(path, 'https://any.example').pathname : path;
}

function keyQuery(path: string, query: string, source: KeyRules): string {
  const texts = tellingParams(query, { path, source }).map(({ raw, value }) =>
    value === '' ? raw : `${raw}=${value}`,
  );
  // Code units, not a locale's order: a key must be the same on every machine.
  texts.sort((a, b) => (a < b ? -1 : Number(a > b)));
  return texts.length === 0 ? '' : `?${texts.join('&')}`;
}

/** Percent-escapes in their one normal form: unreserved characters bare, the rest in capitals, stray marks escaped. */
function normalPercent(text: string): string {
  return text.replaceAll(/%[\da-f]{2}|[%"'<>[\]^`{|}\\]/gi, (found) => {
    if (found.length === 1) return `%${found.charCodeAt(0).toString(16).toUpperCase()}`;
    const char = String.fromCharCode(Number.parseInt(found.slice(1), 16));
    return /[\w.~-]/.test(char) ? char : found.toUpperCase();
  });
}

function site(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  return labels.slice(SHARED.test(host) && labels.length > 2 ? -3 : -2).join('.');
}
