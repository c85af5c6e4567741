// Google cuts a line at eight times the longest address that browsers took.
const LONGEST_LINE = 2083 * 8 - 1;
const SPELLINGS: Readonly<Record<string, string>> = {
  useragent: 'user-agent',
  'user agent': 'user-agent',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  'site-map': 'sitemap',
  crawldelay: 'crawl-delay',
};
/** Addresses of sitemaps that robots.txt names; they belong to no group. */
export function sitemapsOf(robotsTxt: string): readonly string[] {
  return [...directives(robotsTxt)].filter(({ key }) => key === 'sitemap').map(({ value }) => value);
}

/** What one robots.txt says to one product, read once and asked often. */
export type RobotsRules = {
  readonly rules: readonly Rule[];
  readonly crawlDelay?: number;
};

type Rule = { readonly allow: boolean; readonly pattern: string };

/**
 * Picks the rules that concern a product (RFC 9309): the groups that name it, or the `*` groups where none does. Spellings that
 * Google's parser forgives (`Disalow`, a missing colon) are forgiven here. `crawlDelay` (s) is not in the RFC but widely used.
 *
 *     rulesAllow(readRobots(robotsTxt, 'Lamplighter'), 'https://example.org/news/1')
 */
export function readRobots(robotsTxt: string, userAgentProduct: string): RobotsRules {
  const named = emptyGroup();
  const anyone = emptyGroup();
  const product = userAgentProduct.toLowerCase();
  // A group may be opened by any number of lines, and gets each of its rules once.
  const open = new Set<ReturnType<typeof emptyGroup>>();
  let inRules = false;
  for (const { key, value } of directives(robotsTxt)) {
    if (key === 'user-agent') {
      if (inRules) open.clear();
      inRules = false;
      const group = isAnyone(value) ? anyone : productOf(value) === product ? named : undefined;
      if (group !== undefined) {
        group.seen = true;
        open.add(group);
      }
    } else if (key === 'allow' || key === 'disallow') {
      inRules = true;
      for (const group of open)
        group.rules.push({
          allow: key === 'allow',
          pattern: normalPattern(value),
        });
    } else if (key === 'crawl-delay') {
      for (const group of open) group.crawlDelay ??= secondsOf(value);
    }
  }
  const { rules, crawlDelay } = named.seen ? named : anyone;
  return crawlDelay === undefined ? { rules } : { rules, crawlDelay };
}

/** Whether rules that were read let an address be fetched: the most specific rule wins, and Allow wins a tie. */
export function rulesAllow({ rules }: RobotsRules, url: string): boolean {
  // In an address the two signs stand for themselves.
  const path = spelt(pathOf(url)).replaceAll('*', '%2A').replaceAll('$', '%24');
  // The rules themselves may always be asked for (RFC 9309, 2.2.2).
  if (path === '/robots.txt') return true;
  let best = 0;
  let allowed = true;
  for (const { allow, pattern } of rules) {
    const weight = matchWeight(allow, pattern, path);
    if (weight > best || (weight === best && weight > 0 && allow)) {
      best = weight;
      allowed = allow;
    }
  }
  return allowed;
}

type Directive = { readonly key: string; readonly value: string };

// A byte order mark, whole or in part, is not part of the first line.
function* directives(robotsTxt: string): Generator<Directive> {
  for (const [line] of robotsTxt.replace(/^[\ufeff\ufffd]/, '').matchAll(/[^\r\n]+/g)) {
    const text = line.slice(0, LONGEST_LINE).split('#', 1)[0] ?? '';
    const colon = text.indexOf(':');
    const words = text.trim().split(/[ \t]+/);
    if (colon !== -1) yield { key: keyOf(text.slice(0, colon).trim()), value: text.slice(colon + 1).trim() };
    else if (words.length === 2) yield { key: keyOf(words[0] ?? ''), value: words[1] ?? '' };
  }
}

function keyOf(written: string): string {
  const key = written.toLowerCase();
  return SPELLINGS[key] ?? key;
}

function emptyGroup(): { rules: Rule[]; crawlDelay: number | undefined; seen: boolean } {
  return { rules: [], crawlDelay: undefined, seen: false };
}

function isAnyone(value: string): boolean {
  return /^\*(\s|$)/.test(value);
}

function productOf(value: string): string {
  return (/^[a-z_-]*/i.exec(value)?.[0] ?? '').toLowerCase();
}

function secondsOf(value: string): number | undefined {
  const seconds = Number(value);
  return value !== '' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Path and query of an address, as patterns see them: no fragment, and `/` where there is none. */
function pathOf(url: string): string {
  const rest = (url.split('#', 1)[0] ?? '').replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, '');
  const start = url.startsWith('/') && !url.startsWith('//') ? 0 : rest.search(/[/?;]/);
  if (start === -1) return '/';
  const path = rest.slice(start);
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * The one spelling of escapes in which rules and addresses are compared (RFC 9309, 2.2.2; RFC 3986, 6.2.2): those of letters, digits and
 * `-._~` undone, the others in capitals.
 */
function normalEscapes(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}

/** As addresses are spelt: what none can hold bare (spaces, letters beyond ASCII) escaped. */
function spelt(text: string): string {
  return normalEscapes(text).replaceAll(/[^\u0021-\u007e]+/g, (run) =>
    encodeURIComponent(run.toWellFormed()),
  );
}

/** A rule in that spelling, with an escape for a `$` that ends nothing. */
function normalPattern(value: string): string {
  return spelt(value).replaceAll(/\$(?!$)/g, '%24');
}

/** How specific a rule is for a path: the length of its pattern, or 0 where it does not match. */
function matchWeight(allow: boolean, pattern: string, path: string): number {
  if (matches(pattern, path)) return pattern.length;
  // Allowing /news/index.html allows /news/ as well, as Google reads it.
  const folder = allow ? /^(.*\/)index\.html?$/.exec(pattern)?.[1] : undefined;
  return folder !== undefined && matches(`${folder}$`, path) ? folder.length + 1 : 0;
}

/** `*` stands for anything, a final `$` for the end; otherwise a prefix. Linear: each part is sought once, leftmost first. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const first = parts[0] ?? '';
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !anchored || path.length === first.length;
  const last = anchored ? (parts.pop() ?? '') : '';
  let at = first.length;
  for (const part of parts.slice(1)) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !anchored || (path.length - last.length >= at && path.endsWith(last));
}
