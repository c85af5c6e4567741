import { load } from 'cheerio/slim';
import { messageOf } from '../base/errors.ts';
import type { ArticleField, Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';

/** What a source may not do, and why; each is looked for in the text of its file, comments left out. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bfetch\s*\(/, 'fetches: every request goes through src/fetch'],
  [
    /\bDate\.now\b|\bnew Date\b/,
    'reads the clock or a date: the run gives the time, src/base/dates.ts reads dates',
  ],
  [/\bprocess\s*\./, 'reads the environment'],
  [/\bimport\s*\(|\brequire\s*\(/, 'loads code of its own'],
];
const MAY_IMPORT = /\/base\/(source|strategies)\.ts$/;

/**
 * What is wrong with a source beyond its fields: brittle selectors, impure code, facts without a mark, no second
 * witness. `text` is the file's. An empty list is a clean source.
 */
export function lintSource(source: Source, text: string): string[] {
  const header = /^\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return [
    ...selectorsOf(source).flatMap((selector) => [...unreadable(selector), ...brittle(selector)]),
    ...impurities(text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')),
    ...unmarked(header),
    ...(source.witness === undefined && !header.includes('No witness:')
      ? ['witness: has none; name one, or say why not after "No witness:" in the header']
      : []),
  ];
}

function selectorsOf(source: Source): string[] {
  const { article } = source;
  const fields: readonly ArticleField[] = [
    article.title ?? [],
    article.author ?? [],
    article.date ?? [],
    article.body ?? [],
  ];
  const readers = fields.flat().filter((reader) => typeof reader === 'string' && reader !== 'auto');
  const strategies = [source.discover, ...(source.witness === undefined ? [] : [source.witness])];
  return [...strategies.flatMap(strategySelectors), ...readers.map(String), ...(article.drop ?? [])];
}

function strategySelectors(strategy: Strategy): string[] {
  if (strategy.kind !== 'listing' && strategy.kind !== 'browser') return [];
  const { card, link, title, date, teaser, next, lead } = strategy;
  const more = strategy.kind === 'browser' ? strategy.more : undefined;
  const parts = [card, link, title, date, teaser, next, more, ...Object.values(lead ?? {})];
  return parts.flatMap((chain) => chain ?? []);
}

/** A selector that cannot be read finds nothing, and says nothing of it: extraction takes the next of its chain. */
function unreadable(selector: string): string[] {
  const bare = selector.replace(/@[\w:-]+$/, '');
  if (bare === '' || bare === '.') return [];
  try {
    load('')(bare);
    return [];
  } catch (error) {
    return [`selector "${selector}" cannot be read: ${messageOf(error)}`];
  }
}

/** Selectors that break with the next release of a site, as others have learnt. */
export function brittle(selector: string): string[] {
  const bare = selector.replace(/@[\w:-]+$/, '');
  const levels = bare
    .replaceAll(/\[[^\]]*\]|\([^)]*\)/g, '')
    .split(/\s*[>+~]\s*|\s+/)
    .filter((level) => level !== '');
  const places = [...bare.matchAll(/:nth-(?:last-)?(?:child|of-type)\((\d+)\)/g)].map(([, n]) => Number(n));
  const faults = [
    places.some((place) => place > 3) ? 'counts past the third child' : undefined,
    /\[class=/.test(bare) ? 'compares a whole class attribute; use .name' : undefined,
    /[.#][\w-]*(?:19|20)\d\d/.test(bare) ? 'has a year in a name' : undefined,
    levels.some(isHashed) ? 'has a name made by a build tool' : undefined,
    levels.length > 4 ? 'is more than four levels deep' : undefined,
  ];
  return faults.flatMap((fault) => (fault === undefined ? [] : [`selector "${selector}" ${fault}`]));
}

/** `css-1a2b3c`, `Card__title--x7Gh2`, `sc-bdVaJa`: letters and digits mixed at the end of a class or id. */
function isHashed(level: string): boolean {
  return [...level.matchAll(/[.#]([\w-]+)/g)].some(([, name = '']) => {
    const tail = name.split(/[-_]+/).at(-1) ?? '';
    return (
      tail.length >= 5 && (/\d.*[a-z]|[a-z].*\d.*[a-z]/i.test(tail) || /[a-z][A-Z].*[a-z][A-Z]/.test(tail))
    );
  });
}

function impurities(code: string): string[] {
  const imports = [...code.matchAll(/\bfrom\s+['"]([^'"]+)['"]/g)].map(([, from = '']) => from);
  return [
    ...IMPURE.filter(([pattern]) => pattern.test(code)).map(([, say]) => `the file ${say}`),
    ...imports
      .filter((from) => !MAY_IMPORT.test(from))
      .map((from) => `the file imports ${from}; a source may import base/source.ts and base/strategies.ts`),
  ];
}

/** The header must tell the site's story, and mark each fact of it as seen or guessed. */
function unmarked(header: string): string[] {
  const missing = ['History', 'Notes', 'When it breaks'].filter((part) => !header.includes(part));
  const items = header
    .replaceAll(/\n\s*\* ?/g, '\n')
    .split(/\n(?=- )|\n\n/)
    .filter((item) => item.startsWith('- '));
  return [
    ...missing.map((part) => `the header has no "${part}"`),
    ...items
      .filter((item) => !/\[(seen|guess)\]/.test(item))
      .map(
        (item) => `the header says neither [seen] nor [guess]: "${item.slice(2, 60).replaceAll('\n', ' ')}…"`,
      ),
  ];
}
