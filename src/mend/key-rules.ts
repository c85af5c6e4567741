import { type KeyRules, urlKey } from '../base/url.ts';
import type { Source } from '../base/source.ts';
import { folderPattern, segments } from '../workshop/survey/address-shape.ts';
import { type FoundAgain, slugOf } from './align.ts';

type UrlRule = Source['urlRules'][number];

/**
 * Rules under which posts keep their keys at their new addresses: the old host stays canonical and the new one is another name of it;
 * folders that changed are rewritten to the old ones, where those are the same for all. What no rule can say is left to aliases.
 */
export function keptKeys(source: Source, pairs: readonly FoundAgain[], host: string): KeyRules {
  const { hosts, urlRules, dropParams } = source;
  const names = [hosts.canonical, ...hosts.aliases];
  const aliases = names.includes(host) ? hosts.aliases : [...hosts.aliases, host];
  const same = { hosts: { canonical: hosts.canonical, aliases }, urlRules, dropParams };
  const moved = pairs.filter(({ card, post }) => urlKey(card.url, same) !== post.key);
  const rule = moved.length === 0 ? undefined : folderRule(moved);
  if (rule === undefined) return same;
  const ruled = { ...same, urlRules: [...urlRules, rule] };
  const isRight = pairs.every(({ card, post }) => urlKey(card.url, ruled) === post.key);
  return isRight ? ruled : same;
}

/** From the folders that posts lie in now to the one that all of them lay in. */
function folderRule(moved: readonly FoundAgain[]): UrlRule | undefined {
  const [first] = moved;
  if (first === undefined) return undefined;
  const before = new Set(moved.map(({ post }) => new URL(post.key).pathname.replace(/[^/]+\/?$/, '')));
  const now = new Set(moved.map(({ card }) => shapeOfFolders(card.url)));
  const [old] = before;
  const [pattern] = now;
  if (before.size !== 1 || now.size !== 1 || old === undefined || pattern === undefined) return undefined;
  if (moved.some(({ card, post }) => slugOf(card.url) !== slugOf(post.key))) return undefined;
  const ending = /(\.\w{2,5})$/.exec(new URL(first.card.url).pathname)?.[1];
  const cut = ending === undefined ? '' : ending.replace('.', '\\.');
  return cut === ''
    ? { from: new RegExp(`^${pattern}\\/(?=[^/]+\\/?$)`), to: old }
    : { from: new RegExp(`^${pattern}\\/([^/]+)${cut}$`), to: `${old}$1` };
}

function shapeOfFolders(url: string): string {
  return segments(url)
    .slice(0, -1)
    .map((part) => folderPattern(/^\d+$/.test(part) ? 'N' : part))
    .join('');
}
