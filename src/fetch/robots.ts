import { defined } from '../base/defined.ts';
import { escaped, matches, type Rule, rulesOf } from './robots-rule.ts';

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
  /** How many of them have stars. */
  readonly starred: number;
  readonly crawlDelay?: number;
};

/**
 * Rules with stars × characters of a path that are compared, some 20 ms of CPU where they were made to cost: a thousand such rules for an
 * address of 2,000 characters. Beyond it nothing is allowed: each question of a file of nothing else took three seconds.
 */
const MOST_COMPARED = 2_000_000;

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
  const open = new Set<Group>();
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
      for (const group of open) group[key].add(value);
    } else if (key === 'crawl-delay') {
      for (const group of open) group.crawlDelay ??= secondsOf(value);
    }
  }
  return saidBy(named.seen ? named : anyone);
}

/** Whether rules that were read let an address be fetched: the most specific rule wins, and Allow wins a tie. */
export function rulesAllow({ rules, starred }: RobotsRules, url: string): boolean {
  // In an address the two signs stand for themselves.
  const path = escaped(pathOf(url)).replaceAll('*', '%2A').replaceAll('$', '%24');
  // The rules themselves may always be asked for (RFC 9309, 2.2.2).
  if (path === '/robots.txt') return true;
  if (starred * path.length > MOST_COMPARED) return false;
  let best = 0;
  let allowed = true;
  for (const rule of rules) {
    const { allow, weight } = rule;
    if (weight < best || (weight === best && (allowed || !allow)) || !matches(rule, path)) continue;
    best = weight;
    allowed = allow;
  }
  return allowed;
}

type Directive = { readonly key: string; readonly value: string };

// A byte order mark, whole or in part, is not part of the first line.
function* directives(robotsTxt: string): Generator<Directive> {
  for (const [line] of robotsTxt.replace(/^[\ufeff\ufffd]/, '').matchAll(/[^\r\n]+/g)) {
    const text = line.slice(0, LONGEST_LINE).split('#', 1)[0] ?? '';
    const colon = text.indexOf(':');
    if (colon !== -1) yield { key: keyOf(text.slice(0, colon).trim()), value: text.slice(colon + 1).trim() };
    else yield* twoWords(text);
  }
}

/** A directive whose colon is missing. */
function twoWords(text: string): readonly Directive[] {
  const [key = '', value, more] = text.trim().split(/[ \t]+/, 3);
  return value === undefined || more !== undefined ? [] : [{ key: keyOf(key), value }];
}

function keyOf(written: string): string {
  const key = written.toLowerCase();
  return SPELLINGS[key] ?? key;
}

/** What the lines of a group say, each of them once. */
type Group = {
  readonly allow: Set<string>;
  readonly disallow: Set<string>;
  crawlDelay: number | undefined;
  seen: boolean;
};

function emptyGroup(): Group {
  return { allow: new Set(), disallow: new Set(), crawlDelay: undefined, seen: false };
}

function saidBy({ allow, disallow, crawlDelay }: Group): RobotsRules {
  const rules = [
    ...[...allow].flatMap((value) => rulesOf(true, value)),
    ...[...disallow].flatMap((value) => rulesOf(false, value)),
  ];
  const starred = rules.filter(({ parts }) => parts.length > 1).length;
  return { rules, starred, ...defined({ crawlDelay }) };
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
